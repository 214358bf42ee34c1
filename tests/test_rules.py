"""The rules of the house that a machine can check: layers, light imports, sizes, licences."""

from __future__ import annotations

import ast
import fnmatch
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MIB = 1 << 20
HEAVY = ("torch", "torchaudio", "librosa", "scipy", "faiss", "numba")

# Every sound that the repository carries, and the licence that lets it. See the README beside each.
AUDIO_LICENCES = {
    "resources/sample/carlo_*.flac": "CC BY 3.0",
    "resources/sample/messy_carlo.flac": "CC BY 3.0",
    "resources/sample/sung_line.flac": "CC BY 4.0",
    "resources/sample/instrumental.flac": "CC BY 3.0",
    "tests/data/whisper-base-golden.npz": "CC BY 4.0",
}
FREE = {"CC0 1.0", "CC BY 3.0", "CC BY 4.0", "MIT"}
AUDIO_SUFFIXES = {".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aac", ".aiff", ".npz", ".npy"}


def python(code: str, home: Path) -> str:
    """Run `code` in a fresh interpreter at the top of the checkout; its standard output."""
    env = {**os.environ, "RVCDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def modules(*, ui: bool) -> list[str]:
    """Names of the modules under rvcdesk/: the window's (`ui`, `app`), or all others."""
    names = []
    for path in sorted((ROOT / "rvcdesk").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        if parts[-1] != "__main__" and (parts[1:2] in (("ui",), ("app",))) == ui:
            names.append(".".join(parts))
    return names


# ---------------------------------------------------------------- rule 1


def test_arrows_point_down() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with the extra 'dev'")
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "rvcdesk").rglob("__init__.py")), ids=lambda p: p.parent.name)
def test_package_files_are_nearly_empty(path: Path) -> None:
    imports = [
        n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Import | ast.ImportFrom)
    ]
    assert not imports


# ---------------------------------------------------------------- rule 2

# Our own modules may ask for the standard library, numpy and torch; what those ask for is theirs.
BARE = """
import builtins, importlib, sys
allowed = sys.stdlib_module_names | {"numpy", "torch", "rvcdesk"}
real = builtins.__import__
def guarded(name, globals=None, locals=None, fromlist=(), level=0):
    asker = (globals or {}).get("__name__", "")
    if level == 0 and asker.split(".")[0] == "rvcdesk" and name.split(".")[0] not in allowed:
        raise ImportError(f"{asker} asks for {name}")
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = guarded
"""


def test_engine_imports_with_numpy_and_torch_alone(tmp_path: Path) -> None:
    imports = "\n".join(f"importlib.import_module({name!r})" for name in modules(ui=False))
    python(BARE + imports, tmp_path)


def test_the_guard_of_rule_2_bites(tmp_path: Path) -> None:
    code = BARE + "exec('import scipy', {'__name__': 'rvcdesk.audio.files'})"
    with pytest.raises(AssertionError, match="asks for scipy"):
        python(code, tmp_path)


def test_torch_free_modules(tmp_path: Path) -> None:
    """What the window and quick commands use costs no second of torch: rule 3 wants options torch-free."""
    tops = {"audio", "cleaning", "assets", "cli", "engine"}
    free = [
        name
        for name in modules(ui=False)
        if name.count(".") <= 1
        or name.split(".")[1] in tops
        or name.rpartition(".")[2] in ("options", "presets")
    ]
    assert "rvcdesk.messages" in free
    imports = "import importlib, sys\n" + "\n".join(f"importlib.import_module({name!r})" for name in free)
    found = python(f"{imports}\nprint([n for n in {HEAVY} if n in sys.modules])", tmp_path)
    assert found.strip() == "[]"


# ---------------------------------------------------------------- rule 4


EVERY_PAGE = """
from PySide6.QtWidgets import QApplication
from rvcdesk.app import make_window
from rvcdesk.ui.window import PAGES
app = QApplication([])
window = make_window(app)
window.show()
window.open_sample()
for page in PAGES:
    window.show_page(page)
    app.processEvents()
assert set(window.pages) == set(PAGES), window.pages
window.close()
"""


def test_window_never_loads_torch(tmp_path: Path) -> None:
    """Imports every module of the window, then opens every page on the sample project."""
    code = "import importlib, sys\n" + "\n".join(f"importlib.import_module({n!r})" for n in modules(ui=True))
    code += f"{EVERY_PAGE}\nprint('heavy:', [n for n in {HEAVY} if n in sys.modules])"
    assert python(code, tmp_path).splitlines()[-1] == "heavy: []"


def test_pyside_keeps_its_references(qtbot) -> None:  # type: ignore[no-untyped-def]
    """PySide6 6.12.0 on Python 3.11 loses a reference to None in each void call, until Python dies."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert sys.getrefcount(None) - before > -250


# ---------------------------------------------------------------- sizes and licences


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout, so what is tracked is unknown")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def test_tree_fits_where_it_travels() -> None:
    total = sum(path.stat().st_size for path in tracked())
    assert total <= 54 * MIB, f"{total / MIB:.1f} MiB are tracked"


def test_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "resources" / "sample").iterdir()) < 4 * MIB


def python_files() -> Iterator[Path]:
    yield ROOT / "main.py"
    for folder in ("rvcdesk", "tests", "tools", "benchmarks"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def test_files_and_functions_stay_readable() -> None:
    long = []
    for path in python_files():
        text = path.read_text("utf-8")
        if text.count("\n") > 600:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 80:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {lines} lines")
    assert not long, "\n".join(long)


def test_every_sound_has_a_free_licence() -> None:
    sounds = [
        path.relative_to(ROOT).as_posix()
        for folder in ("resources", "tests/data")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix.lower() in AUDIO_SUFFIXES
    ]
    assert sounds
    for sound in sounds:
        licences = {licence for mask, licence in AUDIO_LICENCES.items() if fnmatch.fnmatch(sound, mask)}
        assert licences, f"{sound} is not in the list of licences"
        assert licences <= FREE
        assert (ROOT / sound).with_name("README.md").is_file()


def test_attribution_travels_with_the_sample() -> None:
    text = (ROOT / "resources" / "sample" / "README.md").read_text("utf-8")
    attribution = text.partition("## ATTRIBUTION")[2]
    for name in (
        "Carlo Flora",
        "LibriSpeech",
        "Kevin MacLeod",
        "InspectorJ",
        "hullum",
        "creativecommons.org",
    ):
        assert name in attribution
    assert "Copyright (c) 2022 OpenAI" in (ROOT / "models" / "LICENSE-whisper.txt").read_text("utf-8")
