"""What a text must hold for a regular expression to match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.rendering.needed_characters import ANY, needed

EXPRESSIONS = [
    r"\*|_",
    r"(?<!\!)\[",
    r"\!\[",
    r"  \n",
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)",
    r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>",
    r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)",
    r"^(.*?)(~~)(.*)$",
    r"(?i:K)elvin|(?:a?)=",
    r"x{0,2}|y",
    r"[^a]b*",
    r"(?P<quote>['\"])x(?P=quote)",
]


@pytest.mark.parametrize(
    ("expression", "characters"),
    [
        (r"\*|_", {"*", "_"}),
        (r"(?<!\!)\[", {"["}),
        (r"\[\^([^\]]*)\]", {"["}),
        (r"  \n", {"\n"}),
        (r"(?:ab|c+)(?:=|:)", {"=", ":"}),
        (r"(?=#)a", {"#"}),
        (r"(?:#)*a", {"a"}),
        (r"(?<!#)a", {"a"}),
    ],
)
def test_the_rarest_characters_of_a_part_that_every_match_has(expression: str, characters: set[str]) -> None:
    assert set(needed(re.compile(expression))) == characters


@pytest.mark.parametrize("expression", [r"a?", r"a|", r"[a-z]", r"[^#]", r".", r"(?i)k", r"(?i:k)", r"\d"])
def test_where_nothing_is_certain_every_text_is_searched(expression: str) -> None:
    assert needed(re.compile(expression)) == ANY


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_no_match_is_without_them(expression: str) -> None:
    compiled = re.compile(expression, re.DOTALL)
    texts = st.from_regex(compiled) | st.text("ab*_![]\\`<>:/&#;~=kK\u212axy'\" \n")

    @settings(max_examples=60, derandomize=True, deadline=None, database=None)
    @given(texts)
    def holds(text: str) -> None:
        assert not compiled.search(text) or any(each in text for each in needed(compiled))

    holds()
