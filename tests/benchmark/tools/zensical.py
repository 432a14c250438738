"""Zensical, the successor of Material for MkDocs, on the very pages that were typed for Material."""

from __future__ import annotations

from pathlib import Path

from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools.base import INSTALLED, Command, installed_version
from tests.benchmark.tools.material import MATERIAL

PROGRAM = INSTALLED / "venv/bin/zensical"


class Zensical:
    """Reads MkDocs' configuration, converts with Python-Markdown and does the rest in Rust."""

    name = "zensical"
    label = "Zensical, plain"
    output = "site"
    caches: tuple[str, ...] = ("site", ".cache")
    incremental = True
    served = True

    def missing(self) -> str:
        return "" if PROGRAM.is_file() else "make bench-tools"

    def version(self) -> str:
        return f"zensical {installed_version('zensical')}"

    def write(self, guide: StudyGuide, root: Path) -> None:
        MATERIAL.write(guide, root)

    def source(self, guide: StudyGuide, question: Question) -> str:
        return MATERIAL.source(guide, question)

    def address(self, guide: StudyGuide, question: Question) -> str:
        return MATERIAL.address(guide, question)

    def build(self, root: Path) -> Command:
        return Command((str(PROGRAM), "build", "--strict"))

    def serve(self, root: Path, port: int) -> Command:
        return Command((str(PROGRAM), "serve", "--dev-addr", f"127.0.0.1:{port}"))


ZENSICAL = Zensical()
