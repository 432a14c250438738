"""Hold every fact against the packages that ship the provider's own data.

`--against latest` fetches the newest packages into a temporary folder and reports what has drifted since the
pinned ones. Exit code 1 when a fact is contradicted or its evidence has gone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from macros.exports.writing import write_whole
from macros.guide import load_catalog
from macros.issues import ContentError, Issue, errors
from macros.models.fact import VERIFY_PACKAGES
from macros.newest_packages import fetch_latest

if TYPE_CHECKING:  # its packages may be missing
    from macros.verification import Outcome

STATUSES = ("verified", "contradicted", "broken", "dated")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which packages to ask, and how to print."""
    parser.add_argument("--against", choices=("pinned", "latest"), default="pinned")
    parser.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    parser.add_argument("--report", type=Path, help="write the findings as Markdown, if there are any")


def run(root: Path, args: argparse.Namespace) -> int:
    """Verify the facts of the guide at `root`."""
    if args.against == "latest":
        with tempfile.TemporaryDirectory() as folder:
            if fetch_latest(Path(folder), set(VERIFY_PACKAGES.values())):
                return 2
            return verify_with(root, Path(folder), args)
    try:
        from macros.verification import verify_facts
    except ModuleNotFoundError as error:
        print(f"verify needs the package {error.name}: run 'make verify'", file=sys.stderr)
        return 2
    catalog = load_catalog(root)
    if errors(catalog.content.issues):
        raise ContentError(catalog.content.issues)
    outcomes = verify_facts(catalog.facts.values())
    issues = [_issue(outcome) for outcome in outcomes if outcome.status in ("contradicted", "broken")]
    for issue in issues:
        print(issue, file=sys.stderr)
    if args.json:
        rows = [
            {"id": o.fact.id, "status": o.status, "detail": o.detail, "evidence": o.evidence}
            for o in outcomes
        ]
        print(json.dumps(rows, indent=1))
    else:
        print(_table(Counter((outcome.fact.section, outcome.status) for outcome in outcomes)))
    if args.report and issues:
        lines = [f"- `{issue.location}`: {issue.message}" for issue in issues]
        text = "Facts that the packages no longer confirm:\n\n" + "\n".join(lines) + "\n"
        write_whole(args.report, text)
    return 1 if issues else 0


def _issue(outcome: Outcome) -> Issue:
    """The finding about a fact that its evidence does not confirm."""
    place = outcome.fact.at("verify", "path" if outcome.status == "broken" else "equals")
    message = f"{outcome.fact.id} says {outcome.fact.amount}: {outcome.detail}"
    hint = f"asked {outcome.evidence}; read the source again and mend value or verify"
    return Issue(place, message, "verify", hint)


def verify_with(root: Path, packages: Path, args: argparse.Namespace) -> int:
    """Run this command in a process of its own that finds `packages` first."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from macros.__main__ import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", program, str(packages), "--root", str(root.absolute()), "verify"]
    command += ["--json"] if args.json else []
    command += ["--report", str(args.report.absolute())] if args.report else []
    here = Path(__file__).parents[2]
    return subprocess.run(command, cwd=here, check=False).returncode  # noqa: S603 (fixed arguments)


def _table(counts: Counter[tuple[str, str]]) -> str:
    rows = [f"{'service':<26}" + "".join(f"{status:>14}" for status in STATUSES)]
    for section in dict.fromkeys(section for section, _ in counts):
        rows.append(f"{section:<26}" + "".join(f"{counts[section, status]:>14}" for status in STATUSES))
    total = {status: sum(n for (_, s), n in counts.items() if s == status) for status in STATUSES}
    rows.append(f"{'all':<26}" + "".join(f"{total[status]:>14}" for status in STATUSES))
    return "\n".join(rows)
