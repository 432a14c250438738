"""Hugo with a bare theme: navigation, table of contents, highlighted code and data for a search."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools.base import INSTALLED, TEMPLATES, Command, installed_version, page_of, write


def program() -> Path | None:
    """The binary itself; the command of the package is a Python script around it."""
    return next(INSTALLED.glob("venv/lib/python*/site-packages/hugo/binaries/hugo"), None)


class Hugo:
    """The fastest of the generators in wide use."""

    name = "hugo"
    label = "Hugo, bare theme"
    output = "public"
    caches: tuple[str, ...] = ("public", "resources", "cache")
    incremental = True
    served = True

    def missing(self) -> str:
        return "" if program() else "make bench-tools"

    def version(self) -> str:
        return f"hugo {installed_version('hugo')}"

    def write(self, guide: StudyGuide, root: Path) -> None:
        shutil.copytree(TEMPLATES / "hugo/theme", root, dirs_exist_ok=True)
        content = root / "content"
        write(content / "_index.md", "hugo/home.md", guide=guide)
        write(content / "glossary.md", "hugo/glossary.md", guide=guide)
        for weight, category in enumerate(guide.categories, 1):
            write(content / category.id / "_index.md", "hugo/category.md", category=category, weight=weight)
            for page in category.pages:
                write(content / category.id / f"{page.id}.md", "hugo/page.md", page=page)

    def source(self, guide: StudyGuide, question: Question) -> str:
        return f"content/{page_of(guide, question)}.md"

    def address(self, guide: StudyGuide, question: Question) -> str:
        return f"{page_of(guide, question)}/"

    def build(self, root: Path) -> Command:
        return Command(
            (str(program()), "build", "--quiet", "--panicOnWarning", "--cacheDir", str(root / "cache"))
        )

    def serve(self, root: Path, port: int) -> Command:
        binary = str(program())
        return Command((binary, "server", "--port", str(port), "--cacheDir", str(root / "cache")))


HUGO = Hugo()
