"""What all records share."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from macros.issues import Location
from macros.models.base import SLUG, Day, HttpsUrl, Many, Placed, Source, Text


def accepts(kind: object, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/a?b=c#d", "https://a.b/(c)"])
def test_an_https_address_is_a_source(url: str) -> None:
    assert accepts(HttpsUrl, url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "//example.org",
        "example.org",
        "",
        "https://",
        "https://localhost",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/<script>",
        "https://example.org\n",
    ],
)
def test_anything_else_is_no_source(url: str) -> None:
    assert not accepts(HttpsUrl, url)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-02", date(2026, 1, 2)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-1-2", None),
        ("20260102", None),
        ("2026-01-02T00:00", None),
        ("2026-01-02\n", None),
        (date(2026, 1, 2), None),
        (20260102, None),
    ],
)
def test_a_day_is_written_in_one_way(text: object, day: date | None) -> None:
    assert accepts(Day, text) == (day is not None)
    if day:
        assert TypeAdapter(Day).validate_python(text) == day


def test_a_text_is_trimmed_and_not_empty() -> None:
    assert TypeAdapter(Text).validate_python("  a b \n") == "a b"
    assert not accepts(Text, " \n")


def test_a_list_becomes_a_tuple() -> None:
    assert TypeAdapter(Many[str]).validate_python(["a", "b"]) == ("a", "b")


@pytest.mark.parametrize(
    ("name", "fits"),
    [("a", True), ("a1-b2", True), ("A", False), ("a_b", False), ("-a", False), ("a--b", False), ("", False)],
)
def test_an_id_is_lower_case_words_joined_by_hyphens(name: str, fits: bool) -> None:
    assert bool(SLUG.fullmatch(name)) == fits


def test_a_record_cannot_be_changed() -> None:
    source = Source(title="Bread", url="https://example.org")
    with pytest.raises(ValidationError, match="frozen"):
        source.title = "Rye"  # type: ignore[misc]


def test_a_placed_record_knows_its_file_and_the_lines_of_its_fields() -> None:
    record = Placed(location=Location("docs/a/b.md", 3), lines={("a",): 4, ("a", 1): 6})
    assert record.path == "a/b.md"
    assert record.at("a", 1, "x") == Location("docs/a/b.md", 6)
    assert record.at("a", 0) == Location("docs/a/b.md", 4)
    assert record.at("b") == Location("docs/a/b.md", 3)
    assert record.at() == Location("docs/a/b.md", 3)
