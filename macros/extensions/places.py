"""Sets rendered cards, glossary entries and diagrams into the places that macros left for them.

They come in after the page's Markdown is converted, so that the converter never sees their HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from macros.extensions import opened_guide
from macros.rendering.here import Here

#: Markdown may bring the attributes into another order.
PLACE = re.compile(r'(?:<p>\s*)?<div((?: data-(?:place|id|page|urls)="[^"]*"){4})></div>(?:\s*</p>)?')
ATTRIBUTE = re.compile(r'data-(\w+)="([^"]*)"')


class PlacesPostprocessor(Postprocessor):
    """Replaces each place by what belongs there."""

    def run(self, text: str) -> str:
        return PLACE.sub(_content, text) if "data-place=" in text else text


def materials(text: str) -> Iterator[bytes]:
    """What the places of a page hold, or what stands for it, from the page's Markdown or its HTML."""
    return (opened_guide().material(*_place(match)) for match in PLACE.finditer(text))


def _content(match: re.Match[str]) -> str:
    return opened_guide().placed(*_place(match))


def _place(match: re.Match[str]) -> tuple[str, str, Here]:
    """Its kind, the id of what belongs there, and its page."""
    place = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
    return place["place"], place["id"], Here.of(place["page"], place["urls"])


class PlacesExtension(Extension):
    """Registers the postprocessor after Python-Markdown's own (raw HTML is back by then)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.postprocessors.register(PlacesPostprocessor(md), "places", 5)


def makeExtension(**kwargs: Any) -> Extension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown."""
    return PlacesExtension(**kwargs)
