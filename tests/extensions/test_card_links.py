"""Links from pages to the files of questions and terms."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from macros.extensions import card_links
from macros.guide import Guide, load_catalog
from tests.support.guides import guide, make_site


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Guide(load_catalog(make_site(guide(tmp_path))))
    monkeypatch.setattr(card_links, "opened_guide", lambda: found)


def converted(text: str, page: str | None) -> str:
    made = Markdown(extensions=["macros.extensions.card_links"])
    relpath: Any = Treeprocessor(made)
    relpath.file = SimpleNamespace(src_uri=page)
    relpath.run = lambda root: None
    if page:
        made.treeprocessors.register(relpath, "relpath", 0)
    return made.convert(text)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("page", "link", "leads_to"),
    [
        ("baking/sourdough/index.md", "questions/poke-test.md", "index.md#sourdough/poke-test"),
        ("baking/index.md", "sourdough/questions/poke-test.md", "sourdough/index.md#sourdough/poke-test"),
        ("baking/index.md", "../glossary/terms/starter.md", "../glossary/index.md#starter"),
        ("baking/index.md", "sourdough/index.md#oven-heat", "sourdough/index.md#oven-heat"),
        ("baking/index.md", "https://example.org/questions/a.md", "https://example.org/questions/a.md"),
        ("baking/index.md", "#here", "#here"),
    ],
)
def test_a_link_to_a_file_of_content_leads_to_its_card(page: str, link: str, leads_to: str) -> None:
    assert f'href="{leads_to}"' in converted(f"[x]({link})", page)


@pytest.mark.usefixtures("opened")
def test_a_text_that_is_no_page_keeps_its_links() -> None:
    assert 'href="questions/poke-test.md"' in converted("[x](questions/poke-test.md)", None)
