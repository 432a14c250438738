from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.terms import glossary, term
from macros.rendering.here import Here
from tests.support.guides import catalog, edited

HERE = Here("baking/sourdough/index.md")
TERM = "docs/glossary/terms/starter.md"


def test_a_term_is_linked_with_its_definition_as_title(bread: Catalog) -> None:
    assert term(bread, HERE, "starter") == (
        '[starter](../../glossary/index.md#starter "Flour and water in which wild yeast lives.")'
        '{ .term data-term="starter" }'
    )


def test_the_text_of_the_link_may_be_another(bread: Catalog) -> None:
    assert term(bread, Here("index.md"), "starter", "leaven").startswith(
        "[leaven](glossary/index.md#starter "
    )


def test_quotes_in_a_definition_do_not_end_the_title(tmp_path: Path) -> None:
    files = edited(TERM, "Flour and water", 'The "mother": flour and water')
    assert "\"The 'mother': flour" in term(catalog(tmp_path, files), HERE, "starter")


@pytest.mark.parametrize("text", ["<b>", "a](x) [b", "`a`", "{{ a }}", "a\\b"])
def test_the_text_of_the_link_is_plain(bread: Catalog, text: str) -> None:
    with pytest.raises(MacroError, match="the text of a link to a term is plain"):
        term(bread, HERE, "starter", text)


def test_an_unknown_term_raises(bread: Catalog) -> None:
    with pytest.raises(MacroError, match="there is no term 'crumb'"):
        term(bread, HERE, "crumb")


def test_the_glossary_has_a_heading_for_each_letter_and_each_term(tmp_path: Path) -> None:
    text = "---\nterm: {}\nchecked: 2026-01-02\n---\n\nA word.\n"
    words = {"a": "autolyse", "b": "Bassinage", "c": "0-type flour", "d": "sponge"}
    files = {f"docs/glossary/terms/{name}.md": text.format(word) for name, word in words.items()}
    found = glossary(catalog(tmp_path, files), Here("glossary/index.md"))
    assert re.findall(r"^## (\S+)", found, re.MULTILINE) == ["0–9", "A", "B", "S"]
    assert re.findall(r"^### (.+) \{ #(\w+) \}", found, re.MULTILINE) == [
        ("0-type flour", "c"),
        ("autolyse", "a"),
        ("Bassinage", "b"),
        ("sponge", "d"),
        ("starter", "starter"),
    ]
    assert found.count('data-place="term"') == 5
