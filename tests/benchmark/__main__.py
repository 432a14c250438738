"""Measures how long builds of a made-up study guide take, with this project and with other generators."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmark import report, results
from tests.benchmark.figures import VARIANTS
from tests.benchmark.rounds import Site, measure
from tests.benchmark.text import SIZES, StudyGuide, study_guide
from tests.benchmark.tools import TOOLS, Tool
from tests.benchmark.tools.base import INSTALLED
from tests.support.guides import PROJECT

PAGE = PROJECT / "docs/contributing/performance.md"
#: Every single run of what that page shows. Of another page, they lie beside it.
FIGURES = PROJECT / "tests/benchmark/performance.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; the exit code is 1 when a build failed, whatever the figures are."""
    parser = _parser()
    options = parser.parse_args(arguments)
    page = options.into.with_suffix(".md")
    json = FIGURES if page == PAGE else page.with_suffix(".json")
    if not options.print and not options.write and not report.is_marked(page):
        parser.error(f"{page} must hold the lines '{report.START}' and '{report.END}' once")
    tools = [TOOLS[name] for name in options.tools]
    if options.write:
        for size in options.sizes:
            guide = study_guide(SIZES[size])
            for tool in tools:
                tool.write(guide, options.write / size / tool.name)
        return 0
    if options.tables:
        report.set_into(page, report.tables(results.read(json)))
        return 0
    present = [tool for tool in tools if not tool.missing()]
    for tool in tools:
        if tool not in present:
            _say(f"{tool.label} is left out, for it is not installed: {tool.missing()}")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    # Below the installed packages, where Node finds them; until the end, as `set_aside` says.
    with TemporaryDirectory(prefix="sites-", dir=INSTALLED) as folder:
        for size in options.sizes:
            measured = _measured(size, present, options, Path(folder, size), failed)
            if not options.print:  # after each size: a long run may be stopped
                sizes = {**results.read(json), size: measured}
                results.write(json, sizes, list(SIZES))
                report.set_into(page, report.tables(results.read(json)))
            _say(report.tables({size: measured}))
    return 1 if failed else 0


def _measured(
    size: str, tools: list[Tool], options: argparse.Namespace, root: Path, failed: list[str]
) -> dict[str, object]:
    load = round(os.getloadavg()[0], 1)
    guide = study_guide(SIZES[size])
    sites = [Site.written(tool, guide, root / tool.name) for tool in tools]
    measured = measure(size, sites, options.variants, options.rounds, _say)
    failed += measured.failed
    return results.entry(measured, _circumstances(guide, tools, options.rounds, load))


def _circumstances(guide: StudyGuide, tools: list[Tool], rounds: int, load: float) -> results.Circumstances:
    return results.Circumstances(
        date=datetime.now(UTC).date().isoformat(),
        machine=results.machine(),
        python=platform.python_version(),
        load=load,
        rounds=rounds,
        pages=len(guide.pages),
        questions=len(guide.questions),
        versions={tool.name: tool.version() for tool in tools},
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)

    def some(known: Sequence[str]) -> object:
        def parse(text: str) -> list[str]:
            names = text.split(",")
            for name in names:
                if name not in known:
                    raise argparse.ArgumentTypeError(f"'{name}' is none of {', '.join(known)}")
            return names

        return parse

    def option(name: str, known: Sequence[str], default: Sequence[str]) -> None:
        shown = ",".join(default)
        what = f"some of {', '.join(known)} (default: {shown})"
        parser.add_argument(f"--{name}", type=some(known), default=list(default), help=what)  # type: ignore[arg-type]

    option("sizes", tuple(SIZES), ("S", "M"))
    option("tools", tuple(TOOLS), tuple(TOOLS))
    option("variants", VARIANTS, VARIANTS)
    parser.add_argument("--rounds", type=_positive, default=3, help="how often each is built (default: 3)")
    parser.add_argument(
        "--into",
        type=Path,
        default=PAGE,
        metavar="PAGE",
        help=f"the page with the tables (default: {PAGE.name})",
    )
    parser.add_argument(
        "--tables", action="store_true", help="only make the page's tables anew from its JSON"
    )
    parser.add_argument("--print", action="store_true", help="only print the tables, and change no file")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="only write the sites there")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
