"""What HTML says, without its markup."""

from __future__ import annotations

import pytest

from macros.rendering.plain import plain_text


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
