"""Editing and playing: verbs on the selection, labels, clipboard, transport. Audacity's keys throughout."""

from __future__ import annotations

from rvcdesk.ui.action_spec import GLOBAL, ActionSpec
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP


def _clean(
    menu: str,
    id: str,
    text: str,
    keys: tuple[str, ...] = (),
    group: int = 0,
    tip: str = "",
    icon: str = "",
    *,
    changes: bool = False,
    checkable: bool = False,
) -> ActionSpec:
    return ActionSpec(
        id,
        text,
        menu,
        keys,
        "clean",
        tip,
        icon,
        needs_project=True,
        changes=changes,
        checkable=checkable,
        group=group,
    )


def _edit(
    id: str,
    text: str,
    keys: tuple[str, ...] = (),
    icon: str = "",
    group: int = 0,
    tip: str = "",
    changes: bool = True,
) -> ActionSpec:
    return _clean("edit", id, text, keys, group, tip, icon, changes=changes)


_EDIT = (
    _edit("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), ("Ctrl+Z",), "undo"),
    _edit("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    _edit(
        "history",
        QT_TRANSLATE_NOOP("actions", "&History…"),
        ("Ctrl+Shift+H",),
        "history",
        tip=QT_TRANSLATE_NOOP("actions", "Every step by its name; a click goes there"),
        changes=False,
    ),
    _edit(
        "cut",
        QT_TRANSLATE_NOOP("actions", "Cu&t"),
        ("Ctrl+X",),
        "cut",
        1,
        QT_TRANSLATE_NOOP(
            "actions",
            "Cut the selection to the clipboard: it stays visible, and the voice does not learn it",
        ),
    ),
    _edit(
        "copy",
        QT_TRANSLATE_NOOP("actions", "&Copy"),
        ("Ctrl+C",),
        "copy",
        1,
        QT_TRANSLATE_NOOP("actions", "Copy the selection, to paste it here or in another recording"),
        changes=False,
    ),
    _edit(
        "paste",
        QT_TRANSLATE_NOOP("actions", "&Paste"),
        ("Ctrl+V",),
        "paste",
        1,
        QT_TRANSLATE_NOOP("actions", "Insert what was copied at the cursor, or in place of the selection"),
    ),
    _edit(
        "delete",
        QT_TRANSLATE_NOOP("actions", "&Delete"),
        ("Del", "Backspace", "Ctrl+K"),
        "delete",
        1,
        QT_TRANSLATE_NOOP("actions", "Cut the selection: it stays visible, and the voice does not learn it"),
    ),
    _edit(
        "ripple_delete",
        QT_TRANSLATE_NOOP("actions", "Delete and close the &gap"),
        ("Shift+Del", "Ctrl+Shift+X"),
        "ripple",
        1,
        QT_TRANSLATE_NOOP("actions", "Take the selection off the timeline; what follows moves up"),
    ),
    _edit(
        "duplicate",
        QT_TRANSLATE_NOOP("actions", "Dup&licate"),
        ("Ctrl+D",),
        "",
        1,
        QT_TRANSLATE_NOOP("actions", "Insert the selection once more behind itself"),
    ),
    _edit(
        "split_cut",
        QT_TRANSLATE_NOOP("actions", "Split cut"),
        ("Ctrl+Alt+X",),
        "",
        2,
        QT_TRANSLATE_NOOP("actions", "Cut to the clipboard, leaving silence of the same length"),
    ),
    _edit(
        "split_delete",
        QT_TRANSLATE_NOOP("actions", "Split delete"),
        ("Ctrl+Alt+K",),
        "",
        2,
        QT_TRANSLATE_NOOP("actions", "Delete, leaving silence of the same length"),
    ),
    _edit(
        "keep_only",
        QT_TRANSLATE_NOOP("actions", "&Keep only the selection"),
        ("Ctrl+T",),
        "trim",
        2,
        QT_TRANSLATE_NOOP("actions", "Trim: cut everything outside the selection"),
    ),
    _edit(
        "silence",
        QT_TRANSLATE_NOOP("actions", "&Silence the selection"),
        ("Ctrl+L",),
        "silence",
        2,
        QT_TRANSLATE_NOOP("actions", "Replace the selection by silence of the same length"),
    ),
    _edit(
        "restore",
        QT_TRANSLATE_NOOP("actions", "Restor&e what is cut"),
        ("Ctrl+Shift+K",),
        "restore",
        2,
        QT_TRANSLATE_NOOP("actions", "Take back the cuts in the selection, or the one at the cursor"),
    ),
    _edit(
        "split",
        QT_TRANSLATE_NOOP("actions", "Spl&it"),
        ("Ctrl+I",),
        "split",
        3,
        QT_TRANSLATE_NOOP("actions", "Divide the recording at the cursor, or at the selection's edges"),
    ),
    _edit(
        "split_new",
        QT_TRANSLATE_NOOP("actions", "Selection into a &new recording"),
        ("Ctrl+Alt+I",),
        "",
        3,
        QT_TRANSLATE_NOOP("actions", "Move the selection into a recording of its own"),
    ),
    _edit(
        "join",
        QT_TRANSLATE_NOOP("actions", "&Join"),
        ("Ctrl+J",),
        "",
        3,
        QT_TRANSLATE_NOOP("actions", "Take away the divisions in the selection"),
    ),
    _edit(
        "detach",
        QT_TRANSLATE_NOOP("actions", "Det&ach at silences"),
        ("Ctrl+Alt+J",),
        "",
        3,
        QT_TRANSLATE_NOOP("actions", "Divide the selection wherever it pauses, and cut the pauses"),
    ),
    _edit(
        "next_clip", QT_TRANSLATE_NOOP("actions", "Ne&xt recording"), ("Ctrl+PgDown",), group=4, changes=False
    ),
    _edit(
        "previous_clip",
        QT_TRANSLATE_NOOP("actions", "Pre&vious recording"),
        ("Ctrl+PgUp",),
        group=4,
        changes=False,
    ),
    _edit("rename_clip", QT_TRANSLATE_NOOP("actions", "Rena&me recording"), ("F2",), group=4),
    _edit(
        "remove_clip",
        QT_TRANSLATE_NOOP("actions", "Rem&ove recording"),
        (),
        group=4,
        tip=QT_TRANSLATE_NOOP("actions", "Take the recording off the list; its file stays in the project"),
    ),
    _edit(
        "find_originals",
        QT_TRANSLATE_NOOP("actions", "&Find moved originals…"),
        (),
        group=4,
        tip=QT_TRANSLATE_NOOP("actions", "Say where recordings lie that are not in their place any more"),
    ),
)


def _select(id: str, text: str, keys: tuple[str, ...], group: int, tip: str = "") -> ActionSpec:
    return _clean("select", id, text, keys, group, tip)


_SELECT = (
    _select("select_all", QT_TRANSLATE_NOOP("actions", "&All"), ("Ctrl+A",), 0),
    _select("select_none", QT_TRANSLATE_NOOP("actions", "&None"), ("Ctrl+Shift+A",), 0),
    _select(
        "edge_left",
        QT_TRANSLATE_NOOP("actions", "&Left edge here"),
        ("[",),
        1,
        QT_TRANSLATE_NOOP("actions", "Begin the selection at what is heard, or at the cursor"),
    ),
    _select(
        "edge_right",
        QT_TRANSLATE_NOOP("actions", "&Right edge here"),
        ("]",),
        1,
        QT_TRANSLATE_NOOP("actions", "End the selection at what is heard, or at the cursor"),
    ),
    _select(
        "zero_crossing",
        QT_TRANSLATE_NOOP("actions", "To &zero crossings"),
        ("Z",),
        1,
        QT_TRANSLATE_NOOP("actions", "Move the edges to where the sound passes through zero"),
    ),
    _select("select_to_start", QT_TRANSLATE_NOOP("actions", "From the star&t"), ("Shift+J",), 1),
    _select("select_to_end", QT_TRANSLATE_NOOP("actions", "To the en&d"), ("Shift+K",), 1),
    _select("cursor_start", QT_TRANSLATE_NOOP("actions", "Cursor to the &start"), ("J",), 2),
    _select("cursor_end", QT_TRANSLATE_NOOP("actions", "Cursor to the &end"), ("K",), 2),
    _select("go_left_edge", QT_TRANSLATE_NOOP("actions", "Cursor to the left ed&ge"), ("Ctrl+[",), 2),
    _select("go_right_edge", QT_TRANSLATE_NOOP("actions", "Cursor to the rig&ht edge"), ("Ctrl+]",), 2),
    _clean(
        "select",
        "snap",
        QT_TRANSLATE_NOOP("actions", "Sna&p to edges"),
        (),
        3,
        QT_TRANSLATE_NOOP("actions", "The mouse holds at cuts, marks and labels; Alt does the opposite"),
        checkable=True,
    ),
)


def _label(
    id: str, text: str, keys: tuple[str, ...] = (), group: int = 0, tip: str = "", changes: bool = True
) -> ActionSpec:
    return _clean("labels", id, text, keys, group, tip, "label" if id == "add_label" else "", changes=changes)


_LABELS = (
    _label(
        "add_label",
        QT_TRANSLATE_NOOP("actions", "&Add label"),
        ("Ctrl+B",),
        0,
        QT_TRANSLATE_NOOP("actions", "Name the selection, or the place of the cursor"),
    ),
    _label(
        "label_playing",
        QT_TRANSLATE_NOOP("actions", "Label what &plays"),
        ("Ctrl+M", "Ctrl+."),
        0,
        QT_TRANSLATE_NOOP("actions", "Put a label where playback is"),
    ),
    _label("rename_label", QT_TRANSLATE_NOOP("actions", "&Rename label"), (), 0),
    _label("remove_label", QT_TRANSLATE_NOOP("actions", "Re&move label"), (), 0),
    _label("next_label", QT_TRANSLATE_NOOP("actions", "&Next label"), ("Alt+Right",), 1, changes=False),
    _label(
        "previous_label", QT_TRANSLATE_NOOP("actions", "Pre&vious label"), ("Alt+Left",), 1, changes=False
    ),
    _label(
        "labelled_cut",
        QT_TRANSLATE_NOOP("actions", "&Cut labelled audio"),
        ("Alt+X",),
        2,
        QT_TRANSLATE_NOOP("actions", "Of the labels in the selection, or of all"),
    ),
    _label("labelled_delete", QT_TRANSLATE_NOOP("actions", "&Delete labelled audio"), ("Alt+K",), 2),
    _label("labelled_silence", QT_TRANSLATE_NOOP("actions", "&Silence labelled audio"), ("Alt+L",), 2),
    _label("labelled_split", QT_TRANSLATE_NOOP("actions", "Spl&it labelled audio"), ("Alt+I",), 2),
    _label("labelled_join", QT_TRANSLATE_NOOP("actions", "&Join labelled audio"), ("Alt+J",), 2),
    _label(
        "label_silence",
        QT_TRANSLATE_NOOP("actions", "&Label pauses…"),
        (),
        3,
        QT_TRANSLATE_NOOP("actions", "Find the pauses and put a label on each"),
    ),
    _label(
        "label_marks",
        QT_TRANSLATE_NOOP("actions", "Mar&ks to labels"),
        (),
        3,
        QT_TRANSLATE_NOOP("actions", "A label for every mark, with its kind and what was answered"),
    ),
    _label(
        "import_labels",
        QT_TRANSLATE_NOOP("actions", "Imp&ort labels…"),
        (),
        4,
        QT_TRANSLATE_NOOP("actions", "Read labels from a text file of Audacity"),
    ),
    _label(
        "export_labels",
        QT_TRANSLATE_NOOP("actions", "&Export labels…"),
        (),
        4,
        QT_TRANSLATE_NOOP("actions", "Write the labels as a text file that Audacity reads"),
        changes=False,
    ),
)

_PROCESS = (
    _clean(
        "process",
        "truncate_silence",
        QT_TRANSLATE_NOOP("actions", "&Truncate silence…"),
        (),
        5,
        QT_TRANSLATE_NOOP("actions", "Shorten every long pause; what follows moves up"),
        changes=True,
    ),
)


def _play(
    id: str,
    text: str,
    keys: tuple[str, ...],
    icon: str = "",
    group: int = 0,
    tip: str = "",
    checkable: bool = False,
    page: str = GLOBAL,
) -> ActionSpec:
    return ActionSpec(
        id,
        text,
        "playback",
        keys,
        page,
        tip,
        icon,
        needs_project=page == "clean",
        checkable=checkable,
        group=group,
    )


def _here(
    id: str, text: str, keys: tuple[str, ...], group: int, tip: str = "", checkable: bool = False
) -> ActionSpec:
    return _play(id, text, keys, "", group, tip, checkable, "clean")


_PLAYBACK = (
    _play("play_stop", QT_TRANSLATE_NOOP("actions", "&Play / stop"), ("Space",), "play"),
    _play(
        "play_stop_here",
        QT_TRANSLATE_NOOP("actions", "Play / stop and set &cursor"),
        ("X",),
        tip=QT_TRANSLATE_NOOP("actions", "Stop, and leave the cursor where playback was"),
    ),
    _play("play_once", QT_TRANSLATE_NOOP("actions", "Play &once"), ("Shift+Space",)),
    _play("pause", QT_TRANSLATE_NOOP("actions", "P&ause"), ("P",), "pause"),
    _play("loop", QT_TRANSLATE_NOOP("actions", "&Loop"), ("L",), "loop", 1, checkable=True),
    _here(
        "loop_selection",
        QT_TRANSLATE_NOOP("actions", "Loop the s&election"),
        ("Shift+L",),
        1,
        QT_TRANSLATE_NOOP("actions", "Play the selection over and over"),
    ),
    ActionSpec(
        "play_kept",
        QT_TRANSLATE_NOOP("actions", "Play what is &kept"),
        "playback",
        ("H",),
        "clean",
        QT_TRANSLATE_NOOP("actions", "Hear the clip as the voice will learn it: cuts are skipped"),
        "kept",
        needs_project=True,
        group=1,
    ),
    ActionSpec(
        "switch_ab",
        QT_TRANSLATE_NOOP("actions", "S&witch source / result"),
        "playback",
        ("T",),
        GLOBAL,
        QT_TRANSLATE_NOOP("actions", "Hear the other one at the same place, at once"),
        "switch",
        group=1,
    ),
    _here(
        "cut_preview",
        QT_TRANSLATE_NOOP("actions", "Preview the c&ut"),
        ("C",),
        2,
        QT_TRANSLATE_NOOP("actions", "Two seconds before the selection and one after it, without it"),
    ),
    _here(
        "play_to_selection",
        QT_TRANSLATE_NOOP("actions", "Play to the &border of the selection"),
        ("B",),
        2,
        QT_TRANSLATE_NOOP("actions", "From the mouse to the nearer edge of the selection"),
    ),
    _here(
        "play_second",
        QT_TRANSLATE_NOOP("actions", "Play one &second"),
        ("1",),
        2,
        QT_TRANSLATE_NOOP("actions", "The second around the mouse, or from the cursor"),
    ),
    _here("jump_short_left", QT_TRANSLATE_NOOP("actions", "&Jump back"), (",",), 3),
    _here("jump_short_right", QT_TRANSLATE_NOOP("actions", "Jump &forward"), (".",), 3),
    _here("jump_long_left", QT_TRANSLATE_NOOP("actions", "Long jump back"), ("Shift+,",), 3),
    _here("jump_long_right", QT_TRANSLATE_NOOP("actions", "Long jump forward"), ("Shift+.",), 3),
    _here(
        "scrub_left",
        QT_TRANSLATE_NOOP("actions", "Scrub back"),
        ("U",),
        3,
        QT_TRANSLATE_NOOP("actions", "Move the cursor back and hear what is there; hold the key"),
    ),
    _here(
        "scrub_right",
        QT_TRANSLATE_NOOP("actions", "Scrub forward"),
        ("I",),
        3,
        QT_TRANSLATE_NOOP("actions", "Move the cursor on and hear what is there; hold the key"),
    ),
    _here("speed_slower", QT_TRANSLATE_NOOP("actions", "Slower"), (), 4),
    _here("speed_faster", QT_TRANSLATE_NOOP("actions", "Fas&ter"), (), 4),
    _here("speed_normal", QT_TRANSLATE_NOOP("actions", "Nor&mal speed"), (), 4),
    _here(
        "follow",
        QT_TRANSLATE_NOOP("actions", "Follow pla&yback"),
        (),
        4,
        QT_TRANSLATE_NOOP("actions", "Scroll along with what is heard"),
        checkable=True,
    ),
)

EDITING: tuple[ActionSpec, ...] = (*_EDIT, *_SELECT, *_LABELS, *_PROCESS, *_PLAYBACK)
