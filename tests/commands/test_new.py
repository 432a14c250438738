"""`python -m macros new`: what it writes passes the checks, but for what only an author can know."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.__main__ import main
from macros.checks import placeholders, run_checks
from macros.commands.new import slug
from macros.guide import load_catalog
from tests.support.guides import SCENARIOS, edited, guide, issues

FOLDER = "docs/baking/sourdough"
TERM = "docs/glossary/terms/starter.md"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")  # 2 February 2026


def new(root: Path, *words: str) -> int:
    return main(["--root", str(root), "new", *words])


def findings(root: Path) -> list[str]:
    """What is found beside the texts that an author is to replace."""
    return [str(issue) for issue in run_checks(load_catalog(root)) if issue.check != placeholders.ID]


def test_a_new_question_is_valid_and_shown_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path)
    assert new(root, "question", "sourdough", "What is an autolyse, and why do bakers do it?") == 0
    name = "autolyse-and-why-bakers-it"
    assert capsys.readouterr().out == f"{FOLDER}/questions/{name}.md: fill it in, then run 'make check'\n"
    found = load_catalog(root).questions[f"sourdough/{name}"]
    assert found.prompt == "What is an autolyse, and why do bakers do it?"
    assert found.checked.isoformat() == "2026-02-02"
    assert found.topics == ("dough",)
    assert findings(root) == []


@pytest.mark.parametrize("prompt", ["Why: \"x\" & 'y' #1?", "Is 1 < 2 – or 'not'?", "- Why?", "*Why*?"])
def test_a_prompt_with_special_signs_is_quoted_as_one_would_write_it(tmp_path: Path, prompt: str) -> None:
    root = guide(tmp_path)
    assert new(root, "question", "sourdough", prompt, "--id", "special") == 0
    assert load_catalog(root).questions["sourdough/special"].prompt == prompt
    assert "\\u" not in (root / FOLDER / "questions/special.md").read_text(encoding="utf-8")


def test_a_question_for_a_service_without_topics_is_written_for_one(tmp_path: Path) -> None:
    root = guide(tmp_path, edited(f"{FOLDER}/index.md", "  topics: {dough: The dough, oven: The oven}\n", ""))
    assert new(root, "question", "sourdough", "Why?") == 0
    assert load_catalog(root).questions["sourdough/why"].topics == ("fundamentals",)


def test_a_folder_of_questions_need_not_be_a_service(tmp_path: Path) -> None:
    root = guide(tmp_path, SCENARIOS)
    before = findings(root)
    assert new(root, "question", "scenarios", "What do you bake for twenty guests?", "--id", "guests") == 0
    found = load_catalog(root).questions["scenarios/guests"]
    assert (found.topics, found.path) == (("dough",), "scenarios/questions/guests.md")
    assert findings(root) == before


def test_a_question_that_no_page_would_show_asks_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = SCENARIOS["docs/scenarios/index.md"].replace("questions()", 'questions(topic="supper")')
    page = page.replace("{dough: Dough}", "{dough: Dough, supper: Supper}")
    root = guide(tmp_path, {**SCENARIOS, "docs/scenarios/index.md": page})
    assert new(root, "question", "scenarios", "What do you bake for guests?", "--id", "guests") == 0
    assert capsys.readouterr().out == (
        "docs/scenarios/questions/guests.md: fill it in, "
        "put {{ question(\"scenarios/guests\") }} on a page, then run 'make check'\n"
    )


def test_a_new_term_waits_for_its_definition_and_its_first_use(tmp_path: Path) -> None:
    root = guide(tmp_path)
    assert new(root, "term", "cold proof") == 0
    assert load_catalog(root).terms["cold-proof"].term == "cold proof"
    assert [line.split(" (")[0] for line in findings(root)] == [
        "docs/glossary/terms/cold-proof.md:1: warning: the term 'cold proof' is used nowhere; "
        "nothing refers to it"
    ]


@pytest.mark.parametrize("word", ["no", "oven: hot", "'x' # y", "@rest"])
def test_a_term_with_special_signs_is_quoted(tmp_path: Path, word: str) -> None:
    root = guide(tmp_path)
    assert new(root, "term", word, "--id", "special") == 0
    assert load_catalog(root).terms["special"].term == word


def test_a_new_fact_is_added_to_those_of_the_service(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path)
    before = (root / FOLDER / "facts.yml").read_text(encoding="utf-8")
    assert new(root, "fact", "sourdough", "oven-max") == 0
    after = (root / FOLDER / "facts.yml").read_text(encoding="utf-8")
    assert after.startswith(before)
    line = after.splitlines().index("- id: oven-max") + 1
    assert capsys.readouterr().out == f"{FOLDER}/facts.yml:{line}: fill it in, then run 'make check'\n"
    assert list(load_catalog(root).facts) == ["sourdough/proof-max", "sourdough/oven-max"]
    assert findings(root) == []


@pytest.mark.parametrize("before", ["", "- id: a", "# only a comment\n"])
def test_a_new_fact_stands_on_a_line_of_its_own(tmp_path: Path, before: str) -> None:
    root = guide(tmp_path)
    file = root / FOLDER / "facts.yml"
    file.write_text(before, encoding="utf-8")
    assert new(root, "fact", "sourdough", "oven-max") == 0
    assert [item["id"] for item in yaml.safe_load(file.read_text(encoding="utf-8"))][-1] == "oven-max"


def test_the_first_fact_of_a_service_makes_the_file(tmp_path: Path) -> None:
    root = guide(tmp_path)
    (root / FOLDER / "facts.yml").unlink()
    assert new(root, "fact", "sourdough", "proof-max") == 0
    assert list(load_catalog(root).facts) == ["sourdough/proof-max"]


def test_a_new_service_is_valid_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = guide(tmp_path, edited(f"{FOLDER}/index.md", "  topics:", "  order: 3\n  topics:"))
    assert new(root, "service", "baking", "Baker's yeast", "--id", "yeast") == 0
    found = load_catalog(root).services["yeast"]
    assert (found.name, found.category, found.page) == ("Baker's yeast", "baking", "baking/yeast/index.md")
    assert (found.order, found.topics) == (4, {"fundamentals": "Fundamentals"})
    assert "{{ at_a_glance() }}" in load_catalog(root).pages[found.page].body
    assert "add it to nav in mkdocs.yml" in capsys.readouterr().out
    assert findings(root) == []


@pytest.mark.parametrize("folder", ["sourdough", "scenarios"])
def test_a_new_question_says_where_to_begin_reading_and_cites_nothing(tmp_path: Path, folder: str) -> None:
    root = guide(tmp_path, SCENARIOS)
    assert new(root, "question", folder, "Why?", "--id", "why") == 0
    file = next(file for file in root.rglob("why.md"))
    begins = "; begin at https://example.org/sourdough\n" in file.read_text(encoding="utf-8")
    assert begins == (folder == "sourdough")


def test_a_new_service_with_a_question_and_a_fact_shows_them(tmp_path: Path) -> None:
    root = guide(tmp_path)
    assert new(root, "service", "baking", "Yeast") == 0
    assert new(root, "question", "yeast", "What does yeast eat while a dough rests?") == 0
    assert new(root, "fact", "yeast", "heat-max") == 0
    page = root / "docs/baking/yeast/index.md"
    page.write_text(page.read_text("utf-8") + "\n{{ questions() }}\n\n{{ facts() }}\n", encoding="utf-8")
    assert findings(root) == []


def test_a_new_entry_of_the_news_is_named_by_its_day(tmp_path: Path) -> None:
    page = "---\ntitle: News\ndescription: News.\n---\n\n{{ news() }}\n"
    root = guide(tmp_path, {"docs/news/index.md": page})
    assert new(root, "news", "Rye: now in the oven") == 0
    found = load_catalog(root).news["2026-02-02-rye-now-oven"]
    assert (found.title, found.date.isoformat()) == ("Rye: now in the oven", "2026-02-02")
    assert findings(root) == []


def test_new_files_work_in_a_guide_that_has_faults(tmp_path: Path) -> None:
    root = guide(tmp_path, {"docs/index.md": "no front matter\n"})
    assert new(root, "term", "crumb") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["question", "sourdough", "Why", "so?"],
            "new question takes a service and the prompt in quotes, not 3 words: see --help",
        ),
        (
            ["term", "a", "b"],
            "new term takes the term, in quotes if it has several words, not 2 words: see --help",
        ),
        (
            ["term", "Levain"],
            f"the term 'Levain' exists already (as a name in {TERM})",
        ),
        (["term", "STARTER", "--id", "x"], "the term 'STARTER' exists already"),
        (["question", "sourdouhg", "Why?"], "there is no service 'sourdouhg' (did you mean 'sourdough'?)"),
        (["fact", "sourdough", "proof-max"], "the fact 'sourdough/proof-max' exists already"),
        (
            ["fact", "sourdough", "a", "--id", "Proof_Max"],
            "'Proof_Max' cannot be an id (use lower-case-with-hyphens)",
        ),
        (["question", "sourdough", "???"], "no id can be made of '???' (name one with --id)"),
        (["question", "sourdough", "日本語"], "no id can be made of '日本語' (name one with --id)"),
        (["service", "baking", "Sourdough"], "the service or category 'sourdough' exists already"),
        (["question", "sourdough", "a", "--id", "../../../x"], "'../../../x' cannot be an id"),
        (["term", "Sauerteig im M\udce4rz"], "the words are not UTF-8 (set the terminal and the locale to"),
        (["service", "bakng", "Yeast"], "there is no category 'bakng' (known: baking)"),
    ],
)
def test_a_wrong_call_exits_with_2_and_writes_nothing(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, edited(TERM, "term: starter", "term: starter\naliases: [levain]"))
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert new(root, *words) == 2
    assert capsys.readouterr().err.startswith(said)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("words", [["question", "sourdough", "Poke test?"], ["term", "Starter!"]])
def test_nothing_that_exists_is_overwritten(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path)
    assert new(root, *words) == 2
    assert "exists already (name another id with --id)" in capsys.readouterr().err
    assert issues(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What is a cold start?", "cold-start"),
        ("How do you shape the dough of a baguette in a home oven?", "shape-dough-baguette-home-oven"),
        ("What is it?", "it"),
        ("What is the?", "what-is-the"),
        ("???", ""),
        ("Crème brûlée, naïvely?", "creme-brulee-naively"),
    ],
)
def test_an_id_is_made_of_the_words_that_say_something(text: str, name: str) -> None:
    assert slug(text) == name
