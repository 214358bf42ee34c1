"""`rvcdesk assets`: the model files that are not bundled."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import clear, print_json, verb
from rvcdesk.jobs import Reporter
from rvcdesk.messages import visible
from rvcdesk.options import to_json

_IDS = "an id or a need of the list, essentials, or a group: base, community, embedder, separation"


def add(verbs: Any) -> None:
    """The verb, what can be done with models, and their options."""
    parser = verbs.add_parser("assets", help="Model files: list, fetch, import, verify, remove.")
    inner = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verb(inner, "list", "List the models and what is here of them.", _list)
    listing.add_argument("--all", action="store_true", help="also models by others and for later")
    fetching = verb(inner, "fetch", "Download models; what was begun goes on.", _fetch)
    fetching.add_argument("ids", nargs="+", metavar="ID", help=_IDS)
    fetching.add_argument("--endpoint", help="the hub's address (default: of the settings)")
    fetching.add_argument("--proxy", help="http://host:port, or direct (default: of the settings)")
    taking = verb(inner, "import", "Take models from this disk, whatever they are called.", _import)
    taking.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, folders or .zip")
    taking.add_argument(
        "--trust-unknown", action="store_true", help="also what looks right but was not published"
    )
    verifying = verb(inner, "verify", "Compare every byte with what was published.", _verify)
    verifying.add_argument("ids", nargs="*", metavar="ID", help="(default: all that are here)")
    removing = verb(inner, "remove", "Delete models and parts of them.", _remove)
    removing.add_argument("ids", nargs="+", metavar="ID")


def _list(arguments: argparse.Namespace, _report: Reporter) -> int:
    from rvcdesk.assets import store
    from rvcdesk.assets.catalog import size_text

    shown = [
        (asset, status)
        for asset, status in store.overview()
        if arguments.all or asset.group in ("essential", "base") or status.state != "missing"
    ]
    if arguments.json:
        print_json([_facts(asset, status) for asset, status in shown])
        return 0
    rows = [("ID", "MODEL", "SIZE", "LICENCE", "STATE")]
    for asset, status in shown:
        state = f"{size_text(status.bytes)} here" if status.state == "partial" else status.state
        state += ", imported on trust" if status.trusted else ""
        state += ", for a later version" if asset.later else ""
        rows.append((asset.id, str(asset.title), size_text(asset.bytes), asset.licence_title, state))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        cells[2] = f"{row[2]:>{widths[2]}}"
        print("  ".join([*cells, row[4]]))
    print(f"\nThey lie in {store.models_dir()}")
    return 0


def _facts(asset: Any, status: Any) -> dict[str, Any]:
    return {
        "id": asset.id,
        "title": str(asset.title),
        "purpose": str(asset.purpose),
        "group": asset.group,
        "licence": asset.licence,
        "bytes": asset.bytes,
        "later": asset.later,
        "state": status.state,
        "bytes_here": status.bytes,
        "trusted": status.trusted,
        "files": to_json(status.files),
    }


def _fetch(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.assets.catalog import size_text
    from rvcdesk.assets.fetch import fetch
    from rvcdesk.assets.options import FetchOptions

    results = fetch(FetchOptions(tuple(arguments.ids), arguments.endpoint, arguments.proxy), report)
    clear(report)
    if arguments.json:
        print_json(to_json(results))
        return 0
    for one in results:
        if one.outcome == "here":
            print(f"{one.name}: here already")
        else:
            print(f"{one.name}: {size_text(one.bytes)} in {one.seconds:.0f} s")
    return 0


def _import(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.assets.importing import import_files
    from rvcdesk.assets.options import ImportOptions

    results = import_files(ImportOptions(tuple(arguments.paths), arguments.trust_unknown), report)
    clear(report)
    if arguments.json:
        print_json([{**to_json(one), "message": str(one.message)} for one in results])
    else:
        for one in results:
            print(visible(str(one.message)))
        if any(one.outcome == "unknown" for one in results):
            print("To take them all the same: --trust-unknown")
    return 0 if all(one.outcome in ("imported", "here") for one in results) else 2


def _verify(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.assets.options import VerifyOptions
    from rvcdesk.assets.upkeep import verify

    results = verify(VerifyOptions(tuple(arguments.ids)), report)
    clear(report)
    if arguments.json:
        print_json([{**to_json(one), "message": str(one.message)} for one in results])
    else:
        for one in results:
            print(one.message)
        if not results:
            print("There is no model here yet: rvcdesk assets fetch essentials")
    return 0 if all(one.outcome in ("good", "trusted") for one in results) else 1


def _remove(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.assets.options import RemoveOptions
    from rvcdesk.assets.upkeep import remove

    names = remove(RemoveOptions(tuple(arguments.ids)), report)
    clear(report)
    if arguments.json:
        print_json(names)
    else:
        print("\n".join(f"{name}: removed" for name in names) or "None of it was here.")
    return 0
