"""Files that pages include by path: examples and diagrams."""

from __future__ import annotations

from dataclasses import dataclass

from macros.issues import Location


@dataclass(frozen=True)
class Example:
    """A code sample. `path` is relative to the docs folder; `test` is the file that runs it, or empty."""

    path: str
    section: str
    location: Location
    test: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[1]


@dataclass(frozen=True)
class Icon:
    """The picture of a category or a service: safe markup, in the color of the text around it.

    `folder` is relative to the docs folder.
    """

    folder: str
    location: Location
    svg: str


@dataclass(frozen=True)
class Diagram:
    """The picture that was drawn from a Mermaid source.

    `path` is relative to the docs folder and has no extension; `title` and `description` are the text
    alternative (Mermaid's `accTitle` and `accDescr`); `svg` is the picture.
    """

    path: str
    location: Location
    title: str
    description: str
    svg: str
