"""Lets pages be converted with less work, and to the same HTML. A guide may leave it out."""

from __future__ import annotations

from typing import Any

from markdown import Extension, Markdown

from macros.rendering.quick_markdown import quicken


class QuickExtension(Extension):
    """Replaces parts of the converter; named last, when what the other extensions register is there."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        quicken(md)


def makeExtension(**kwargs: Any) -> Extension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown."""
    return QuickExtension(**kwargs)
