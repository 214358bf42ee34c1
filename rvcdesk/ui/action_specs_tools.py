"""Processing, recording and measuring."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP


def _process(
    id: str,
    text: str,
    tip: str,
    group: int = 0,
    keys: tuple[str, ...] = (),
    *,
    icon: str = "",
    changes: bool = True,
) -> ActionSpec:
    return ActionSpec(
        id, text, "process", keys, "clean", tip, icon, needs_project=True, changes=changes, group=group
    )


_PROCESS = (
    _process(
        "normalise_loudness",
        QT_TRANSLATE_NOOP("actions", "Normalise &loudness…"),
        QT_TRANSLATE_NOOP("actions", "Bring the selection, or the whole recording, to a loudness in LUFS"),
    ),
    _process(
        "amplify",
        QT_TRANSLATE_NOOP("actions", "&Amplify…"),
        QT_TRANSLATE_NOOP("actions", "Louder or quieter by so many dB"),
    ),
    _process(
        "noise_profile",
        QT_TRANSLATE_NOOP("actions", "This is &noise"),
        QT_TRANSLATE_NOOP("actions", "Take the selection as the noise that noise reduction turns down"),
        1,
        changes=False,
    ),
    _process(
        "noise_reduction",
        QT_TRANSLATE_NOOP("actions", "&Reduce noise…"),
        QT_TRANSLATE_NOOP("actions", "Turn down steady noise: fans, hiss, hum of machines"),
        1,
    ),
    _process(
        "click_removal",
        QT_TRANSLATE_NOOP("actions", "Remove &clicks…"),
        QT_TRANSLATE_NOOP("actions", "Replace clicks by what their surroundings make likely"),
        2,
    ),
    _process(
        "clip_repair",
        QT_TRANSLATE_NOOP("actions", "Repair cl&ipping…"),
        QT_TRANSLATE_NOOP("actions", "Rebuild peaks that were cut off"),
        2,
    ),
    _process(
        "hum_notch",
        QT_TRANSLATE_NOOP("actions", "Remove &hum…"),
        QT_TRANSLATE_NOOP("actions", "Take out 50 or 60 Hz of the mains, and their harmonics"),
        2,
    ),
    _process(
        "spectral_delete",
        QT_TRANSLATE_NOOP("actions", "&Delete the box"),
        QT_TRANSLATE_NOOP("actions", "Take out the selected frequencies in the selection"),
        3,
    ),
    _process(
        "spectral_attenuate",
        QT_TRANSLATE_NOOP("actions", "Turn the &box down…"),
        QT_TRANSLATE_NOOP("actions", "Turn the selected frequencies down in the selection"),
        3,
    ),
    _process(
        "spectral_heal",
        QT_TRANSLATE_NOOP("actions", "H&eal the box"),
        QT_TRANSLATE_NOOP("actions", "Bring the box down to what is before and after it"),
        3,
    ),
    _process(
        "repeat_effect",
        QT_TRANSLATE_NOOP("actions", "Re&peat the last effect"),
        QT_TRANSLATE_NOOP("actions", "Once more, with the same settings, on what is selected now"),
        4,
        ("Ctrl+R",),
    ),
    _process(
        "compare_effect",
        QT_TRANSLATE_NOOP("actions", "Compare &with and without"),
        QT_TRANSLATE_NOOP("actions", "While a preview plays: hear it without the effect, at the same place"),
        4,
        ("Shift+T",),
        changes=False,
    ),
    _process(
        "remove_effects",
        QT_TRANSLATE_NOOP("actions", "Take effects &off"),
        QT_TRANSLATE_NOOP("actions", "The selection, or the whole recording, as it was recorded"),
        4,
    ),
)


def _record(id: str, text: str, tip: str, keys: tuple[str, ...] = (), icon: str = "") -> ActionSpec:
    return ActionSpec(
        id, text, "playback", keys, "clean", tip, icon, needs_project=True, changes=True, group=8
    )


_RECORDING = (
    _record(
        "record",
        QT_TRANSLATE_NOOP("actions", "&Record"),
        QT_TRANSLATE_NOOP("actions", "Record at the end of this recording; again: stop"),
        ("R",),
        "record",
    ),
    _record(
        "record_new",
        QT_TRANSLATE_NOOP("actions", "Record a &new one"),
        QT_TRANSLATE_NOOP("actions", "Record a new recording beside this one"),
        ("Shift+R",),
    ),
    _record(
        "punch",
        QT_TRANSLATE_NOOP("actions", "Punc&h and roll"),
        QT_TRANSLATE_NOOP(
            "actions", "Play a little before the cursor, then record over what follows it; needs headphones"
        ),
        ("Shift+D",),
    ),
    _record(
        "show_recorder",
        QT_TRANSLATE_NOOP("actions", "Record&ing panel"),
        QT_TRANSLATE_NOOP("actions", "Choose an input and see its level"),
    ),
)

TOOLS: tuple[ActionSpec, ...] = (*_PROCESS, *_RECORDING)
