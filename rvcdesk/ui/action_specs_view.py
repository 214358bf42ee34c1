"""How the waveform is looked at and selected in."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP


def _look(
    id: str,
    text: str,
    keys: tuple[str, ...] = (),
    group: int = 3,
    tip: str = "",
    *,
    checkable: bool = False,
    icon: str = "",
) -> ActionSpec:
    return ActionSpec(id, text, "view", keys, "clean", tip, icon, True, checkable=checkable, group=group)


_LOOKING = (
    _look(
        "view_mode",
        QT_TRANSLATE_NOOP("actions", "Waveform, both or spectrogram"),
        ("M",),
        tip=QT_TRANSLATE_NOOP("actions", "One press: the waveform, then both, then the spectrogram alone"),
        icon="spectrogram",
    ),
    _look("view_waveform", QT_TRANSLATE_NOOP("actions", "&Waveform"), checkable=True),
    _look("view_both", QT_TRANSLATE_NOOP("actions", "Waveform and spectrogram"), checkable=True),
    _look("view_spectrogram", QT_TRANSLATE_NOOP("actions", "Spectrogram"), checkable=True),
    _look("spectrogram_settings", QT_TRANSLATE_NOOP("actions", "Spectrogram s&ettings…")),
    _look(
        "db_scale",
        QT_TRANSLATE_NOOP("actions", "Levels in d&B"),
        ("V",),
        tip=QT_TRANSLATE_NOOP("actions", "Shows what is quiet as well as what is loud"),
        checkable=True,
    ),
    _look("zoom_in_levels", QT_TRANSLATE_NOOP("actions", "Zoom in vertically"), ("Ctrl+Shift+=",)),
    _look("zoom_out_levels", QT_TRANSLATE_NOOP("actions", "Zoom out vertically"), ("Ctrl+Shift+-",)),
    _look("zoom_normal_levels", QT_TRANSLATE_NOOP("actions", "Whole &height"), ("Ctrl+Shift+0",)),
)

_SELECTING = (
    ActionSpec(
        "spectral_selection",
        QT_TRANSLATE_NOOP("actions", "Select fre&quencies"),
        "select",
        ("Q",),
        "clean",
        QT_TRANSLATE_NOOP("actions", "Dragging over the spectrogram selects time and frequencies"),
        checkable=True,
        needs_project=True,
        group=3,
    ),
    ActionSpec(
        "snap_to_zero",
        QT_TRANSLATE_NOOP("actions", "Snap to zero crossings"),
        "select",
        (),
        "clean",
        QT_TRANSLATE_NOOP("actions", "Edges go to where the sound passes through zero, unless Alt is held"),
        checkable=True,
        needs_project=True,
        group=3,
    ),
    *(
        ActionSpec(id, text, "select", (key,), "clean", tip, needs_project=True, group=1)
        for id, text, key, tip in (
            (
                "next_stretch",
                QT_TRANSLATE_NOOP("actions", "Next stretch"),
                "Alt+.",
                QT_TRANSLATE_NOOP("actions", "Select up to the next cut, split, mark or label"),
            ),
            (
                "previous_stretch",
                QT_TRANSLATE_NOOP("actions", "Previous stretch"),
                "Alt+,",
                QT_TRANSLATE_NOOP("actions", "Select back to the cut, split, mark or label before"),
            ),
        )
    ),
    ActionSpec(
        "mark_legend",
        QT_TRANSLATE_NOOP("actions", "What the marks mean…"),
        "marks",
        (),
        "clean",
        needs_project=True,
        group=9,
    ),
)

VIEWING: tuple[ActionSpec, ...] = (*_LOOKING, *_SELECTING)
