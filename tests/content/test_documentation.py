"""The pages for contributors name every macro, field, check and command, and nothing that is not there."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from macros.allowances import CHECK as ALLOWANCES
from macros.checks import ADVICE, CHECKS
from macros.commands import COMMANDS
from macros.library import MACROS
from macros.models import (
    CategoryFields,
    FactFields,
    NewsFields,
    PageFields,
    PlanFields,
    QuestionFields,
    Selection,
    ServiceFields,
    Step,
    TermFields,
)
from macros.models.fact import Verify
from macros.models.service import AtAGlance
from macros.reading import CHECK as FORMAT
from macros.site_config import CHECK as CONFIG
from macros.yaml_source import CHECK as YAML
from tests.support.guides import PROJECT

FOLDER = PROJECT / "docs/contributing"
MACROS_FOLDER = PROJECT / "macros"


def page(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def sections(name: str, level: int) -> dict[str, str]:
    """The texts below the headings of a level, by heading."""
    parts = re.split(rf"^#{{{level}}} +(.+)$", page(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_macro_has_a_section_and_every_section_a_macro() -> None:
    assert set(sections("macros", 2)) == set(MACROS)


def test_every_check_has_a_section_and_every_section_a_check() -> None:
    described = {name for name in sections("checks", 3) if re.fullmatch(r"[a-z-]+", name)}
    assert described == {check.ID for check in CHECKS} | {FORMAT, YAML, ALLOWANCES, CONFIG}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_the_section_of_a_check_says_why_and_whether_a_line_can_be_excepted(check: object) -> None:
    text = sections("checks", 3)[check.ID].split("\n## ")[0]  # type: ignore[attr-defined]
    assert len(text.split()) >= 15
    assert ("*Can be allowed" in text) == (check in ADVICE)


FIELDS: list[tuple[str, type[BaseModel]]] = [
    ("first-question", QuestionFields),
    ("first-question", TermFields),
    ("facts-and-examples", FactFields),
    ("facts-and-examples", Verify),
    ("pages-and-services", PageFields),
    ("pages-and-services", ServiceFields),
    ("pages-and-services", AtAGlance),
    ("pages-and-services", CategoryFields),
    ("pages-and-services", PlanFields),
    ("pages-and-services", Step),
    ("pages-and-services", Selection),
    ("pages-and-services", NewsFields),
]


@pytest.mark.parametrize(("name", "model"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_field_is_named_on_the_page_about_its_record(name: str, model: type[BaseModel]) -> None:
    code = " ".join(re.findall(r"`+([^`]+)`+", page(name)))
    fields = [info.alias or field for field, info in model.model_fields.items()]
    assert [field for field in fields if not re.search(rf"\b{re.escape(field)}\b", code)] == []


def options(command: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(add_help=False)
    COMMANDS[command].add_arguments(parser)
    for action in parser._actions:
        yield from action.option_strings


def test_every_command_and_every_option_is_named() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page("commands"), re.MULTILINE))
    assert set(rows) == set(COMMANDS)
    for command, row in rows.items():
        assert set(re.findall(r"--[a-z-]+", row)) == set(options(command)), command


def test_every_task_of_the_makefile_that_the_pages_name_exists() -> None:
    tasks = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    files = [*FOLDER.glob("*.md"), *PROJECT.glob("*.md")]
    named = {
        task
        for file in files
        for task in re.findall(r"(?:`|\$ )make ([a-z-]+)", file.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= tasks


def test_every_page_for_contributors_is_linked_from_their_first_page() -> None:
    linked = set(re.findall(r"\]\(([a-z-]+)\.md\)", page("index")))
    assert linked == {file.stem for file in FOLDER.glob("*.md")} - {"index"}


def layers() -> dict[str, int]:
    """The number of the row of "Who may know whom" in which a module or a package of `macros` stands."""
    rows = re.findall(r"^\| (`[^|]+) \|", sections("architecture", 2)["Who may know whom"], re.MULTILINE)
    named = ((name, number) for number, row in enumerate(rows) for name in re.findall(r"`([^`]+)`", row))
    return {name.removesuffix(".py").removesuffix("/"): number for name, number in named}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """(line, module or package of `macros`) of each import from there, wherever in the file it stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            first, _, rest = node.module.partition(".")
            names = [rest] if rest else [alias.name for alias in node.names]
            yield from ((node.lineno, name.partition(".")[0]) for name in names if first == "macros")
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.partition(".")[0] == "macros"]
            yield from (
                (node.lineno, name.partition(".")[2].partition(".")[0] or "__init__") for name in names
            )


def test_every_module_has_a_place_among_those_that_it_may_know() -> None:
    modules = {file.stem for file in MACROS_FOLDER.glob("*.py")}
    packages = {file.parent.name for file in MACROS_FOLDER.glob("*/__init__.py")}
    assert set(layers()) == modules | packages


def test_imports_point_down_the_list_only() -> None:
    known = layers()
    upwards = []
    for file in sorted(MACROS_FOLDER.rglob("*.py")):
        own = known[file.relative_to(MACROS_FOLDER).parts[0].removesuffix(".py")]
        upwards += [f"{file}:{line}: {name}" for line, name in imports(file) if known[name] < own]
    assert upwards == []
