from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "docs/glossary/terms/starter.md"


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (
            edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [sourdough/poke-tset]"),
            "poke-test.md:7: related: there is no question 'sourdough/poke-tset' "
            "(did you mean 'sourdough/poke-test'?)",
        ),
        (
            edited(QUESTION, "minutes: 2", "minutes: 2\nrelated:\n  - rye/crumb"),
            "poke-test.md:8: related: there is no question 'rye/crumb'",
        ),
        (
            edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [sourdough/poke-test]"),
            "poke-test.md:7: a question cannot be related to itself",
        ),
        (
            edited(
                QUESTION,
                "minutes: 2",
                "minutes: 2\nfollow_ups:\n  - Why?\n  - {ask: How?, question: sourdough/poke-test}",
            ),
            "poke-test.md:9: this follow-up leads back to its own card "
            "(answer it here, or name the question that does)",
        ),
        (
            edited(TERM, "term: starter", "term: starter\nsee_also: [starter]"),
            "starter.md:3: a term cannot be seen also at itself (leave it out)",
        ),
        (
            edited(SERVICE, "  topics:", "  compare: [sourdough]\n  topics:"),
            "index.md:10: a service cannot be compared with itself (leave it out)",
        ),
        (
            edited(
                QUESTION, "minutes: 2", "minutes: 2\nfollow_ups:\n  - Why?\n  - {ask: How?, question: rye}"
            ),
            "poke-test.md:9: follow_ups: there is no question 'rye'",
        ),
        (
            edited(QUESTION, "minutes: 2", "minutes: 2\naliases: [rye/dent, dent-test]"),
            "poke-test.md:7: aliases: 'dent-test' is no id, for ids name the folder, too "
            "(write 'sourdough/dent-test')",
        ),
        (
            edited(QUESTION, "topics: [dough]", "topics: [douhg]"),
            "poke-test.md:5: topics: there is no topic 'douhg' (did you mean 'dough'?)",
        ),
        (
            edited(SERVICE, "  topics:", "  limits: [sourdough/proof]\n  topics:"),
            "index.md:10: limits: there is no fact 'sourdough/proof' (did you mean 'sourdough/proof-max'?)",
        ),
        (
            edited(SERVICE, "  topics:", "  compare: [sourdouhg]\n  topics:"),
            "index.md:10: compare: there is no service 'sourdouhg' (did you mean 'sourdough'?)",
        ),
        (
            edited(SERVICE, "  topics:", "  before: [sourdouhg]\n  topics:"),
            "index.md:10: before: there is no service 'sourdouhg' (did you mean 'sourdough'?)",
        ),
        (
            edited(TERM, "term: starter", "term: starter\nsee_also: [startre]"),
            "starter.md:3: see_also: there is no term 'startre' (did you mean 'starter'?)",
        ),
        (
            edited(TERM, "term: starter", "term: starter\nservices: [rye]"),
            "starter.md:3: services: there is no service 'rye'",
        ),
    ],
)
def test_an_unknown_id_in_a_record_is_named_with_its_line(
    tmp_path: Path, files: dict[str, str], finding: str
) -> None:
    (name,) = files
    assert issues(tmp_path, files) == [f"{name.rsplit('/', 1)[0]}/{finding}"]


def test_a_follow_up_without_a_question_is_fine(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(QUESTION, "minutes: 2", "minutes: 2\nfollow_ups: [Why?]")) == []


def test_what_is_named_twice_is_named(tmp_path: Path) -> None:
    related = edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [rye/crumb, rye/crumb]")
    seen = edited(TERM, "term: starter", "term: starter\nsee_also: [rye, rye, rye]")
    assert [line for line in issues(tmp_path, related | seen) if "there is no" not in line] == [
        f"{QUESTION}:7: related: 'rye/crumb' is named twice (keep one)",
        f"{TERM}:3: see_also: 'rye' is named twice (keep one)",
    ]
