"""The translations are complete, fresh and really shown."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from rvcdesk.messages import BadInput, Message
from rvcdesk.ui import language
from rvcdesk.ui.action_specs import ACTIONS, MENUS
from rvcdesk.ui.actions import plain, translated
from rvcdesk.ui.tr import text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "tools" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def polish(qapp: QApplication):  # type: ignore[no-untyped-def]
    language.install(qapp, "pl")
    yield
    language.install(qapp, "en")


def test_nothing_is_missing_or_stale(tool: ModuleType) -> None:
    assert tool.check() == []


def test_core_templates_are_found_in_subclasses_and_conditions(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "rvcdesk"
    package.mkdir()
    (package / "core.py").write_text(
        "class NoSound(UserError):\n    pass\n"
        'raise NoSound("No {device}.", device=1)\n'
        'N_("one") if x else N_("two" if y else "three")\n'
        'raise BadInput(f"bad {x}")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    templates, problems = tool.core_templates()
    assert templates == ["No {device}.", "one", "three", "two"]
    assert len(problems) == 1 and "core.py:5" in problems[0]


@pytest.mark.parametrize(
    ("source", "forms", "fault"),
    [
        ("{n} files", ("{n} plików",), ""),
        ("{n} files", ("plików",), "same fields"),
        ("Files", ("{n} plików",), "same fields"),
        ("<b>{n}</b> files", ("<b>{n} plików",), "same fields"),
        ("{n} files", ("{n} plików ",), "space"),
        ("%n file(s)", ("jeden plik", "%n pliki", "%n plików"), ""),
        ("%n file(s)", ("jeden plik", "%n pliki", ""), "not translated"),
    ],
)
def test_a_faulty_translation_is_named(
    tool: ModuleType, source: str, forms: tuple[str, ...], fault: str
) -> None:
    found = list(tool.faults(tool.Text("Page", source, forms, not all(forms))))
    assert (fault in found[0]) if fault else found == []


def test_filling_and_releasing_reaches_qt(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    ts = tmp_path / "rvcdesk_pl.ts"
    tool.update(ts, "pl", False, ["A {file}."])
    assert tool.fill("pl", {"core": {"A {file}.": "Plik {file}."}}) == 1
    assert "A {file}." not in tool.missing("pl").get("core", {})
    before = ts.read_bytes()
    tool.update(ts, "pl", False, ["A {file}."])
    tool.update(ts, "pl", False, ["A {file}."])
    assert b"Plik {file}." in ts.read_bytes()
    assert len(before) > 1000


def test_core_sentences_are_translated_and_filled(polish: None) -> None:
    said = text(BadInput("{value} cannot be used for the setting {key}.", value=7, key="threads"))
    assert "7" in said and "threads" in said and "cannot" not in said
    assert text(Message("unknown {thing}", {"thing": 1})) == "unknown 1"
    assert text("") == ""


def test_a_sentence_within_a_sentence_is_translated_even_from_another_process(polish: None) -> None:
    inner = BadInput("{file} does not exist.", file="a.pth")
    outer = BadInput("{file} cannot be used. {problem}", file="b.pth", problem=inner)
    assert str(outer) == "b.pth cannot be used. a.pth does not exist."
    sent = json.loads(json.dumps(outer.message.to_json()))
    assert sent["message"] == str(outer) == str(Message.from_json(sent))
    for said in (text(outer), text(Message.from_json(sent))):
        assert "a.pth" in said and "b.pth" in said and "cannot" not in said and "exist" not in said


def test_the_language_follows_the_setting_then_the_system() -> None:
    assert language.choose("pl", ["en-GB"]) == "pl"
    assert language.choose("system", ["de-DE", "pl-PL", "en-US"]) == "pl"
    assert language.choose("system", ["de-DE"]) == "en"


def test_menus_are_polish_with_mnemonics_of_their_own(polish: None) -> None:
    assert plain(dict(MENUS)["file"]) == "Plik"
    for menu, _ in MENUS:
        letters = [
            t[t.index("&") + 1].lower()
            for s in ACTIONS
            if s.menu == menu and "&" in (t := translated(s.text))
        ]
        assert len(letters) == len(set(letters)), (menu, sorted(letters))
    tops = [t[t.index("&") + 1].lower() for _, source in MENUS if "&" in (t := translated(source))]
    assert len(tops) == len(set(tops))


def test_qt_speaks_polish_as_well(polish: None) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Anuluj"
