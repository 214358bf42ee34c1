"""Keep the translations complete.

    python tools/translations.py              update the .ts files from the sources and compile the .qm
    python tools/translations.py --check      exit 1 and say what is missing or out of date; changes nothing
    python tools/translations.py --missing    print what is not translated, as JSON
    python tools/translations.py --fill FILE  put translations from such JSON into the .ts, then update

The window's strings are found by Qt's lupdate in rvcdesk/ui and rvcdesk/app.py. The core knows no Qt:
its sentences are the literal first arguments of `UserError`, `BadInput`, `Message`, `N_` and their
subclasses, and are looked up in the context "core".
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
# English needs a file for its plural forms only.
LANGUAGES = {"pl": False, "en": True}
MARKERS = {"UserError", "BadInput", "Message", "N_"}
TABLES = {"core", "actions"}  # contexts that are not classes
UPDATE_FLAGS = ("-silent", "-locations", "none", "-no-obsolete", "-source-language", "en")

# context -> source -> translation; a list holds plural forms
Entries = dict[str, dict[str, "str | list[str]"]]


@dataclass(frozen=True)
class Text:
    """One <message> of a .ts file; `forms` has several entries for plurals."""

    context: str
    source: str
    forms: tuple[str, ...]
    unfinished: bool


def sources() -> list[Path]:
    """Every module of the package, in a fixed order."""
    return sorted((ROOT / "rvcdesk").rglob("*.py"))


def is_ui(path: Path) -> bool:
    inside = path.relative_to(ROOT / "rvcdesk")
    return inside.parts[0] in ("ui", "app.py")


def markers(trees: list[ast.Module]) -> set[str]:
    """The names whose first argument is a template: ours, and classes derived from them."""
    known = set(MARKERS)
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while True:
        found = {c.name for c in classes if any(isinstance(b, ast.Name) and b.id in known for b in c.bases)}
        if found <= known:
            return known
        known |= found


def literals(node: ast.expr) -> Iterator[str]:
    """The text of a literal; of both sides of `a if x else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def core_templates() -> tuple[list[str], list[str]]:
    """The core's templates, sorted, and complaints about ones that cannot be translated."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources()}
    names = markers(list(trees.values()))
    found: set[str] = set()
    problems = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in names
                and node.args
            ):
                found.update(text for text in literals(node.args[0]) if text)
                if isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)):
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    problems.append(
                        f"{place}: {node.func.id} needs a literal template, its values go beside it"
                    )
    return sorted(found), problems


def tool(name: str) -> str:
    """The path of a program of PySide6, beside this Python or on the PATH."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing; install PySide6_Essentials.")
    return found


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:1])} failed:\n{done.stdout}{done.stderr}")


def update(ts: Path, language: str, plural_only: bool, templates: list[str]) -> None:
    """Bring a .ts file in line with the sources; what is translated stays."""
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / "core_templates.py"
        lines = (
            f'QCoreApplication.translate("core", {json.dumps(t, ensure_ascii=False)})\n' for t in templates
        )
        core.write_text("".join(lines), encoding="utf-8")
        files = [*(str(path) for path in sources() if is_ui(path)), str(core)]
        plural = ("-pluralonly",) if plural_only else ()
        run(
            tool("pyside6-lupdate"),
            *UPDATE_FLAGS,
            *plural,
            "-target-language",
            language,
            *files,
            "-ts",
            str(ts),
        )


def release(ts: Path, qm: Path) -> None:
    """Compile a .ts file."""
    run(tool("pyside6-lrelease"), "-silent", str(ts), "-qm", str(qm))


def read(ts: Path) -> list[Text]:
    """The messages of a .ts file."""
    texts = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            plural = [form.text or "" for form in translation.findall("numerusform")]
            forms = tuple(plural) if message.get("numerus") else (translation.text or "",)
            unfinished = translation.get("type") == "unfinished" or not all(forms)
            texts.append(Text(name, message.findtext("source", ""), forms, unfinished))
    return texts


def fields(text: str) -> list[str]:
    """What a text has to keep: `{names}`, `%n` and `<b>` and its like."""
    return sorted(set(re.findall(r"\{\w+|%n|</?\w+>", text)))


def faults(text: Text) -> Iterator[str]:
    """What is wrong with a translation."""
    where = f"[{text.context}] {text.source!r}"
    if text.unfinished:
        yield f"{where}: not translated"
        return
    needed = fields(text.source)
    for form in text.forms:
        # A plural form may leave the number out ("one clip").
        optional = {"%n"} if len(text.forms) > 1 else set()
        if set(fields(form)) | optional != set(needed) | optional:
            yield f"{where}: {form!r} must have the same fields"
        if form != form.strip() and text.source == text.source.strip():
            yield f"{where}: {form!r} has a space too many at an end"
    if text.context[:1].islower() and text.context not in TABLES:
        yield f"{where}: call self.tr(), or the text is looked up in the wrong context"


def check() -> list[str]:
    """Everything that is missing or out of date."""
    templates, problems = core_templates()
    for language, plural_only in LANGUAGES.items():
        ts = FOLDER / f"rvcdesk_{language}.ts"
        if not ts.exists():
            problems.append(f"{ts.name} is missing")
            continue
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / ts.name
            shutil.copyfile(ts, fresh)
            update(fresh, language, plural_only, templates)
            have = {(text.context, text.source) for text in read(ts)}
            want = {(text.context, text.source): text for text in read(fresh)}
            problems += [
                f"{ts.name}: new: [{context}] {source!r}" for context, source in sorted(want.keys() - have)
            ]
            problems += [
                f"{ts.name}: gone: [{context}] {source!r}" for context, source in sorted(have - want.keys())
            ]
            if have == want.keys():
                problems += [f"{ts.name}: {fault}" for text in want.values() for fault in faults(text)]
            compiled = Path(folder) / "fresh.qm"
            release(ts, compiled)
            qm = ts.with_suffix(".qm")
            if not qm.exists() or qm.read_bytes() != compiled.read_bytes():
                problems.append(f"{qm.name} is older than {ts.name}")
    return problems


def write_all() -> None:
    """Update and compile every language."""
    templates, problems = core_templates()
    for problem in problems:
        print(problem, file=sys.stderr)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language, plural_only in LANGUAGES.items():
        ts = FOLDER / f"rvcdesk_{language}.ts"
        update(ts, language, plural_only, templates)
        release(ts, ts.with_suffix(".qm"))


def missing(language: str) -> Entries:
    """What is not translated yet."""
    todo: Entries = {}
    for text in read(FOLDER / f"rvcdesk_{language}.ts"):
        if text.unfinished:
            entry: str | list[str] = text.forms[0] if len(text.forms) == 1 else list(text.forms)
            todo.setdefault(text.context, {})[text.source] = entry
    return todo


def fill(language: str, entries: Entries) -> int:
    """Put translations into a .ts file. Returns how many were taken."""
    ts = FOLDER / f"rvcdesk_{language}.ts"
    tree = ElementTree.parse(ts)
    taken = 0
    for context in tree.getroot().iter("context"):
        known = entries.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            new = known.get(message.findtext("source", ""))
            translation = message.find("translation")
            if not new or translation is None:
                continue
            if isinstance(new, str):
                translation.text = new
            else:
                for form, text in zip(translation.findall("numerusform"), new, strict=True):
                    form.text = text
            translation.attrib.pop("type", None)
            taken += 1
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    return taken


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Update, check or fill the translations.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--fill", type=Path)
    parser.add_argument("--language", default="pl", choices=sorted(LANGUAGES))
    options = parser.parse_args(argv)
    if options.check:
        problems = check()
        for problem in problems:
            print(problem)
        if problems:
            print(f"{len(problems)} to mend: run python tools/translations.py, then translate what is new.")
        return 1 if problems else 0
    write_all()
    if options.fill is not None:
        taken = fill(options.language, json.loads(options.fill.read_text(encoding="utf-8")))
        write_all()
        print(f"{taken} translations taken.")
    if options.missing:
        print(json.dumps(missing(options.language), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
