"""What every generator under test has in common: a site is written, built, edited and served."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.benchmark.text import Question, StudyGuide
from tests.support.guides import PROJECT

#: Where `make bench-tools` installs the other generators.
INSTALLED = PROJECT / ".cache/benchmark"
TEMPLATES = Path(__file__).parents[1] / "templates"
#: Each tool reads dates from here, so that what it builds does not depend on the day.
EPOCH = "1770000000"

# Markdown, Go templates and our own macros all use braces.
_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)


@dataclass(frozen=True)
class Command:
    """A command line, and what it needs in the environment."""

    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


class Tool(Protocol):
    """A generator, and how a study guide looks in its format.

    `caches` and `output` are paths below the folder of a site: what a cold build must not find, and where the
    pages are. `incremental`: whether a rebuild may take less than a cold build. `served`: whether its
    server is measured.
    """

    name: str
    label: str
    output: str
    caches: tuple[str, ...]
    incremental: bool
    served: bool

    def missing(self) -> str:
        """How to install it; empty when it is there."""

    def version(self) -> str:
        """Its version, and those of the parts that matter for its speed."""

    def write(self, guide: StudyGuide, root: Path) -> None:
        """Write the sources of a site below `root`."""

    def source(self, guide: StudyGuide, question: Question) -> str:
        """The file that holds the question, below the folder of a site."""

    def address(self, guide: StudyGuide, question: Question) -> str:
        """The page that shows the question, below the address of the site."""

    def build(self, root: Path) -> Command:
        """Builds the site in `root`."""

    def serve(self, root: Path, port: int) -> Command:
        """Serves the site in `root` on loopback, and again after each change."""


def installed_version(package: str) -> str:
    """The version of a Python package among the installed generators."""
    folder = next(INSTALLED.glob(f"venv/lib/python*/site-packages/{package}-*.dist-info"))
    return folder.name.removesuffix(".dist-info").rpartition("-")[2]


def fill(template: str, **values: Any) -> str:
    """The text of a template, named without `.jinja`, with these values."""
    return _templates.get_template(f"{template}.jinja").render(values)


def write(file: Path, template: str, **values: Any) -> None:
    """Fill a template into a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(fill(template, **values), encoding="utf-8")


def set_aside(root: Path, paths: tuple[str, ...]) -> None:
    """Move files and folders below `root`, where they exist, out of it: into a new folder beside it.

    Not removed: ext4 searches long for a place for each new file where others were removed in the last
    minutes, so who leaves more behind would build slower.
    Source: https://github.com/torvalds/linux/blob/v6.12/fs/ext4/ialloc.c (recently_deleted)
    """
    there = [path for name in paths if (path := root / name).exists() or path.is_symlink()]
    if there:
        aside = Path(tempfile.mkdtemp(prefix=f"{root.name}-before-", dir=root.parent))
        for number, path in enumerate(there):
            path.rename(aside / f"{number}")


def page_of(guide: StudyGuide, question: Question) -> str:
    """The path of the page with the question, as categories and pages are nested in every format."""
    return next(
        f"{category.id}/{page.id}"
        for category in guide.categories
        for page in category.pages
        if any(item is question for item in page.questions)
    )
