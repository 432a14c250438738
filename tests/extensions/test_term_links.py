"""Links to the glossary in the pages themselves."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from macros.extensions import term_links
from macros.guide import Guide, load_catalog
from tests.support.guides import guide, make_site


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    found = Guide(load_catalog(make_site(guide(tmp_path))))
    monkeypatch.setattr(term_links, "opened_guide", lambda: found)
    return found


def converter(page: str) -> Markdown:
    made = Markdown(extensions=["macros.extensions.term_links"])
    relpath: Any = Treeprocessor(made)
    relpath.file = SimpleNamespace(src_uri=page)
    relpath.run = lambda root: None
    made.treeprocessors.register(relpath, "relpath", 0)
    return made


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.md", "glossary/index.md#starter"),
        ("baking/sourdough/index.md", "../../glossary/index.md#starter"),
    ],
)
def test_a_term_is_linked_relative_to_the_page_s_source(opened: Guide, page: str, link: str) -> None:
    html = converter(page).convert("A starter.")
    assert f'href="{link}"' in html
    assert 'title="Flour and water in which wild yeast lives."' in html


def test_the_glossary_does_not_link_to_itself(opened: Guide) -> None:
    assert converter("glossary/index.md").convert("A starter.") == "<p>A starter.</p>"


def test_a_text_outside_of_a_build_is_left_alone(opened: Guide) -> None:
    made = Markdown(extensions=["macros.extensions.term_links"])
    assert made.convert("A starter.") == "<p>A starter.</p>"


def test_each_page_links_its_own_first_use(opened: Guide) -> None:
    made = converter("index.md")
    assert [made.reset().convert("A starter.").count("<a ") for _ in range(2)] == [1, 1]


def test_the_converter_is_made_without_opening_the_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine makes it while it reads its configuration: a fault of the content must not stop that."""

    def refuse() -> Guide:
        raise AssertionError("the guide was opened")

    monkeypatch.setattr(term_links, "opened_guide", refuse)
    assert "term_links" in converter("index.md").treeprocessors
