from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import issues

OTHER = "docs/glossary/terms/{}.md"


def term(name: str, aliases: str = "[]") -> str:
    return f"---\nterm: {name}\naliases: {aliases}\nchecked: 2026-01-02\n---\n\nA word.\n"


@pytest.mark.parametrize(
    ("name", "aliases", "said"),
    [
        ("Starter", "[]", "Starter"),
        ("leaven", "[Starter]", "Starter"),
        ("leaven", "[sour, STARTER]", "STARTER"),
    ],
)
def test_a_name_of_two_terms_is_a_finding(tmp_path: Path, name: str, aliases: str, said: str) -> None:
    found = issues(tmp_path, {OTHER.format("zzz"): term(name, aliases)})
    assert [line for line in found if "belongs" in line] == [
        f"docs/glossary/terms/zzz.md:1: the name '{said}' belongs to the term 'starter' already "
        "(remove it from one of them)"
    ]


def test_hyphens_and_spaces_are_the_same(tmp_path: Path) -> None:
    files = {OTHER.format("a"): term("poke-test"), OTHER.format("b"): term("Poke Test")}
    assert any(
        "the name 'Poke Test' belongs to the term 'a' already" in line for line in issues(tmp_path, files)
    )


def test_a_term_may_repeat_its_own_name_in_another_spelling(tmp_path: Path) -> None:
    files = {OTHER.format("starter"): term("starter", "[Starter, starter]")}
    assert issues(tmp_path, files) == []
