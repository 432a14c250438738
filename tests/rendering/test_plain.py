"""What HTML says, without its markup."""

from __future__ import annotations

import re
import sys

import pytest

from macros.rendering.plain import plain_text, words


def test_plain_text_has_a_line_for_each_block() -> None:
    html = "<p>It <code>rises</code>,\n&lt; 5&nbsp;cm.</p>\n<ul>\n<li>a</li>\n<li>b</li></ul><pre>x\ny</pre>"
    assert plain_text(html) == "It rises, < 5 cm.\na\nb\nx y"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("  No\n markup\u00a0here ", "No markup here"),
        ("R&amp;D", "R&D"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("", ""),
    ],
)
def test_lines_are_as_short_as_they_can_be(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_words_are_what_regular_expressions_take_for_words() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    for text in (characters, " x ".join(characters), "", "  ", "It's _one_ — 2½ µs."):
        assert words(text) == " ".join(re.findall(r"\w+", text.casefold()))
