from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.examples import LANGUAGES, example
from macros.rendering.here import Here
from tests.support.guides import catalog

HERE = Here("baking/sourdough/index.md")
PATH = "baking/sourdough/examples/bake.py"


def test_an_example_is_an_include_in_a_block_of_its_language(bread: Catalog) -> None:
    text = example(bread, HERE, PATH)
    assert text.startswith(f'```python title="bake.py"\n--8<-- "{PATH}"\n```\n')


def test_a_part_of_an_example_is_named_by_its_lines(bread: Catalog) -> None:
    assert f'--8<-- "{PATH}:2:3"' in example(bread, HERE, PATH, "2:3")


def test_the_file_and_its_test_are_linked(bread: Catalog) -> None:
    assert example(bread, HERE, PATH).endswith(
        f"Tested in every build; [the whole file](https://git.example/bread/guide/blob/main/docs/{PATH}) and "
        "[its test](https://git.example/bread/guide/blob/main/tests/examples/sourdough/test_bake.py).\n"
        "{ .tested }"
    )


@pytest.mark.parametrize(("suffix", "language"), [*LANGUAGES.items(), ("dough", "text")])
def test_the_language_is_that_of_the_file(tmp_path: Path, suffix: str, language: str) -> None:
    path = f"baking/sourdough/examples/bake.{suffix}"
    text = example(catalog(tmp_path, {f"docs/{path}": "{}\n"}), HERE, path)
    assert text == f'```{language} title="bake.{suffix}"\n--8<-- "{path}"\n```'


@pytest.mark.parametrize("lines", ["first", "1:2:3", "1,4", "-1", "1:", '1" x="'])
def test_lines_are_numbers(bread: Catalog, lines: str) -> None:
    with pytest.raises(MacroError) as caught:
        example(bread, HERE, PATH, lines)
    assert caught.value.message == f"lines is '12:30', not '{lines}'"


def test_an_unknown_example_raises(bread: Catalog) -> None:
    with pytest.raises(MacroError, match=r"there is no example 'baking/x\.py'"):
        example(bread, HERE, "baking/x.py")
