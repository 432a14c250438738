"""Results as JSON: each size with what measured it, so that sizes can be measured on different days."""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.benchmark.figures import Key
from tests.benchmark.measure import Run
from tests.benchmark.rounds import Measured

#: Load from which figures are called noisy: another process kept half a processor busy.
BUSY = 0.5


@dataclass(frozen=True)
class Circumstances:
    """What figures depend on besides the tools: all that somebody needs to judge or repeat them.

    `load` is the system's load (processes that run or wait) in the minute before the first build.
    """

    date: str
    machine: str
    python: str
    load: float
    rounds: int
    pages: int
    questions: int
    versions: dict[str, str]


def machine() -> str:
    """Processors, memory and system of this machine, in one line."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", info.read_text() if info.is_file() else "", re.MULTILINE)
    name = found[1] if found else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {name}, {memory:.0f} GiB, {platform.system()}"


def read(file: Path) -> dict[str, Any]:
    """What was measured before, by size."""
    return json.loads(file.read_text(encoding="utf-8"))["sizes"] if file.is_file() else {}


def entry(measured: Measured, circumstances: Circumstances) -> dict[str, Any]:
    """One size for the file."""
    runs: dict[str, dict[str, list[dict[str, float]]]] = {}
    for key, found in measured.runs.items():
        rounded = [{name: round(value, 3) for name, value in asdict(one).items()} for one in found]
        runs.setdefault(key.tool, {})[key.variant] = rounded
    return {"circumstances": asdict(circumstances), "differing": measured.differing, "runs": runs}


def runs(sizes: dict[str, Any]) -> dict[Key, list[Run]]:
    """The runs of all sizes."""
    return {
        Key(size, tool, variant): [Run(**one) for one in found]
        for size, entry in sizes.items()
        for tool, variants in entry["runs"].items()
        for variant, found in variants.items()
    }


def write(file: Path, sizes: dict[str, Any], order: list[str]) -> None:
    """Write all sizes in their order."""
    ordered = {size: sizes[size] for size in order if size in sizes}
    file.write_text(json.dumps({"sizes": ordered}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
