"""What the user can do on the Train page."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP


def _train(
    id: str,
    text: str,
    tip: str,
    keys: tuple[str, ...] = (),
    icon: str = "",
    group: int = 0,
    changes: bool = False,
) -> ActionSpec:
    return ActionSpec(
        id, text, "train", keys, "train", tip, icon, needs_project=True, changes=changes, group=group
    )


TRAIN = (
    _train(
        "train_start",
        QT_TRANSLATE_NOOP("actions", "&Start training"),
        QT_TRANSLATE_NOOP("actions", "Train a new voice with the options on the left"),
        ("Ctrl+Return",),
        "train",
        changes=True,
    ),
    _train(
        "train_stop",
        QT_TRANSLATE_NOOP("actions", "&Pause training"),
        QT_TRANSLATE_NOOP(
            "actions", "Save after this step and end the process; Resume goes on with the very next step"
        ),
        ("Ctrl+.",),
        "pause",
    ),
    _train(
        "train_resume",
        QT_TRANSLATE_NOOP("actions", "&Resume training"),
        QT_TRANSLATE_NOOP("actions", "Go on with the step after the last save"),
        ("Ctrl+Shift+Return",),
        "play",
        changes=True,
    ),
    _train(
        "train_save",
        QT_TRANSLATE_NOOP("actions", "Save a checkpoint &now"),
        QT_TRANSLATE_NOOP("actions", "Save after this step and go on, with a preview to listen to"),
        icon="save",
    ),
    _train(
        "train_on",
        QT_TRANSLATE_NOOP("actions", "Train &on…"),
        QT_TRANSLATE_NOOP("actions", "More epochs for this voice, with the recordings as they are now"),
        icon="train",
        changes=True,
    ),
    _train(
        "make_voice",
        QT_TRANSLATE_NOOP("actions", "Make this save the &voice"),
        QT_TRANSLATE_NOOP("actions", "The project's voice is then as it was at the chosen save"),
        icon="voices",
        group=1,
        changes=True,
    ),
    _train(
        "export_curves_picture",
        QT_TRANSLATE_NOOP("actions", "Save the curves as a p&icture…"),
        QT_TRANSLATE_NOOP("actions", "The plot as it is seen, as PNG"),
        icon="save",
        group=2,
    ),
    _train(
        "export_curves_table",
        QT_TRANSLATE_NOOP("actions", "Save the curves as a &table…"),
        QT_TRANSLATE_NOOP("actions", "Every step with its losses, as CSV"),
        group=2,
    ),
    _train(
        "show_tensorboard",
        QT_TRANSLATE_NOOP("actions", "Show Tensor&Board files"),
        QT_TRANSLATE_NOOP("actions", "The folder of this run that TensorBoard can read"),
        icon="folder",
        group=2,
    ),
    _train(
        "open_run",
        QT_TRANSLATE_NOOP("actions", "Open a run &folder…"),
        QT_TRANSLATE_NOOP("actions", "Look at a run elsewhere, also while another computer trains it"),
        icon="open",
        group=3,
    ),
    _train(
        "training_storage",
        QT_TRANSLATE_NOOP("actions", "Stora&ge…"),
        QT_TRANSLATE_NOOP("actions", "What this project's trainings take on the disk, and making room"),
        icon="folder",
        group=3,
    ),
)
