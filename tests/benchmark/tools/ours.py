"""This project: a guide of another subject with the project's own settings, theme and macros."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

from tests.benchmark.text import TOPICS, Question, StudyGuide
from tests.benchmark.tools.base import Command, page_of, write
from tests.benchmark.tools.material import mkdocs
from tests.support.guides import PROJECT

#: Parts of the project that a copied site needs, besides mkdocs.yml; what a build makes there is left out.
PARTS = ("macros", "overrides")


class Ours:
    """The guide's generator."""

    name = "ours"
    label = "This project"
    output = "site"
    caches: tuple[str, ...] = ("site", ".cache", "overrides/assets/generated")
    incremental = True
    served = True

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}"

    def write(self, guide: StudyGuide, root: Path) -> None:
        for part in PARTS:
            ignored = shutil.ignore_patterns("generated", "__pycache__")
            shutil.copytree(PROJECT / part, root / part, ignore=ignored, dirs_exist_ok=True)
        shutil.copy(PROJECT / "mkdocs.yml", root / "mkdocs.project.yml")
        write(root / "mkdocs.yml", "ours/mkdocs.yml", guide=guide)
        docs = root / "docs"
        for name in ("index", "glossary/index", "practice/index"):
            write(docs / f"{name}.md", f"ours/{name.partition('/')[0]}.md", guide=guide)
        for term in guide.terms:
            write(docs / "glossary/terms" / f"{term.id}.md", "ours/term.md", term=term)
        for letter in sorted({term.name[0] for term in guide.terms}):
            write(docs / "glossary/uses" / f"{letter}.md", "ours/uses.md", letter=letter)
        for category in guide.categories:
            folder = docs / category.id
            write(folder / "index.md", "ours/category.md", category=category)
            for page in category.pages:
                write(folder / page.id / "index.md", "ours/page.md", page=page, topics=TOPICS)
                for question in page.questions:
                    file = folder / page.id / "questions" / f"{question.id}.md"
                    write(file, "ours/question.md", question=question)

    def source(self, guide: StudyGuide, question: Question) -> str:
        return f"docs/{page_of(guide, question)}/questions/{question.id}.md"

    def address(self, guide: StudyGuide, question: Question) -> str:
        return f"{page_of(guide, question)}/"

    def build(self, root: Path) -> Command:
        return mkdocs("build", "--strict")

    def serve(self, root: Path, port: int) -> Command:
        return mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")


OURS = Ours()
