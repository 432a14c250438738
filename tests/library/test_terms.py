from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.terms import glossary, term, term_uses
from macros.rendering.here import Here
from tests.support.guides import catalog, edited

HERE = Here("baking/sourdough/index.md")
TERM = "docs/glossary/terms/starter.md"
WORDS = {"a": "autolyse", "b": "Bassinage", "c": "0-type flour", "d": "sponge"}
TEXT = "---\nterm: {}\nchecked: 2026-01-02\n---\n\nA word.\n"
TERMS = {f"docs/glossary/terms/{name}.md": TEXT.format(word) for name, word in WORDS.items()}


def test_a_term_is_linked_with_its_definition_as_title(bread: Catalog) -> None:
    assert term(bread, HERE, "starter") == (
        '[starter](../../glossary/index.md#starter "Flour and water in which wild yeast lives."){ .term }'
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
    found = glossary(catalog(tmp_path, TERMS), Here("glossary/index.md"))
    assert re.findall(r"^## (\S+)", found, re.MULTILINE) == ["0–9", "A", "B", "S"]
    assert re.findall(r"^### (.+) \{ #(\w+) \}", found, re.MULTILINE) == [
        ("0-type flour", "c"),
        ("autolyse", "a"),
        ("Bassinage", "b"),
        ("sponge", "d"),
        ("starter", "starter"),
    ]
    assert found.count('data-place="term"') == 5


def uses_page(name: str, call: str) -> dict[str, str]:
    text = f"---\ntitle: {name}\ndescription: Uses {name}.\n---\n\n{{{{ {call} }}}}\n"
    return {f"docs/glossary/uses/{name}.md": text}


def headings(found: Catalog, page: str, *letters: str) -> list[str]:
    text = term_uses(found, Here(f"glossary/uses/{page}.md"), *letters)
    assert text.count('data-place="uses"') == text.count("## ")
    return re.findall(r"^## (.+) \{ #\w+ \}", text, re.MULTILINE)


def test_a_page_has_the_terms_of_its_letters_and_one_may_have_all_others(tmp_path: Path) -> None:
    pages = uses_page("s", 'term_uses("S")') | uses_page("b", 'term_uses("0-9", "b", "q")')
    found = catalog(tmp_path, TERMS | pages | uses_page("rest", "term_uses()"))
    assert headings(found, "s", "S") == ["sponge", "starter"]
    assert headings(found, "b", "0-9", "b", "q") == ["0-type flour", "Bassinage"]
    assert headings(found, "rest") == ["autolyse"]


def test_without_other_pages_one_has_all_terms(tmp_path: Path) -> None:
    found = catalog(tmp_path, TERMS | uses_page("all", "term_uses()"))
    assert len(headings(found, "all")) == 5


def test_a_page_without_a_term_says_so(tmp_path: Path) -> None:
    found = catalog(tmp_path, uses_page("s", 'term_uses("s")') | uses_page("rest", "term_uses()"))
    assert term_uses(found, Here("glossary/uses/rest.md")) == "No term stands here."


@pytest.mark.parametrize("letter", ["", "ab", "1", "-", "0–9"])
def test_a_page_is_made_for_letters(bread: Catalog, letter: str) -> None:
    with pytest.raises(MacroError, match=f"'{letter}' is no letter"):
        term_uses(bread, Here("glossary/uses/index.md"), letter)


def test_a_letter_stands_on_one_page(bread: Catalog) -> None:
    with pytest.raises(MacroError, match=r"docs/glossary/uses/s\.md has the terms with S already"):
        term_uses(bread, Here("glossary/uses/x.md"), "x", "s")
    with pytest.raises(MacroError, match=r"docs/glossary/uses/index\.md has all terms without a page"):
        term_uses(bread, Here("glossary/uses/x.md"))


def test_uses_need_a_glossary_to_lead_back_to(tmp_path: Path) -> None:
    found = catalog(tmp_path, {"docs/glossary/index.md": None})
    with pytest.raises(MacroError, match=r"there is no docs/glossary/index\.md"):
        term_uses(found, Here("uses.md"))
