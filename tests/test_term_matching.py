"""Where the words of a glossary stand in a text."""

from __future__ import annotations

import pytest

from macros.term_matching import TermMatcher, plurals

NAMES = [
    ("cold start", "cold-start"),
    ("dead-letter queue", "dlq"),
    ("DLQ", "dlq"),
    ("SnapStart", "snapstart"),
    ("queue", "queue"),
    ("policy", "policy"),
    ("batch", "batch"),
    ("at-least-once delivery", "at-least-once"),
    ("S3", "s3"),
]


@pytest.fixture(scope="module")
def matcher() -> TermMatcher:
    return TermMatcher(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a cold start here", ["cold start"]),
        ("Cold Start", ["Cold Start"]),
        ("cold-start", ["cold-start"]),
        ("cold\nstart", ["cold\nstart"]),
        ("- a cold\n  start", ["cold\n  start"]),
        ("10. a cold\n    start", ["cold\n    start"]),
        ("cold\n\nstart", []),
        ("cold\n- start", []),
        ("cold starts", ["cold starts"]),
        ("colds start", []),
        ("cold, start", []),
        ("cold. Start", []),
        ("cold.\nStart", []),
        ("cold start-up", ["cold start"]),
        ("uncold start", []),
        ("cold started", []),
        ("a dead-letter queue", ["dead-letter queue"]),
        ("dead letter queues", ["dead letter queues"]),
        ("queue, queues", ["queue", "queues"]),
        ("policies and batches", ["policies", "batches"]),
        ("DLQ DLQs", ["DLQ", "DLQs"]),
        ("dlq", []),
        ("Snapstart snapStart", []),
        ("SnapStart's", ["SnapStart"]),
        ("s3 and S3", ["s3", "S3"]),
        ("at least once delivery", ["at least once delivery"]),
        ("", []),
    ],
)
def test_names_are_found_in_their_usual_spellings(matcher: TermMatcher, text: str, found: list[str]) -> None:
    assert [text[match.start : match.end] for match in matcher.find(text)] == found


def test_of_two_names_at_one_place_the_longer_wins(matcher: TermMatcher) -> None:
    assert [match.term for match in matcher.find("dead-letter queue and queue")] == ["dlq", "queue"]


def test_the_first_of_two_terms_with_one_name_keeps_it() -> None:
    assert [match.term for match in TermMatcher([("tin", "a"), ("tin", "b")]).find("tin")] == ["a"]


def test_a_name_without_words_is_never_found() -> None:
    assert list(TermMatcher([("--", "dash")]).find("a -- b")) == []


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("query", "queries"),
        ("key", "keys"),
        ("bus", "buses"),
        ("batch", "batches"),
        ("DLQ", "DLQs"),
        ("box", "boxes"),
    ],
)
def test_plurals_are_regular(word: str, plural: str) -> None:
    assert plurals(word) == (plural,)
