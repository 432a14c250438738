"""Python-Markdown extensions, named in mkdocs.yml.

An engine loads them before it knows whether there is a text to convert. So what takes long to load comes with
the first text.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.guide import Guide

with suppress(ImportError):  # a house without this extra
    from macros.deferred import defer

    # mkdocs-macros, which comes next, imports both: to ask a network, and to read files in one more format.
    defer("requests")
    defer("hjson")


def opened_guide() -> Guide:
    """The guide whose texts are converted."""
    from macros.guide import opened_guide

    return opened_guide()
