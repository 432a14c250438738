"""The tables: printed, and set into the page that shows them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.benchmark.figures import COLD, EDITED, SERVE, UNCHANGED, Figure, Key, Ratio, figures, outcomes
from tests.benchmark.results import BUSY, runs
from tests.benchmark.tools import TOOLS
from tests.benchmark.tools.base import fill

#: The table stands between these two lines of the page.
START, END = "<!-- measured: make bench writes from here -->", "<!-- to here -->"
NOTHING, SPACE = "–", "&nbsp;"


def tables(sizes: dict[str, Any]) -> str:
    """Everything that was measured, as Markdown."""
    found = figures(runs(sizes))
    questions = {name: size["circumstances"]["questions"] for name, size in sizes.items()}
    shown = [
        SimpleNamespace(
            name=name,
            circumstances=SimpleNamespace(**size["circumstances"]),
            busy=size["circumstances"]["load"] > BUSY,
            differing=size["differing"],
            rows=[_row(name, tool, found) for tool in TOOLS if tool in size["runs"]],
        )
        for name, size in sizes.items()
    ]
    return fill("report.md", sizes=shown, outcomes=outcomes(found, questions))


def _row(size: str, tool: str, found: dict[Key, Figure]) -> SimpleNamespace:
    cold, unchanged, edited, served = (
        found.get(Key(size, tool, variant)) for variant in (COLD, UNCHANGED, EDITED, SERVE)
    )
    shown = f"{served.seconds:.2f}{SPACE}s" if served else NOTHING
    return SimpleNamespace(
        label=TOOLS[tool].label,
        times=[*map(_time, (cold, unchanged, edited)), shown],
        memory=[*map(_memory, (cold, unchanged))],
    )


def _time(figure: Figure | None) -> str:
    return _cell(figure.time, f"{figure.seconds:.1f}{SPACE}s") if figure else NOTHING


def _memory(figure: Figure | None) -> str:
    return _cell(figure.memory, f"{figure.mib:.0f}{SPACE}MiB") if figure else NOTHING


def _cell(ratio: Ratio | None, absolute: str) -> str:
    return f"{ratio}, {absolute}" if ratio else absolute


def is_marked(page: Path) -> bool:
    """Whether the two marks stand on the page, once and in their order."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return text.count(START) == text.count(END) == 1 and START in text.partition(END)[0]


def set_into(page: Path, markdown: str) -> None:
    """Replace what stands between the two marks of the page."""
    text = page.read_text(encoding="utf-8")
    pattern = re.escape(START) + ".*?" + re.escape(END)
    whole = f"{START}\n\n{markdown.strip()}\n\n{END}"
    page.write_text(re.sub(pattern, lambda _: whole, text, flags=re.DOTALL), encoding="utf-8")
