"""The macros that authors can call, and the page that tells them so."""

from __future__ import annotations

import inspect
import re

import pytest

from macros.library import MACROS
from tests.support.guides import PROJECT


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The text below each `## name` of the page about macros."""
    page = (PROJECT / "docs/contributing/macros.md").read_text(encoding="utf-8")
    parts = re.split(r"^## +`?(\w+)`?.*$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def parameters(name: str) -> list[str]:
    """What an author can give to a macro."""
    return list(inspect.signature(MACROS[name]).parameters)[2:]


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_is_documented_with_its_parameters(name: str, sections: dict[str, str]) -> None:
    assert name in sections, f"docs/contributing/macros.md has no section '## {name}'"
    missing = [item for item in parameters(name) if not re.search(rf"\b{item}\b", sections[name])]
    assert missing == []


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_takes_catalog_and_page_first_and_says_what_it_gives(name: str) -> None:
    macro = MACROS[name]
    assert list(inspect.signature(macro).parameters)[:2] == ["catalog", "here"]
    assert inspect.signature(macro).return_annotation == "str"
    assert (macro.__doc__ or "").strip()
    assert macro.__name__ == name
