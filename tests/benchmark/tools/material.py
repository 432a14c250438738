"""Material for MkDocs as one uses it without us: answers typed as `???`, glossary links typed as links."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools.base import EPOCH, Command, page_of, write


def write_markdown(guide: StudyGuide, root: Path, template: str = "material") -> None:
    """The pages as they are typed for MkDocs, below `root`."""
    write(root / "index.md", f"{template}/home.md", guide=guide)
    write(root / "glossary/index.md", f"{template}/glossary.md", guide=guide)
    for category in guide.categories:
        write(root / category.id / "index.md", f"{template}/category.md", category=category)
        for page in category.pages:
            write(root / category.id / page.id / "index.md", f"{template}/page.md", page=page)


class Material:
    """Plain MkDocs with the theme that we use, too."""

    name = "material"
    label = "Material for MkDocs, plain"
    output = "site"
    caches: tuple[str, ...] = ("site",)
    incremental = False
    served = True

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}"

    def write(self, guide: StudyGuide, root: Path) -> None:
        write(root / "mkdocs.yml", "material/mkdocs.yml", guide=guide)
        write_markdown(guide, root / "docs")

    def source(self, guide: StudyGuide, question: Question) -> str:
        return f"docs/{page_of(guide, question)}/index.md"

    def address(self, guide: StudyGuide, question: Question) -> str:
        return f"{page_of(guide, question)}/"

    def build(self, root: Path) -> Command:
        return mkdocs("build", "--strict")

    def serve(self, root: Path, port: int) -> Command:
        return mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")


def mkdocs(*arguments: str) -> Command:
    """MkDocs in the interpreter that runs this."""
    environment = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    return Command((sys.executable, "-m", "mkdocs", *arguments), environment)


MATERIAL = Material()
