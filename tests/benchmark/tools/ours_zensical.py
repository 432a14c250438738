"""This project on Zensical: the same guide, settings and macros, built by the other engine."""

from __future__ import annotations

from pathlib import Path

from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools.base import EPOCH, INSTALLED, Command
from tests.benchmark.tools.ours import OURS
from tests.benchmark.tools.zensical import ZENSICAL

PYTHON = INSTALLED / "venv/bin/python"


class OursOnZensical:
    """Always built clean and not served: Zensical's cache does not see that a question has changed."""

    name = "ours-zensical"
    label = "This project, on Zensical"
    output = "site"
    caches = (*OURS.caches,)
    incremental = False
    served = False

    def missing(self) -> str:
        return ZENSICAL.missing()

    def version(self) -> str:
        return ZENSICAL.version()

    def write(self, guide: StudyGuide, root: Path) -> None:
        OURS.write(guide, root)

    def source(self, guide: StudyGuide, question: Question) -> str:
        return OURS.source(guide, question)

    def address(self, guide: StudyGuide, question: Question) -> str:
        return OURS.address(guide, question)

    def build(self, root: Path) -> Command:
        # As a module, for then the guide's own folder is where Python finds the macros.
        return Command(
            (str(PYTHON), "-m", "zensical", "build", "--clean", "--strict"), {"SOURCE_DATE_EPOCH": EPOCH}
        )

    def serve(self, root: Path, port: int) -> Command:
        return Command((str(PYTHON), "-m", "zensical", "serve", "--dev-addr", f"127.0.0.1:{port}"))


OURS_ON_ZENSICAL = OursOnZensical()
