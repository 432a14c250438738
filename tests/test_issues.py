"""Findings: how they read, sort and serialise."""

from __future__ import annotations

from macros.issues import ContentError, Issue, Location, MacroError, did_you_mean, errors

PLACE = Location("docs/a.md", 3)


def test_a_finding_reads_as_path_line_message_and_hint() -> None:
    assert str(Issue(PLACE, "a fault", "check", "mend it")) == "docs/a.md:3: a fault (mend it)"


def test_a_finding_without_a_hint_has_no_brackets() -> None:
    assert str(Issue(PLACE, "a fault", "check")) == "docs/a.md:3: a fault"


def test_a_warning_says_that_it_is_one() -> None:
    assert str(Issue(PLACE, "a fault", "check", level="warning")) == "docs/a.md:3: warning: a fault"


def test_a_finding_as_an_object_has_its_place_beside_the_rest() -> None:
    assert Issue(PLACE, "a fault", "check", "mend it").as_dict() == {
        "path": "docs/a.md",
        "line": 3,
        "check": "check",
        "level": "error",
        "message": "a fault",
        "hint": "mend it",
        "fixable": False,
    }


def test_findings_are_listed_by_file_and_then_by_line_as_a_number() -> None:
    found = [
        Issue(Location("docs/b.md", 1), "third", "check"),
        Issue(Location("docs/a.md", 10), "second", "check"),
        Issue(Location("docs/a.md", 9), "first", "check"),
    ]
    assert str(ContentError(found)) == "docs/a.md:9: first\ndocs/a.md:10: second\ndocs/b.md:1: third"


def test_only_errors_stop_a_build() -> None:
    fault, warning = Issue(PLACE, "a", "check"), Issue(PLACE, "b", "check", level="warning")
    assert errors([warning, fault]) == (fault,)


def test_a_macro_error_carries_message_hint_and_the_missing_name() -> None:
    error = MacroError("there is no fact 'x'", "did you mean 'y'?", "x")
    assert (str(error), error.message, error.hint, error.missing) == (
        "there is no fact 'x'",
        "there is no fact 'x'",
        "did you mean 'y'?",
        "x",
    )


def test_a_close_word_is_proposed() -> None:
    assert did_you_mean("junor", ["senior", "junior"]) == "did you mean 'junior'?"


def test_nothing_is_proposed_when_no_word_is_close() -> None:
    assert did_you_mean("oven", ["junior", "senior"]) == ""
    assert did_you_mean("oven", []) == ""


def test_the_proposal_does_not_depend_on_the_order_of_the_known_words() -> None:
    assert did_you_mean("abx", ["abc", "abd"]) == did_you_mean("abx", ["abd", "abc"])
