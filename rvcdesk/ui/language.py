"""The window's language: our translation and Qt's own for standard buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from rvcdesk.resources import translation_path

LANGUAGES = ("en", "pl")
_installed: list[QTranslator] = []


def choose(wanted: str, system: list[str] | None = None) -> str:
    """The language to use: `wanted`, or for "system" the first of the system's that we have."""
    if wanted in LANGUAGES:
        return wanted
    for tag in system if system is not None else QLocale.system().uiLanguages():
        if tag.split("-")[0].lower() in LANGUAGES:
            return tag.split("-")[0].lower()
    return "en"


def install(app: QCoreApplication, wanted: str) -> str:
    """Use a language from now on; widgets made earlier keep theirs. Returns its code."""
    code = choose(wanted)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(QLocale(code) if wanted in LANGUAGES else QLocale.system())
    # English has a file as well: its plurals ("1 clip", "2 clips").
    _load(app, str(translation_path(code)))
    if code != "en":
        _load(app, f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{code}.qm")
    return code


def _load(app: QCoreApplication, path: str) -> None:
    translator = QTranslator()
    if translator.load(path):
        app.installTranslator(translator)
        _installed.append(translator)
