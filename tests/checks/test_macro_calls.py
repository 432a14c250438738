from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import run_checks
from macros.guide import load_catalog
from macros.issues import errors
from macros.library import MACROS
from tests.support.guides import copy_site, edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
WRITE = "put code with {{ or {% into a file and include it; write { #id } with a blank"
CLOSE = 'close the bracket of the call, as in fact("service/id")'
FILTERS = "service, topic, level, kind, tag, show, group"


def on_page(tmp_path: Path, call: str) -> list[str]:
    """Findings about line 15 of a page that holds `call` there."""
    files = edited(SERVICE, "A starter is fed daily.", f"{call}\n\nA starter is fed daily.")
    return [line.removeprefix(f"{SERVICE}:15: ") for line in issues(tmp_path, files)]


def in_answer(tmp_path: Path, call: str) -> list[str]:
    """Findings about line 14 of an answer that holds `call` there."""
    files = edited(QUESTION, "One does the poke test.", f"One does it.\n\n{call}")
    return [line.removeprefix(f"{QUESTION}:14: ") for line in issues(tmp_path, files)]


def test_a_misspelt_macro_is_named_with_its_line(tmp_path: Path) -> None:
    files = edited(SERVICE, "A starter is fed daily.", "A starter.\n\nSee {{ fcat('sourdough/proof-max') }}.")
    assert issues(tmp_path, files) == [f"{SERVICE}:17: there is no macro 'fcat' (did you mean 'fact'?)"]


@pytest.mark.parametrize(
    ("call", "finding"),
    [
        ("{{ bake() }}", f"there is no macro 'bake' (known are {', '.join(MACROS)})"),
        ("{{ facts }}", "the macro 'facts' is not called (write facts(...))"),
        (
            "{{ fact(“sourdough/proof-max”) }}",
            "this macro call does not parse: unexpected char '“' at 8 (write straight quotes, as in "
            'fact("service/id"))',
        ),
        (
            "{{ fact(’sourdough/proof-max’) }}",
            "this macro call does not parse: unexpected char '’' at 8 (write straight quotes, as in "
            'fact("service/id"))',
        ),
        (
            '{{ fact("sourdough/proof-max" }}',
            f"this macro call does not parse: unexpected '}}', expected ')' ({CLOSE})",
        ),
        ("{{ fcts }}", "there is no macro 'fcts' (did you mean 'facts'?)"),
        (
            '{{ fact("sourdough/proof-mix") }}',
            "fact(): there is no fact 'sourdough/proof-mix' (did you mean 'sourdough/proof-max'?)",
        ),
        ('{{ term("startre") }}', "term(): there is no term 'startre' (did you mean 'starter'?)"),
        ('{{ question("rye/crumb") }}', "question(): there is no question 'rye/crumb'"),
        ('{{ compare("sourdough", "rye") }}', "compare(): there is no service 'rye'"),
        ('{{ compare("sourdough") }}', 'compare(): compare needs two services or more (compare("a", "b"))'),
        ('{{ services("bakng") }}', "services(): there is no category 'bakng' (did you mean 'baking'?)"),
        ('{{ facts("rye") }}', "facts(): there is no service with facts 'rye'"),
        ('{{ example("x.py") }}', "example(): there is no example 'x.py'"),
        ('{{ diagram("x") }}', "diagram(): there is no diagram 'x'"),
        ("{{ fact() }}", "fact(): missing a required argument: 'id' (it takes id)"),
        ('{{ fact("a", "b") }}', "fact(): too many positional arguments (it takes id)"),
        ("{{ glossary(1) }}", "glossary(): too many positional arguments (it takes nothing)"),
        (
            '{{ questions(levle="mid") }}',
            f"questions(): got an unexpected keyword argument 'levle' (it takes {FILTERS})",
        ),
        (
            '{{ questions(level="juniro") }}',
            "questions(): there is no level 'juniro' (did you mean 'junior'?)",
        ),
        (
            '{{ questions(level="mid") }}',
            "questions(): no question meets all of these filters (drop one of them)",
        ),
        ('{{ questions(show="table") }}', "questions(): show is 'cards' or 'links', not 'table'"),
        ('{{ questions(group="level") }}', "questions(): group is 'topic' or left out, not 'level'"),
        ("{{ fact(3) }}", "fact(): id is a text, not 3 (put it in quotes)"),
        ('{{ fact(["a"]) }}', "fact(): id is a text, not ['a'] (put it in quotes)"),
        ("{{ compare(1, 2) }}", "compare(): ids is a text, not 1 (put it in quotes)"),
        ('{{ questions(level=["mid", 2]) }}', "questions(): level is a text, not 2 (put it in quotes)"),
        ("{{ fact(name) }}", 'fact() takes literal values only (write fact("service/id"), no variables)'),
        ('{{ term("starter", "[b]") }}', "term(): the text of a link to a term is plain"),
        ("{{ fact(] }}", f"this macro call does not parse: unexpected ']', expected ')' ({CLOSE})"),
        ("{{ page.title }}", f"only macro calls stand in double braces ({WRITE})"),
        ("{% set a = 1 %}", f"only macro calls stand in double braces ({WRITE})"),
        ("{# note #}", f"'{{#' is not used here ({WRITE})"),
    ],
)
def test_a_faulty_call_says_what_is_wrong_and_what_to_write(tmp_path: Path, call: str, finding: str) -> None:
    assert on_page(tmp_path, call) == [finding]


def test_every_faulty_call_of_a_line_is_found(tmp_path: Path) -> None:
    assert len(on_page(tmp_path, "{{ bake() }} {{ fact(1) }} {{ facts }}")) == 3


def test_one_call_that_does_not_parse_hides_no_other(tmp_path: Path) -> None:
    found = on_page(tmp_path, '{{ fact( }} {{ bake() }} {{ fact("sourdough/nothing") }}')
    assert [line.split(" (")[0] for line in found] == [
        "fact(): there is no fact 'sourdough/nothing'",
        "there is no macro 'bake'",
        "this macro call does not parse: unexpected '}', expected ')'",
    ]


def test_a_call_in_a_code_block_is_a_finding(tmp_path: Path) -> None:
    files = edited(
        SERVICE, "A starter is fed daily.", 'A starter.\n\n```text\n{{ fact("sourdough/proof-max") }}\n```'
    )
    assert issues(tmp_path, files) == [
        f"{SERVICE}:18: fact() stands in a code block, which would show its Markdown "
        "(move it out of the block)"
    ]


@pytest.mark.parametrize("call", ["questions()", "facts()"])
def test_a_call_that_means_its_page_needs_a_name_in_an_answer(tmp_path: Path, call: str) -> None:
    name = call.removesuffix("()")
    assert in_answer(tmp_path, f"{{{{ {call} }}}}") == [
        f'{call} needs a page; name the service ({name}("service"))'
    ]


@pytest.mark.parametrize("call", ['question("sourdough/poke-test")', 'questions("sourdough")', "glossary()"])
def test_cards_and_entries_stand_on_pages_only(tmp_path: Path, call: str) -> None:
    name = call.split("(")[0]
    assert in_answer(tmp_path, f"{{{{ {call} }}}}") == [
        f"{name}() belongs on a page (link to that page instead)"
    ]


@pytest.mark.parametrize(
    "call",
    [
        'fact("sourdough/proof-max")',
        'fact(id="sourdough/proof-max")',
        'facts("sourdough")',
        'term("starter", "leaven")',
        'questions("sourdough", show="links")',
        "services()",
    ],
)
def test_a_good_call_is_fine_on_pages_and_in_answers(tmp_path: Path, call: str) -> None:
    assert on_page(tmp_path, f"{{{{ {call} }}}}") == []
    assert in_answer(tmp_path, f"{{{{ {call} }}}}") == []


def test_calls_in_the_rubric_are_checked(tmp_path: Path) -> None:
    files = edited(QUESTION, "[The dent comes back slowly.]", """['Within {{ fact("x/y") }}.']""")
    assert issues(tmp_path, files) == [f"{QUESTION}:7: fact(): there is no fact 'x/y'"]


def test_what_stands_in_a_raw_block_is_left_alone(tmp_path: Path) -> None:
    assert on_page(tmp_path, "{% raw %}{{ bake() }}{% endraw %}") == []


@pytest.mark.parametrize(
    "name",
    ["baking/sourdough/index.md", "baking/yeast/index.md", "plans/first-loaf.md", "practice/index.md"],
)
def test_what_gathers_from_the_guide_is_not_blamed_for_a_page_that_cannot_be_read(
    tmp_path: Path, name: str
) -> None:
    """No link either: a card has no page while its page has a fault."""
    root = copy_site("bread", tmp_path)
    file = root / "docs" / name
    file.write_text(file.read_text("utf-8").replace("---\n", "---\nbogus: 1\n", 1), encoding="utf-8")
    found = errors(run_checks(load_catalog(root)))
    assert [str(issue.location) for issue in found] == [f"docs/{name}:2"]


def test_a_service_to_read_first_that_does_not_exist_is_found_once(tmp_path: Path) -> None:
    files = edited(SERVICE, "  topics:", "  before: [sourdouhg]\n  topics:")
    yeast = files[SERVICE].replace("sourdouhg", "sourdough").replace("Sourdough", "Yeast")
    files |= {"docs/baking/yeast/index.md": yeast.replace("{{ questions() }}", "{{ prerequisites() }}")}
    found = [line for line in issues(tmp_path, files) if "warning" not in line]
    assert found == [f"{SERVICE}:10: before: there is no service 'sourdouhg' (did you mean 'sourdough'?)"]
