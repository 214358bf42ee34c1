"""Finding, reviewing and judging."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP


def _mark(
    id: str,
    text: str,
    keys: tuple[str, ...] = (),
    icon: str = "",
    group: int = 0,
    changes: bool = True,
    tip: str = "",
    menu: str = "marks",
) -> ActionSpec:
    return ActionSpec(
        id, text, menu, keys, "clean", tip, icon, needs_project=True, changes=changes, group=group
    )


_FIND = (
    _mark(
        "find_all",
        QT_TRANSLATE_NOOP("actions", "&Find everything"),
        ("F",),
        "find",
        tip=QT_TRANSLATE_NOOP(
            "actions", "Listen for everything that does not belong in a voice: clicks, pauses, music, others"
        ),
    ),
    _mark(
        "find_silence",
        QT_TRANSLATE_NOOP("actions", "Find &silence…"),
        ("Ctrl+Shift+F",),
        "find",
        tip=QT_TRANSLATE_NOOP("actions", "Find the pauses, to cut or keep each of them"),
    ),
    _mark(
        "clean_automatically",
        QT_TRANSLATE_NOOP("actions", "&Clean automatically"),
        ("Ctrl+Return",),
        icon="auto_clean",
        tip=QT_TRANSLATE_NOOP(
            "actions", "Cut everything the app is sure about, and leave the rest to you; one step of undo"
        ),
    ),
)
_STEP = (
    _mark("next_mark", QT_TRANSLATE_NOOP("actions", "&Next mark"), ("N",), "next", 1, False),
    _mark(
        "previous_mark", QT_TRANSLATE_NOOP("actions", "&Previous mark"), ("Shift+N",), "previous", 1, False
    ),
    _mark(
        "play_mark",
        QT_TRANSLATE_NOOP("actions", "Pla&y mark again"),
        ("O",),
        "play",
        1,
        False,
        QT_TRANSLATE_NOOP("actions", "Hear the mark with a little before and after"),
    ),
)
_ANSWER = (
    _mark(
        "accept_mark",
        QT_TRANSLATE_NOOP("actions", "&Accept mark"),
        ("Y",),
        "accept",
        2,
        tip=QT_TRANSLATE_NOOP("actions", "Cut, filter or note what is marked, and go to the next mark"),
    ),
    _mark(
        "reject_mark",
        QT_TRANSLATE_NOOP("actions", "&Reject mark"),
        ("W",),
        "reject",
        2,
        tip=QT_TRANSLATE_NOOP("actions", "Keep what is marked, and go to the next mark"),
    ),
    _mark(
        "trim_mark",
        QT_TRANSLATE_NOOP("actions", "&Trim mark"),
        ("G",),
        "trim",
        2,
        tip=QT_TRANSLATE_NOOP(
            "actions", "Accept just the selection instead of the mark; without another selection, shrink it"
        ),
    ),
    _mark(
        "accept_kind",
        QT_TRANSLATE_NOOP("actions", "Accept all of this &kind, as sure or surer"),
        ("Shift+Y",),
        group=3,
        tip=QT_TRANSLATE_NOOP(
            "actions", "Accept every open mark of this kind that is at least as sure; one step of undo"
        ),
    ),
    _mark(
        "accept_all",
        QT_TRANSLATE_NOOP("actions", "Accept a&ll marks"),
        ("Ctrl+Shift+Y",),
        group=3,
        tip=QT_TRANSLATE_NOOP(
            "actions", "Accept everything that is marked and not answered; one step of undo"
        ),
    ),
    _mark(
        "reject_all",
        QT_TRANSLATE_NOOP("actions", "Reject all &marks"),
        ("Ctrl+Shift+W",),
        group=3,
        tip=QT_TRANSLATE_NOOP("actions", "Keep everything that is marked and not answered; one step of undo"),
    ),
    _mark(
        "forget_answers",
        QT_TRANSLATE_NOOP("actions", "Forget what the answers ta&ught"),
        group=4,
        tip=QT_TRANSLATE_NOOP("actions", "Back to the usual certainty from which marks are accepted"),
    ),
)
_WHOLE = (
    _mark(
        "health",
        QT_TRANSLATE_NOOP("actions", "&Health of the recordings"),
        (),
        "health",
        5,
        False,
        QT_TRANSLATE_NOOP("actions", "How good these recordings are for a voice, and what would help"),
    ),
    _mark(
        "batch",
        QT_TRANSLATE_NOOP("actions", "All recordings at &once…"),
        (),
        "batch",
        5,
        tip=QT_TRANSLATE_NOOP("actions", "Find, clean or level every recording of the project"),
    ),
    _mark(
        "play_pieces",
        QT_TRANSLATE_NOOP("actions", "Play the pieces the voice learns"),
        ("Shift+H",),
        "kept",
        1,
        False,
        QT_TRANSLATE_NOOP("actions", "Hear what is kept as training hears it: in pieces, at one level"),
        menu="playback",
    ),
    _mark("next_piece", QT_TRANSLATE_NOOP("actions", "Ne&xt piece"), ("E",), "", 1, False, menu="playback"),
    _mark(
        "previous_piece",
        QT_TRANSLATE_NOOP("actions", "Pre&vious piece"),
        ("Shift+E",),
        "",
        1,
        False,
        menu="playback",
    ),
)
REVIEW: tuple[ActionSpec, ...] = (*_FIND, *_STEP, *_ANSWER, *_WHOLE)
