from __future__ import annotations

from pathlib import Path

from tests.support.guides import edited, issues

PAGE = "docs/baking/sourdough/index.md"
TERM = "docs/glossary/terms/starter.md"
HINT = "(move the call here, or leave it out)"


def on_page(tmp_path: Path, text: str, **more: str) -> list[str]:
    return issues(tmp_path, edited(PAGE, "A starter is fed daily.", text) | more)


def test_a_use_before_the_call_that_links_the_term_is_a_finding(tmp_path: Path) -> None:
    text = 'Bread.\n\nStarters are fed.\n\nFeed the {{ term("starter") }}.'
    assert on_page(tmp_path, text) == [
        f"{PAGE}:17: warning: 'Starters' is used here before term() links it {HINT}"
    ]


def test_a_call_at_the_first_use_is_none(tmp_path: Path) -> None:
    assert on_page(tmp_path, 'Feed the {{ term("starter") }}.\n\nA starter is fed daily.') == []


def test_a_first_use_without_any_call_is_linked_by_itself(tmp_path: Path) -> None:
    assert on_page(tmp_path, "A starter is fed daily, and a starter is old.") == []


def test_uses_in_headings_links_and_code_are_none(tmp_path: Path) -> None:
    text = '## Starter\n\nA [starter](../index.md) and `starter`.\n\nFeed the {{ term("starter") }}.'
    assert on_page(tmp_path, text) == []


def test_a_term_that_is_never_linked_is_a_finding(tmp_path: Path) -> None:
    files = edited(TERM, "checked:", "services: [sourdough]\nauto_link: false\nchecked:")
    assert issues(tmp_path, files) == [
        f"{TERM}:4: warning: the term 'starter' is used and never linked, for auto_link is off "
        '(write {{ term("starter") }} once where a text explains or needs it)'
    ]


def test_a_use_before_the_call_counts_only_where_the_term_links(tmp_path: Path) -> None:
    text = 'Starters are fed.\n\nFeed the {{ term("starter") }}.'
    for service, findings in (("sourdough", 1), ("yeast", 0)):
        lines = f"services: [{service}]\nauto_link: services\nchecked:"
        found = on_page(tmp_path / service, text, **edited(TERM, "checked:", lines))
        assert len([line for line in found if "before term() links it" in line]) == findings


def test_one_call_anywhere_links_such_a_term(tmp_path: Path) -> None:
    files = edited(TERM, "checked:", "services: [sourdough]\nauto_link: false\nchecked:")
    assert on_page(tmp_path, 'A starter is fed. A {{ term("starter") }} is old.', **files) == []


def test_nothing_is_called_unlinked_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    files = edited(TERM, "checked:", "services: [sourdough]\nauto_link: false\nchecked:")
    found = issues(tmp_path, files | {"docs/other.md": "no front matter\n"})
    assert [line.split(":")[0] for line in found] == ["docs/other.md"]
