"""Our own templates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import jinja2
import pytest

from macros.rendering import templating
from macros.rendering.templating import fill


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html.jinja").write_text("{{ x }}{{ x | safe }}")
    (tmp_path / "a.md.jinja").write_text("\n{% if x %}\n{{ x }}\n{% endif %}\n\n")
    (tmp_path / "date.md.jinja").write_text("{{ day | long_date }}")
    monkeypatch.setattr(templating._ENVIRONMENT, "loader", jinja2.FileSystemLoader(tmp_path))


def test_html_is_escaped_unless_it_is_said_to_be_safe() -> None:
    assert fill("a.html.jinja", x="<b>") == "&lt;b&gt;<b>"


def test_markdown_is_not_escaped_and_has_no_blank_space_around() -> None:
    assert fill("a.md.jinja", x="<b>") == "<b>"


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        fill("a.html.jinja")


def test_a_date_is_written_out_without_a_leading_zero() -> None:
    assert fill("date.md.jinja", day=date(2026, 1, 2)) == "2 January 2026"


@pytest.mark.parametrize("text", ['A "B"', "C:\\D", "</style>", "E\nF"])
def test_a_text_in_css_ends_neither_its_string_nor_its_element(text: str) -> None:
    quoted = templating._css_text(text)
    assert quoted[0] == quoted[-1] == '"'
    assert not set('"<\n') & set(quoted[1:-1])
    back = re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), quoted[1:-1])
    assert back == text
