"""List what the provider changed in its API models since the pinned package.

A fact with `verify` is contradicted by itself; whether a sentence is still true, somebody has to read. Asked
are the services that facts name. Exit code 1 when something has changed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from macros.exports.writing import write_whole
from macros.guide import load_catalog
from macros.models.fact import VERIFY_PACKAGES
from macros.newest_packages import fetch_latest, release
from macros.rendering.templating import fill

PACKAGE = VERIFY_PACKAGES["model"]
#: So many sentences are shown of each place, and so many characters of each: an issue has 65,536.
MOST, LONGEST = 3, 240


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to compare, and where to write."""
    parser.add_argument(
        "--packages", type=Path, help="a folder with another release (default: fetch the newest)"
    )
    parser.add_argument("--report", type=Path, help="write the list as Markdown, if there is something in it")


def run(root: Path, args: argparse.Namespace) -> int:
    """Compare the installed models with those in `args.packages`, or with the newest."""
    if args.packages:
        return _compare(root, args.packages, args.report)
    with tempfile.TemporaryDirectory() as folder:
        if fetch_latest(Path(folder), [PACKAGE]):
            return 2
        return _compare(root, Path(folder), args.report)


def _compare(root: Path, packages: Path, report: Path | None) -> int:
    try:
        from macros.verification.model_changes import model_changes
    except ModuleNotFoundError as error:
        print(f"upstream needs the package {error.name}: run 'make verify'", file=sys.stderr)
        return 2
    evidence = (fact.verify for fact in load_catalog(root).facts.values())
    services = {each.model or each.prose or "" for each in evidence if each} - {""}
    try:
        changes = list(model_changes(services, packages))
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    values = {"package": PACKAGE, "release": release(PACKAGE, packages), "most": MOST, "longest": LONGEST}
    text = fill("upstream.md.jinja", changes=changes, **values)
    print(text)
    if report and changes:
        write_whole(report, f"{text}\n")
    return 1 if changes else 0
