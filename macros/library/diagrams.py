"""Diagrams, drawn beforehand from a Mermaid source beside them."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.rendering.here import Here
from macros.rendering.templating import fill


def diagram(catalog: Catalog, here: Here, path: str) -> str:
    """The diagram at `path` (below docs, without extension) with its text alternative."""
    return fill("place.md.jinja", kind="diagram", id=catalog.diagram(path).path, here=here)
