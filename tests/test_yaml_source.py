"""YAML with lines."""

from __future__ import annotations

import pytest

from macros.yaml_source import load_yaml

INVALID = "this is not valid YAML"


def findings(text: str, first_line: int = 1) -> list[str]:
    return [str(issue) for issue in load_yaml(text, "docs/f.yml", first_line).issues]


def test_every_key_and_item_has_its_line() -> None:
    found = load_yaml("a: 1\nb:\n  - x\n  - c: 2\n", "docs/f.yml", 10)
    assert found.value == {"a": 1, "b": ["x", {"c": 2}]}
    assert found.lines[("a",)] == 10
    assert found.lines[("b",)] == 11
    assert found.lines[("b", 0)] == 12
    assert found.lines[("b", 1, "c")] == 13


def test_what_is_not_in_the_file_has_the_line_of_its_nearest_parent() -> None:
    found = load_yaml("a:\n  - {b: 1}\n", "docs/f.yml", 4)
    assert found.line(("a", 0, "missing", 3)) == 5
    assert found.line(("missing",)) == 4


def test_a_date_stays_text_so_that_a_bad_one_has_a_line() -> None:
    assert load_yaml("checked: 2026-02-30\n", "docs/f.yml").value == {"checked": "2026-02-30"}


def test_yes_and_no_are_words_and_true_and_false_are_not() -> None:
    found = load_yaml("[yes, no, on, off, true, false, 1, 1.5, null]", "docs/f.yml")
    assert found.value == ["yes", "no", "on", "off", True, False, 1, 1.5, None]


def test_an_empty_text_is_no_value_and_no_fault() -> None:
    found = load_yaml("", "docs/f.yml")
    assert (found.value, found.issues) == (None, [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: [1\nb: 2\n", f"docs/f.yml:1: {INVALID}: did not find expected ',' or ']' "
            "(close the '[' with ']')"),
        ("a: b: c\n", f"docs/f.yml:1: {INVALID}: mapping values are not allowed in this context "
            "(put the text in quotes, for it holds ': ')"),
        ("a: *b\n", f"docs/f.yml:1: {INVALID}: found undefined alias "
            "(put the text in quotes, for it begins with '*')"),
        (
            "a: 1\nb: !!python/object:os.system x\n",
            "docs/f.yml:2: this is not valid YAML: could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/object:os.system' (put the text in quotes, for it begins with '!')",
        ),
        (
            "a: 1\n\tb: 2\n",
            "docs/f.yml:2: this is not valid YAML: found a tab character that violates indentation "
            "(indent with spaces, not tabs)",
        ),
        (
            "a: 1\na: 2\n",
            "docs/f.yml:2: the key 'a' is given twice (first on line 1) (keep one)",
        ),
        (
            "a: 1\n---\nb: 1\n",
            f"docs/f.yml:2: {INVALID}: there is a second document (leave out this line)",
        ),
        (
            "a: &x 1\nb: *x\n",
            "docs/f.yml:1: YAML anchors and aliases are not used here (write the value out)",
        ),
        (
            "a: &x [1]\nb: *x\n",
            "docs/f.yml:1: YAML anchors and aliases are not used here (write the value out)",
        ),
        (
            "a: 1\n<<: {b: 2}\n",
            "docs/f.yml:2: YAML anchors and aliases are not used here (write the value out)",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_a_finding_with_its_line(text: str, finding: str) -> None:
    assert findings(text) == [finding]


def test_lines_count_from_where_the_text_starts_in_the_file() -> None:
    assert findings("a: 1\na: 2\n", 2) == [
        "docs/f.yml:3: the key 'a' is given twice (first on line 2) (keep one)"
    ]


def test_a_faulty_text_has_no_value() -> None:
    assert load_yaml("a: 1\na: 2\n", "docs/f.yml").value is None


def test_every_duplicate_key_is_found_not_only_the_first() -> None:
    assert len(findings("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "&x {a: *x}\n", "&x a: *x\n"])
def test_a_value_that_holds_itself_is_refused(text: str) -> None:
    assert findings(text) == [
        "docs/f.yml:1: YAML anchors and aliases are not used here (write the value out)"
    ]


def test_a_key_that_is_a_list_is_named() -> None:
    found = load_yaml("[a, b]: c\n", "docs/x.yml")
    assert [str(issue) for issue in found.issues] == [
        "docs/x.yml:1: a key must be a text (write 'key: value')"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a:\n  - b\n    - c\n", 3), ("a:\n  - b\n   - c\n  - d\n", 3), ("a: b\n  - c\nd: 1\n", 2)],
)
def test_an_item_that_became_a_part_of_the_text_above_is_found(text: str, line: int) -> None:
    assert findings(text) == [
        f"docs/f.yml:{line}: this '-' begins no item: the line is a part of the text above "
        "(indent the '-' as those of the other items of its list; move a dash into the line above)"
    ]


@pytest.mark.parametrize(
    "text", ["a: b\n  c - d\n", "a: 'b\n  - c'\n", "a: |\n  - c\n", "a:\n  - b\n  # - c\n"]
)
def test_a_dash_that_cannot_be_mistaken_is_a_dash(text: str) -> None:
    assert findings(text) == []
