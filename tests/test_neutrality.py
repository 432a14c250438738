"""The generator and its presentation know no subject: only content does."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.guides import PROJECT

NAMES = re.compile(r"\b(AWS|Amazon|Lambda)\b")
#: What verifies facts knows whose packages it asks.
EXEMPT = {"macros/models/fact.py"}


def code_texts(file: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of everything in a Python file but comments and docstrings."""
    source = file.read_text(encoding="utf-8")
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node, clean=False) is not None
    }
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_docstring = token.type == tokenize.STRING and token.start[0] in docstrings
        if token.type in (tokenize.STRING, tokenize.NAME) and not is_docstring:
            yield token.start[0], token.string


def named(folder: str, *suffixes: str) -> list[Path]:
    return sorted(path for path in (PROJECT / folder).rglob("*") if path.suffix in suffixes)


def test_no_code_of_the_generator_names_the_subject() -> None:
    found = [
        f"{file.relative_to(PROJECT)}:{line}: {text}"
        for file in named("macros", ".py")
        if file.relative_to(PROJECT).as_posix() not in EXEMPT
        for line, text in code_texts(file)
        if NAMES.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("folder", "suffixes"),
    [("macros", (".jinja", ".json")), ("overrides", (".html", ".css", ".js"))],
)
def test_no_template_and_no_part_of_the_theme_names_the_subject(
    folder: str, suffixes: tuple[str, ...]
) -> None:
    files = named(folder, *suffixes)
    assert files
    found = [
        f"{file.relative_to(PROJECT)}:{number}"
        for file in files
        if "generated" not in file.parts
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if NAMES.search(line)
    ]
    assert found == []


def test_the_search_for_names_finds_them() -> None:
    assert [bool(NAMES.search(text)) for text in ("AWS Lambda", "laws", "lambda x: x")] == [
        True,
        False,
        False,
    ]
