"""The list of everything the user can do, with default keys.

Default keys are Audacity's where Audacity has the verb; new verbs sit on letters that Audacity
leaves free.
"""

from __future__ import annotations

from PySide6.QtGui import QAction

from rvcdesk.ui.action_spec import GLOBAL, ActionSpec
from rvcdesk.ui.action_specs_edit import EDITING
from rvcdesk.ui.action_specs_review import REVIEW
from rvcdesk.ui.action_specs_tools import TOOLS
from rvcdesk.ui.action_specs_train import TRAIN
from rvcdesk.ui.action_specs_view import VIEWING
from rvcdesk.ui.tr import QT_TRANSLATE_NOOP

__all__ = ["ACTIONS", "BY_ID", "GLOBAL", "MENUS", "ActionSpec"]

MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("actions", "&Edit")),
    ("select", QT_TRANSLATE_NOOP("actions", "Select")),
    ("marks", QT_TRANSLATE_NOOP("actions", "&Marks")),
    ("labels", QT_TRANSLATE_NOOP("actions", "Labels")),
    ("process", QT_TRANSLATE_NOOP("actions", "Process")),
    ("playback", QT_TRANSLATE_NOOP("actions", "&Playback")),
    ("train", QT_TRANSLATE_NOOP("actions", "&Train")),
    ("convert", QT_TRANSLATE_NOOP("actions", "&Convert")),
    ("voices", QT_TRANSLATE_NOOP("actions", "V&oices")),
    ("view", QT_TRANSLATE_NOOP("actions", "&View")),
    ("help", QT_TRANSLATE_NOOP("actions", "&Help")),
)

_FILE = (
    ActionSpec(
        "new_project",
        QT_TRANSLATE_NOOP("actions", "&New voice project…"),
        "file",
        ("Ctrl+N",),
        icon="new",
        tip=QT_TRANSLATE_NOOP("actions", "Start a folder for a new voice"),
    ),
    ActionSpec(
        "open_project",
        QT_TRANSLATE_NOOP("actions", "&Open project…"),
        "file",
        ("Ctrl+O",),
        icon="open",
        tip=QT_TRANSLATE_NOOP("actions", "Open the folder of a voice project"),
    ),
    ActionSpec(
        "open_sample",
        QT_TRANSLATE_NOOP("actions", "Open sam&ple project"),
        "file",
        icon="sample",
        tip=QT_TRANSLATE_NOOP("actions", "Try everything on a small ready-made project"),
    ),
    ActionSpec(
        "close_project",
        QT_TRANSLATE_NOOP("actions", "&Close project"),
        "file",
        ("Ctrl+W",),
        needs_project=True,
    ),
    ActionSpec(
        "add_recordings",
        QT_TRANSLATE_NOOP("actions", "&Add recordings…"),
        "file",
        ("Ctrl+Shift+I",),
        group=1,
        icon="add",
        needs_project=True,
        changes=True,
        tip=QT_TRANSLATE_NOOP("actions", "Add audio files to the project"),
    ),
    ActionSpec(
        "save",
        QT_TRANSLATE_NOOP("actions", "&Save"),
        "file",
        ("Ctrl+S",),
        group=1,
        icon="save",
        tip=QT_TRANSLATE_NOOP("actions", "Save what this page has made; edits are saved as you make them"),
    ),
    ActionSpec(
        "show_project_folder",
        QT_TRANSLATE_NOOP("actions", "Show project &folder"),
        "file",
        group=1,
        icon="folder",
        needs_project=True,
    ),
    ActionSpec(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Se&ttings…"),
        "file",
        ("Ctrl+,",),
        group=2,
        icon="settings",
        role=QAction.MenuRole.PreferencesRole,
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        "file",
        ("Ctrl+Q",),
        group=3,
        role=QAction.MenuRole.QuitRole,
    ),
)


_WORK = (
    ActionSpec(
        "convert_start",
        QT_TRANSLATE_NOOP("actions", "&Start conversion"),
        "convert",
        ("Ctrl+Return",),
        "convert",
        icon="convert",
    ),
    ActionSpec(
        "choose_vocal",
        QT_TRANSLATE_NOOP("actions", "Choose &vocal…"),
        "convert",
        ("Ctrl+Shift+O",),
        "convert",
        icon="open",
        group=1,
    ),
    ActionSpec(
        "choose_instrumental",
        QT_TRANSLATE_NOOP("actions", "Choose &instrumental…"),
        "convert",
        (),
        "convert",
        group=1,
    ),
    ActionSpec(
        "save_cover",
        QT_TRANSLATE_NOOP("actions", "Save cover &as…"),
        "convert",
        ("Ctrl+Shift+E",),
        "convert",
        icon="save",
        group=2,
    ),
    ActionSpec(
        "use_voice",
        QT_TRANSLATE_NOOP("actions", "&Convert with this voice"),
        "voices",
        ("Ctrl+Return",),
        "voices",
        icon="convert",
    ),
    ActionSpec(
        "import_voice",
        QT_TRANSLATE_NOOP("actions", "&Import voice…"),
        "voices",
        ("Ctrl+Shift+V",),
        icon="import",
        group=1,
        tip=QT_TRANSLATE_NOOP(
            "actions", "Take a voice made elsewhere (.pth, .safetensors, .zip) into the library"
        ),
    ),
    ActionSpec(
        "remove_voice",
        QT_TRANSLATE_NOOP("actions", "Remove from &library…"),
        "voices",
        ("Del",),
        "voices",
        icon="delete",
        group=1,
        tip=QT_TRANSLATE_NOOP("actions", "Delete the voice's files from the library"),
    ),
    ActionSpec(
        "models",
        QT_TRANSLATE_NOOP("actions", "&Models…"),
        "voices",
        ("Ctrl+Shift+M",),
        icon="download",
        group=2,
        tip=QT_TRANSLATE_NOOP(
            "actions", "The model files that voices need: what is here, and getting the rest"
        ),
    ),
    ActionSpec(
        "show_voice_folder",
        QT_TRANSLATE_NOOP("actions", "Show voice &folder"),
        "voices",
        (),
        "voices",
        icon="folder",
        group=3,
    ),
    ActionSpec(
        "refresh_voices",
        QT_TRANSLATE_NOOP("actions", "&Refresh list"),
        "voices",
        ("Ctrl+R",),
        "voices",
        group=3,
    ),
)


def _view(id: str, text: str, keys: tuple[str, ...] = (), group: int = 0, icon: str = "") -> ActionSpec:
    return ActionSpec(id, text, "view", keys, icon=icon, group=group)


_VIEW = (
    _view("page_clean", QT_TRANSLATE_NOOP("actions", "&Clean"), ("F5",), icon="clean"),
    _view("page_train", QT_TRANSLATE_NOOP("actions", "&Train"), ("F6",), icon="train"),
    _view("page_convert", QT_TRANSLATE_NOOP("actions", "C&onvert"), ("F7",), icon="convert"),
    _view("page_voices", QT_TRANSLATE_NOOP("actions", "&Voices"), ("F8",), icon="voices"),
    _view("next_page", QT_TRANSLATE_NOOP("actions", "&Next page"), ("Ctrl+Tab",)),
    _view("previous_page", QT_TRANSLATE_NOOP("actions", "&Previous page"), ("Ctrl+Shift+Tab",)),
    _view("zoom_in", QT_TRANSLATE_NOOP("actions", "Zoom &in"), ("Ctrl+1", "Ctrl+="), 1, "zoom_in"),
    _view("zoom_normal", QT_TRANSLATE_NOOP("actions", "Zoom nor&mal"), ("Ctrl+2",), 1),
    _view("zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom o&ut"), ("Ctrl+3", "Ctrl+-"), 1, "zoom_out"),
    _view(
        "zoom_selection", QT_TRANSLATE_NOOP("actions", "Zoom to &selection"), ("Ctrl+E",), 1, "zoom_selection"
    ),
    _view("zoom_fit", QT_TRANSLATE_NOOP("actions", "&Fit in window"), ("Ctrl+F",), 1, "zoom_fit"),
    ActionSpec(
        "zoom_toggle",
        QT_TRANSLATE_NOOP("actions", "Zoom to&ggle"),
        "view",
        ("Shift+Z",),
        "clean",
        QT_TRANSLATE_NOOP("actions", "From the close view to the whole recording, and back"),
        needs_project=True,
        group=1,
    ),
    _view("palette", QT_TRANSLATE_NOOP("actions", "Command pa&lette…"), ("Ctrl+Shift+P",), 2, "find"),
    _view("full_screen", QT_TRANSLATE_NOOP("actions", "Full sc&reen"), ("F11",), 2),
    _view("reset_layout", QT_TRANSLATE_NOOP("actions", "Reset la&yout"), (), 2),
)


def _help(id: str, text: str, keys: tuple[str, ...] = (), group: int = 0, icon: str = "") -> ActionSpec:
    role = QAction.MenuRole.AboutRole if id == "about" else QAction.MenuRole.NoRole
    return ActionSpec(id, text, "help", keys, icon=icon, group=group, role=role)


_HELP = (
    _help("shortcuts", QT_TRANSLATE_NOOP("actions", "Keyboard &shortcuts…"), ("F1",)),
    _help("messages", QT_TRANSLATE_NOOP("actions", "&Messages and log…"), (), 1),
    _help("open_log_folder", QT_TRANSLATE_NOOP("actions", "Open &log folder"), (), 1, "folder"),
    _help("copy_diagnostics", QT_TRANSLATE_NOOP("actions", "Copy &diagnostics"), (), 1, "copy"),
    _help("about", QT_TRANSLATE_NOOP("actions", "&About RVC Desk"), (), 2),
)

_CLEAN = (*REVIEW, *TOOLS, *VIEWING)
ACTIONS: tuple[ActionSpec, ...] = (
    *(*_FILE, *EDITING, *_CLEAN),
    *(*TRAIN, *_WORK, *_VIEW, *_HELP),
)
BY_ID = {spec.id: spec for spec in ACTIONS}
