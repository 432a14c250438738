"""Starlight, the documentation theme of Astro.

Its sites must stand below the folder that the packages are installed in, where Node looks for them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools.base import INSTALLED, TEMPLATES, Command, page_of, write

PACKAGES = TEMPLATES.parent / "package.json"
MODULES = INSTALLED / "node_modules"
PROGRAM = MODULES / "astro/bin/astro.mjs"


class Starlight:
    """Astro renders, Shiki highlights, Pagefind indexes."""

    name = "starlight"
    label = "Starlight"
    output = "dist"
    caches: tuple[str, ...] = ("dist", ".astro", ".cache")
    incremental = True
    served = True

    def missing(self) -> str:
        return "" if PROGRAM.is_file() and self._node() else "make bench-tools"

    def version(self) -> str:
        names = ("@astrojs/starlight", "astro")
        packages = [
            json.loads((MODULES / name / "package.json").read_text(encoding="utf-8")) for name in names
        ]
        return ", ".join(f"{package['name'].rpartition('/')[2]} {package['version']}" for package in packages)

    def write(self, guide: StudyGuide, root: Path) -> None:
        shutil.copytree(TEMPLATES / "starlight/project", root, dirs_exist_ok=True)
        shutil.copy(PACKAGES, root)  # what it names is bundled; Node cannot load Astro's parts as they are
        write(root / "astro.config.mjs", "starlight/astro.config.mjs", guide=guide)
        docs = root / "src/content/docs"
        write(docs / "index.md", "starlight/home.md", guide=guide)
        write(docs / "glossary.md", "starlight/glossary.md", guide=guide)
        for category in guide.categories:
            write(docs / category.id / "index.md", "starlight/category.md", category=category)
            for page in category.pages:
                write(docs / category.id / f"{page.id}.md", "starlight/page.md", page=page)

    def source(self, guide: StudyGuide, question: Question) -> str:
        return f"src/content/docs/{page_of(guide, question)}.md"

    def address(self, guide: StudyGuide, question: Question) -> str:
        return f"{page_of(guide, question)}/"

    def build(self, root: Path) -> Command:
        return self._astro("build")

    def serve(self, root: Path, port: int) -> Command:
        return self._astro("dev", "--host", "127.0.0.1", "--port", str(port))

    def _astro(self, *arguments: str) -> Command:
        return Command((self._node(), str(PROGRAM), *arguments), {"ASTRO_TELEMETRY_DISABLED": "1"})

    def _node(self) -> str:
        beside = Path(sys.executable).parent / "node"
        return str(beside) if beside.is_file() else shutil.which("node") or ""


STARLIGHT = Starlight()
