"""What is said about YAML that does not parse fits the fault, or nothing is said."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from macros.yaml_hints import advice

BESIDE = "indent the key as those beside it"
EITHER = "indent a key as those beside it; a text that goes on here and holds ': ' needs quotes"
COLON = "put the text in quotes, for it holds ': '"
ITEM = "indent the '-' as those of the other items of its list"
COMMENT = "put a text with ' #' in quotes, for that begins a comment"
NO_KEY = "write 'key: value', or indent the line more than the key whose text goes on here"
#: A text, the line to look at (from 1), and what to do there.
CASES = {
    "no blank after the first colon": ("level:junior\nkind: x\n", 1, "put a blank after 'level:'"),
    "no blank after a colon": ("a: What?\nlevel:junior\nkind: x\n", 2, "put a blank after 'level:'"),
    "no blank after the last colon": ("a: What?\nlevel:junior\n", 2, "put a blank after 'level:'"),
    "no blank before an address": (
        "a:\n  - title: A\n    url:https://x.example\nb: 1\n", 3, "put a blank after 'url:'"
    ),
    "no blank in an item": ("a:\n  - title:A\n    url: b\n", 2, "put a blank after 'title:'"),
    "no blank after a dash": ("a:\n  - a\n  -b\nx: 1\n", 3, "put a blank after the '-'"),
    "indented too far": ("a: What?\n  level: x\n", 2, EITHER),
    "indented too far below a list": ("a: [b]\n c: 2\n", 2, BESIDE),
    "indented too little": ("a:\n    name: X\n  short: Y\n", 3, BESIDE),
    "the first key indented": (" a: 1\nb: 2\n", 1, BESIDE),
    "a key of an item": ("a:\n  - b: A\n   c: b\n", 3, "indent the key as the first one of its item"),
    "a key outside of its item": ("- id: a\nname: b\n", 2, "indent the key as the first one of its item"),
    "an item too little": ("a:\n  - a\n - b\nx: 1\n", 3, ITEM),
    "an item between": ("- id: a\n  name: b\n - id: c\n", 3, ITEM),
    "an item as deep as keys": ("- id: a\n  name: b\n  - id: c\n", 3, ITEM),
    "a list below a value": (
        "a: x\n- b\nc: 1\n", 1, "leave nothing behind the colon of a key whose list begins below"
    ),
    "a list behind a key": (
        "a: - x\nb: 1\n", 1, "begin a list below its key; a text that begins with '- ' needs quotes"
    ),
    "a tab": ("a:\n\tb: 1\n", 2, "indent with spaces, not tabs"),
    "a double quote without end": ('a: "What?\nb: x\n', 1, 'close the quote (") that begins here'),
    "a single quote without end": ("a: 'What?\nb: x\n", 1, "close the quote (') that begins here"),
    "a quote that ends at the next": ("a: 'What?\nb: 'x'\n", 1, "close the quote (') that begins here"),
    "an apostrophe": (
        "a: 'What's up?'\n", 1, "write the apostrophe twice ('') within single quotes, or take double quotes"
    ),
    "a text after a quote": (
        'a: "Foo" bar\n', 1, "put the whole text in quotes, with single ones around double ones"
    ),
    "a comma after a quote": ('a: "x",\nb: 1\n', 1, "leave out the comma behind the quote"),
    "a list without end": ("a: [a, b\nb: x\n", 1, "close the '[' with ']'"),
    "a list without end at the end": ("a: [a, b\n", 1, "close the '[' with ']'"),
    "a mapping without end": ("a:\n  - {b: A, c: b\nd: 1\n", 2, "close the '{' with '}'"),
    "a bracket too many": ("a: [b]]\n", 1, "leave out the ']', for nothing is open"),
    "a text that begins with a bracket": (
        "a: [x] is what?\n", 1, "put a text that begins with a bracket in quotes"
    ),
    "no comma": ("x: {a: 1 b: 2}\n", 1, "put a text with ': ' in quotes, and a comma between items"),
    "a colon in brackets": (
        "x: {a: Why: b}\n", 1, "put a text with ': ' in quotes, and a comma between items"
    ),
    "no comma between quotes": (
        'x: ["a" "b"]\n',
        1,
        "put a comma between items, and a text with brackets or quotes within it in quotes",
    ),
    "a colon in a text": ("a: Why: because\nb: x\n", 1, COLON),
    "a colon in an item": ("a:\n  - a: b: c\n", 2, COLON),
    "a colon in a text that goes on": ("a: one two\n  three: four\nb: 1\n", 2, EITHER),
    "a comment in a list": ("a: [b #c]\nx: 1\n", 1, COMMENT),
    "a comment in a text that goes on": ("a: one\n  two # three\n  four\nb: 1\n", 2, COMMENT),
    "a sign": ("a: @rest\n", 1, "put the text in quotes, for it begins with '@'"),
    "a backtick": ("a: `x` is?\n", 1, "put the text in quotes, for it begins with '`'"),
    "a star": ("a: **bold** is\n", 1, "put the text in quotes, for it begins with '*'"),
    "a bar": ("a: | x\nb: 1\n", 1, "put the text in quotes, for it begins with '|'"),
    "a tag": ("a: !x y\n", 1, "put the text in quotes, for it begins with '!'"),
    "a backslash": (
        'a: "C:\\path"\n', 1, r"write '\\' for a backslash within double quotes, or take single quotes"
    ),
    "no colon": ("prompt\na: x\n", 1, "write 'key: value'"),
    "no colon between": ("a: 1\nprompt What\nb: x\n", 2, NO_KEY),
    "a merge conflict": (
        "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n",
        1,
        "keep one side of this merge conflict, and take its marks out",
    ),
    "something else": ("a: 1\n...\nb: 1\n", 3, ""),
}  # fmt: skip


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(("text", "line", "hint"), CASES.values(), ids=CASES)
def test_the_hint_fits_the_fault_whichever_parser_finds_it(
    text: str, line: int, hint: str, loader: Any
) -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.load(text, Loader=loader)
    found, said = advice(text, caught.value)
    assert (found + 1, said) == (line, hint)


def test_a_fault_without_a_place_has_no_hint() -> None:
    assert advice("a: 1\n", ValueError("no number")) == (0, "")


def test_a_line_that_only_yaml_sees_does_no_harm() -> None:
    text = "a: 1\u2028b\u2028: [\u2028"
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.load(text, Loader=yaml.SafeLoader)
    assert advice(text, caught.value)[0] == 0
