"""What can be taken away, one format per file. Each has `export(guide, out) -> Path`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from macros.exports import cards_js, downloads
from macros.guide import Guide

EXPORTS: Mapping[str, Callable[[Guide, Path], list[Path]]] = {
    **downloads.FORMATS,
    "downloads": downloads.export,
    "cards": cards_js.export,
}
