"""Files become records; what is wrong with a file is a finding with a line. The wording is pinned here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from macros import loading
from macros.checks import run_checks
from macros.content_files import states
from macros.file_cache import FileCache
from macros.guide import load_catalog
from macros.library import MACROS
from macros.loading import load_content
from macros.reading import ContentFile
from tests.support.guides import BASE, copy_site, edited, guide, issues, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
FACTS = "docs/baking/sourdough/facts.yml"
SERVICE = "docs/baking/sourdough/index.md"
TERM = "docs/glossary/terms/starter.md"
HOME = "docs/index.md"
PROMPT = "prompt: How do you know that a dough is proofed?"
FIELDS = (
    "prompt, level, kind, topics, tags, minutes, key_points, weak_signals, follow_ups, related, aliases, "
    "sources, checked, stale_after, changed"
)


def question(old: str, new: str) -> dict[str, str]:
    return edited(QUESTION, old, new)


# -- what can be wrong with a field ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (
            edited(
                QUESTION, "key_points: [The dent", "weak_signals: ['''Guesses.''']\nkey_points: [The dent"
            ),
            "poke-test.md:7: weak_signals.0: is quoted twice, and readers would see one pair: take it out",
        ),
        (
            edited(HOME, "description: ", 'description: A "good" '),
            "index.md:3: description: should have no double quotation marks: search engines would get half "
            "of it",
        ),
        (
            question("minutes: 2", "minutes: 2\nlevl: mid"),
            "poke-test.md:7: unknown field 'levl' (did you mean 'level'?)",
        ),
        (
            question("minutes: 2", "minutes: 2\nzzz: 1"),
            f"poke-test.md:7: unknown field 'zzz' (known are {FIELDS})",
        ),
        (
            question('url: "https://example.org/proof"', 'url: "https://example.org/proof", titel: x'),
            "poke-test.md:8: unknown field 'sources.0.titel' (did you mean 'title'?)",
        ),
        (
            edited(SERVICE, "scope: Kitchen", "scope: Kitchen, scop: x"),
            "index.md:9: unknown field 'service.at_a_glance.scop' (did you mean 'scope'?)",
        ),
        (
            edited(FACTS, "unit: hours", "verify: {modle: bread}"),
            "facts.yml:5: unknown field 'verify.modle' (did you mean 'model'?)",
        ),
        (question("level: junior\n", ""), "poke-test.md:2: the field 'level' is missing"),
        (edited(FACTS, "  kind: limit\n", ""), "facts.yml:1: the field 'kind' is missing"),
        (
            question('{title: Proofing, url: "https://example.org/proof"}', "{title: Proofing}"),
            "poke-test.md:8: the field 'sources.0.url' is missing",
        ),
        (question(PROMPT, "prompt: 42"), "poke-test.md:2: prompt: should be a text (put it in quotes)"),
        (question(PROMPT, "prompt: [42]"), "poke-test.md:2: prompt: should be a text"),
        (question(PROMPT, "prompt: ' '"), "poke-test.md:2: prompt: should not be empty"),
        (question("topics: [dough]", "topics: dough"), "poke-test.md:5: topics: should be a list"),
        (question("topics: [dough]", "topics: []"), "poke-test.md:5: topics: should not be empty"),
        (question("minutes: 2", "minutes: two"), "poke-test.md:6: minutes: should be a whole number"),
        (question("minutes: 2", "minutes: 2.5"), "poke-test.md:6: minutes: should be a whole number"),
        (
            question("minutes: 2", "minutes:"),
            "poke-test.md:6: minutes: there is no value (write it, or leave the line out)",
        ),
        (
            question("[The dent comes back slowly.]", "\n  - The dent comes back.\n  -"),
            "poke-test.md:9: key_points.1: there is no value (write it, or leave the line out)",
        ),
        (
            question("minutes: 2", "minutes: 0"),
            "poke-test.md:6: minutes: should be greater than or equal to 1",
        ),
        (
            question("minutes: 2", "minutes: 61"),
            "poke-test.md:6: minutes: should be less than or equal to 60",
        ),
        (
            question("minutes: 2", "minutes: 2\nfollow_ups: [3]"),
            "poke-test.md:7: follow_ups.0: should be fields, one 'name: value' a line",
        ),
        (
            edited(HOME, "title: Bread", "title: Bread\nsearch: 1"),
            "index.md:3: search: should be fields, one 'name: value' a line",
        ),
        (
            edited(TERM, "term: starter", "term: starter\nauto_link: yes"),
            "starter.md:3: 'yes' is no auto_link; it is true, false or 'services'",
        ),
        (edited(FACTS, "value: 48", "value: true"), "facts.yml:4: value: should be a number or a text"),
        (edited(FACTS, "value: 48", "value: [48]"), "facts.yml:4: value: should be a number or a text"),
        (edited(FACTS, "value: 48", "value: .nan"), "facts.yml:4: value: should be a number or a text"),
        (
            question("level: junior", "level: junor"),
            "poke-test.md:3: 'junor' is no level; it is 'junior', 'mid' or 'senior' (did you mean 'junior'?)",
        ),
        (
            question("level: junior", "level: wizard"),
            "poke-test.md:3: 'wizard' is no level; it is 'junior', 'mid' or 'senior'",
        ),
        (
            edited(FACTS, "kind: limit", "kind: limits"),
            "facts.yml:3: 'limits' is no kind; it is 'quota', 'default', 'limit' or 'price-unit' "
            "(did you mean 'limit'?)",
        ),
        (
            question("https://example.org/proof", "http://example.org/proof"),
            "poke-test.md:8: sources.0.url: 'http://example.org/proof' is not an https URL",
        ),
        (
            question("https://example.org/proof", "javascript:alert(1)"),
            "poke-test.md:8: sources.0.url: 'javascript:alert(1)' is not an https URL",
        ),
        (
            question("checked: 2026-01-02", "checked: 2026-02-30"),
            "poke-test.md:9: checked: '2026-02-30' is not a date of the calendar",
        ),
        (
            question("checked: 2026-01-02", "checked: 2.1.2026"),
            "poke-test.md:9: checked: should be a date as YYYY-MM-DD",
        ),
        (
            edited(FACTS, "unit: hours", "verify: {equals: 3}"),
            "facts.yml:5: verify: name exactly one of model, prose, schema, runtime, iam",
        ),
        (
            edited(FACTS, "unit: hours", "verify: {model: a, equals: 3}"),
            "facts.yml:5: verify: needs a path",
        ),
        (
            edited(FACTS, "unit: hours", "verify: {model: a, path: b}"),
            "facts.yml:5: verify: needs 'equals' or 'matches'",
        ),
    ],
)
def test_a_faulty_field_is_named_with_its_line(tmp_path: Path, files: dict[str, str], finding: str) -> None:
    (name,) = files
    assert issues(tmp_path, files) == [f"{name.rsplit('/', 1)[0]}/{finding}"]


# -- what can be wrong with a file -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Just text.\n", "1: no front matter (begin with '---', the fields, and '---' again)"),
        ("", "1: no front matter (begin with '---', the fields, and '---' again)"),
        ("---\ntitle: x\n\nText.\n", "1: the front matter has no end (put a line '---' below the fields)"),
        ("---\n---\n\nText.\n", "2: the front matter is not a mapping (write 'field: value' lines)"),
        ("---\n- a\n---\n\nText.\n", "2: the front matter is not a mapping (write 'field: value' lines)"),
        (
            dedent(BASE[QUESTION]).replace("prompt: How", "prompt: How: how"),
            "2: this is not valid YAML: mapping values are not allowed in this context "
            "(put the text in quotes, for it holds ': ')",
        ),
        (
            dedent(BASE[QUESTION]).replace("[dough]", "[dough"),
            "5: this is not valid YAML: did not find expected ',' or ']' (close the '[' with ']')",
        ),
        (
            dedent(BASE[QUESTION]).replace("minutes: 2", "minutes: 2\nlevel: mid"),
            "7: the key 'level' is given twice (first on line 3) (keep one)",
        ),
        (
            dedent(BASE[QUESTION]).replace("[dough]", "&t [dough]\ntags: *t"),
            "5: YAML anchors and aliases are not used here (write the value out)",
        ),
        (
            dedent(BASE[QUESTION]).replace("One does", "One\tdoes"),
            "12: there is a tab in this line (indent with spaces)",
        ),
        (
            dedent(BASE[QUESTION]).replace("One does", "Öne does").encode("latin-1"),
            "12: this is not UTF-8 (save the file with the encoding UTF-8)",
        ),
        (
            b"\xef\xbb\xbf" + dedent(BASE[QUESTION]).encode(),
            "1: a control character (U+FEFF) (save the file as plain UTF-8 without a byte order mark)",
        ),
        (
            dedent(BASE[QUESTION]).replace("One does", "One\0does"),
            "12: a control character (U+0000) (save the file as plain UTF-8 without a byte order mark)",
        ),
        (
            dedent(BASE[QUESTION]).replace("poke test", "poke\x02test"),
            "12: a control character (U+0002) (save the file as plain UTF-8 without a byte order mark)",
        ),
        (
            dedent(BASE[QUESTION]).replace("proofed?", "\u202eproofed?"),
            "2: a control character (U+202E) (take it out: it shows what follows in another order than a "
            "browser or a machine reads it)",
        ),
        (
            dedent(BASE[QUESTION]).replace("One does", "<<<<<<< HEAD\nOne does\n=======\nOne makes"),
            "12: this line is the mark of a merge conflict (keep one side of this merge conflict, and take "
            "its marks out)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path, text: str | bytes, finding: str) -> None:
    assert issues(tmp_path, {QUESTION: text}) == [f"{QUESTION}:{finding}"]


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (
            {"docs/baking/sourdough/questions/Poke_Test 2.md": BASE[QUESTION]},
            "docs/baking/sourdough/questions/Poke_Test 2.md:1: 'Poke_Test 2' cannot be an id "
            "(name the file 'poke-test-2.md')",
        ),
        (
            {"docs/glossary/terms/Levain.md": BASE[TERM]},
            "docs/glossary/terms/Levain.md:1: 'Levain' cannot be an id (name the file 'levain.md')",
        ),
        (
            {"docs/questions/poke-test.md": BASE[QUESTION]},
            "docs/questions/poke-test.md:1: questions belong in a folder (docs/<folder>/questions/<id>.md)",
        ),
        (
            {FACTS: dedent(BASE[FACTS]) + dedent(BASE[FACTS]).replace("proof-max", "Proof_Max")},
            f"{FACTS}:8: 'Proof_Max' cannot be an id (use lower-case-with-hyphens)",
        ),
        (
            {"docs/baking/sourdough/poke.md": BASE[QUESTION]},
            "docs/baking/sourdough/poke.md:2: this is a question, and a page is expected here "
            "(move it to docs/<folder>/questions/<id>.md)",
        ),
        (
            {"docs/baking/sourdough/Questions/poke.md": BASE[QUESTION]},
            "docs/baking/sourdough/Questions/poke.md:2: this is a question, and a page is expected here "
            "(move it to docs/<folder>/questions/<id>.md)",
        ),
        (
            {"docs/glossary/terms/poke.md": BASE[QUESTION]},
            "docs/glossary/terms/poke.md:2: this is a question, and a term is expected here "
            "(move it to docs/<folder>/questions/<id>.md)",
        ),
        (
            {"docs/glossary/crumb.md": BASE[TERM]},
            "docs/glossary/crumb.md:2: this is a term, and a page is expected here "
            "(move it to docs/glossary/terms/<id>.md)",
        ),
        (
            {"docs/news/rye.md": BASE[HOME]},
            "docs/news/rye.md:3: this is a page, and an entry of the news is expected here "
            "(move it to docs/<folder>/<name>.md)",
        ),
        (
            {"docs/baking/2026-01-02-rye.md": "---\ntitle: Rye\ndate: 2026-01-02\n---\n\nRye.\n"},
            "docs/baking/2026-01-02-rye.md:3: this is an entry of the news, and a page is expected here "
            "(move it to docs/news/<day>-<words>.md)",
        ),
        ({FACTS: "id: proof-max\n"}, f"{FACTS}:1: facts are a list (begin each with '- id: ...')"),
        ({FACTS: ""}, f"{FACTS}:1: facts are a list (begin each with '- id: ...')"),
        ({FACTS: "- 3\n"}, f"{FACTS}:1: the record: should be fields, one 'name: value' a line"),
        (
            {FACTS: "- id: a\n name: b\n"},
            f"{FACTS}:2: this is not valid YAML: did not find expected '-' indicator "
            "(indent the key as the first one of its item)",
        ),
        (
            {"docs/baking/sourdough/examples/bake.md": "text\n\n```python\n"},
            "docs/baking/sourdough/examples/bake.md:3: an example cannot hold a fence or an include "
            "(leave the line out)",
        ),
        (
            {"docs/baking/sourdough/examples/bake.txt": '--8<-- "mkdocs.yml"\n'},
            "docs/baking/sourdough/examples/bake.txt:1: an example cannot hold a fence or an include "
            "(leave the line out)",
        ),
    ],
)
def test_a_misplaced_or_misnamed_record_is_a_finding(
    tmp_path: Path, files: dict[str, str], finding: str
) -> None:
    found = issues(tmp_path, files)
    assert [line for line in found if "no test runs" not in line and "no page shows" not in line] == [finding]


@pytest.mark.parametrize("number", ["'48'", '"1,048"', "1,048,576", "10 000"])
def test_a_whole_number_of_a_fact_is_no_text(tmp_path: Path, number: str) -> None:
    text = number.strip("'\"")
    plain = "".join(sign for sign in text if sign.isdigit())
    assert issues(tmp_path, edited(FACTS, "value: 48", f"value: {number}")) == [
        f"{FACTS}:4: value: '{text}' is a text, which nothing is held against; write {plain}"
    ]


@pytest.mark.parametrize("text", ["'0.20'", "/28", "-1", "under 60", "1,5", "'3.11'"])
def test_a_value_may_be_a_text_that_is_no_whole_number(tmp_path: Path, text: str) -> None:
    assert issues(tmp_path, edited(FACTS, "value: 48", f"value: {text}")) == []


def test_every_fault_of_every_file_is_found_in_one_run(tmp_path: Path) -> None:
    files = {
        **question("level: junior\n", "levle: junior\n"),
        **edited(FACTS, "kind: limit", "kind: limits"),
        TERM: "no front matter\n",
        HOME: "---\ntitle: Bread\ntitle: Bread\n---\n",
    }
    assert [line.split(": ")[0] for line in issues(tmp_path, files)] == [
        f"{FACTS}:3",
        f"{QUESTION}:2",
        f"{QUESTION}:3",
        f"{TERM}:1",
        f"{HOME}:3",
    ]


QUESTION_FAULTS = (
    (
        "level: junior",
        "level: junor",
        "3: 'junor' is no level; it is 'junior', 'mid' or 'senior' (did you mean 'junior'?)",
    ),
    ("topics: [dough]", "topics: [doug]", "5: topics: there is no topic 'doug' (did you mean 'dough'?)"),
    (
        "minutes: 2",
        "minutes: 2\nrelated: [sourdough/none]",
        "7: related: there is no question 'sourdough/none'",
    ),
    ("minutes", "minuets", "6: unknown field 'minuets' (did you mean 'minutes'?)"),
    (
        "poke test.",
        "poke test, see [it](nowhere.md).",
        "13: the link 'nowhere.md' leads to no page (paths count from this file)",
    ),
    (
        "proof-max",
        "proof-min",
        "17: fact(): there is no fact 'sourdough/proof-min' (did you mean 'sourdough/proof-max'?)",
    ),
)


def test_a_wrong_field_hides_nothing_else_of_its_file(tmp_path: Path) -> None:
    text = dedent(BASE[QUESTION])
    for old, new, _ in QUESTION_FAULTS:
        text = text.replace(old, new)
    found = issues(tmp_path, {QUESTION: text})
    expected = [f"{QUESTION}:{finding}" for *_, finding in QUESTION_FAULTS]
    assert sorted(found) == sorted([*expected, f"{QUESTION}:2: the field 'minutes' is missing"])


def test_a_wrong_field_of_a_term_or_a_page_hides_nothing_of_its_text(tmp_path: Path) -> None:
    files = {
        **edited(TERM, "term: starter", "term: starter\nauto_link: yes\nsee_also: [leaven]"),
        **edited(SERVICE, "pricing: Flour, ", ""),
    }
    files[SERVICE] = files[SERVICE].replace(
        "fed daily.", "fed {{ fact(1) }}.\n\nSee [it](nowhere.md) and [up](#up)."
    )
    found = [line.split(" (")[0] for line in issues(tmp_path, files)]
    assert found == [
        f"{SERVICE}:9: the field 'service.at_a_glance.pricing' is missing",
        f"{SERVICE}:17: the link 'nowhere.md' leads to no page",
        f"{TERM}:3: 'yes' is no auto_link; it is true, false or 'services'",
        f"{TERM}:4: see_also: there is no term 'leaven'",
    ]


@pytest.mark.parametrize("macro", list(MACROS))
def test_a_call_on_a_page_with_a_wrong_field_is_not_blamed_for_that(tmp_path: Path, macro: str) -> None:
    """What it lacks may be what could not be read."""
    call = {SERVICE: dedent(BASE[SERVICE]).replace("fed daily.", f"fed daily.\n\n{{{{ {macro}() }}}}")}
    sound = issues(tmp_path / "sound", call)
    faulty = issues(tmp_path / "faulty", {SERVICE: call[SERVICE].replace("pricing: Flour, ", "")})
    assert set(faulty) - set(sound) == {f"{SERVICE}:9: the field 'service.at_a_glance.pricing' is missing"}


# -- what a fault does not bring with it -----------------------------------------------------------------


def test_what_refers_to_an_unreadable_file_is_not_blamed(tmp_path: Path) -> None:
    """One fault, one finding: else the true one drowns."""
    files = {
        **edited(SERVICE, "durability: Days}", "durability: Days, price: x}"),
        "docs/baking/yeast.md": dedent(
            """\
            ---
            title: Yeast
            description: Packaged yeast.
            ---

            See {{ fact("sourdough/proof-max") }} and [it](sourdough/index.md#oven).

            {{ questions("sourdough") }}
            """
        ),
    }
    assert issues(tmp_path, files) == [
        f"{SERVICE}:9: unknown field 'service.at_a_glance.price' (did you mean 'pricing'?)"
    ]


def test_what_refers_to_an_unreadable_question_is_not_blamed(tmp_path: Path) -> None:
    other = dedent(BASE[QUESTION]).replace("minutes: 2", "minutes: 2\nrelated: [sourdough/poke-test]")
    other = other.replace("One does", "See [it](poke-test.md). One does")
    files = {
        **question("level: junior", "level: junor"),
        "docs/baking/sourdough/questions/other.md": other,
    }
    assert [line.split(":")[0] for line in issues(tmp_path, files)] == [QUESTION]


@pytest.mark.parametrize(
    "facts",
    [
        "- id: [\n",
        "no list\n",
        dedent(BASE[FACTS]).replace("limit", "limits"),
        b"\xef\xbb\xbf" + dedent(BASE[FACTS]).encode(),
        dedent(BASE[FACTS]).replace("Longest", "Längster").encode("latin-1"),
        dedent(BASE[FACTS]).encode("utf-16"),
        dedent(BASE[FACTS]).replace("  kind", "\tkind"),
        f"<<<<<<< HEAD\n{dedent(BASE[FACTS])}",
    ],
)
def test_what_refers_to_an_unreadable_fact_is_not_blamed(tmp_path: Path, facts: str | bytes) -> None:
    assert [line.split(":")[0] for line in issues(tmp_path, {FACTS: facts})] == [FACTS]


def test_what_refers_to_facts_behind_a_dead_link_is_not_blamed(tmp_path: Path) -> None:
    root = guide(tmp_path)
    (root / FACTS).unlink()
    (root / FACTS).symlink_to("nowhere.yml")
    assert [str(issue) for issue in run_checks(load_catalog(root))] == [
        f"{FACTS}:1: this link leads to no file (link files, not folders)"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/index.md", dedent(BASE[HOME]) + "\n>>>>>>> branch\n"),
        ("docs/news/index.md", f"<<<<<<< HEAD\n{dedent(BASE[HOME])}"),
        ("docs/glossary/terms/starter.md", dedent(BASE[TERM]) + "\n<<<<<<< HEAD\n"),
        ("docs/baking/sourdough/examples/bake.py", "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> branch\n"),
        ("docs/baking/sourdough/diagrams/rise.mmd", "flowchart\n<<<<<<< HEAD\n"),
        ("docs/baking/sourdough/icon.svg", "<<<<<<< HEAD\n<svg/>\n"),
    ],
)
def test_no_file_is_published_with_marks_of_a_merge(tmp_path: Path, name: str, text: str) -> None:
    calls = (
        '{{ diagram("baking/sourdough/diagrams/rise") }} {{ example("baking/sourdough/examples/bake.py") }}'
    )
    shown = (
        edited(SERVICE, "A starter", f"{calls}\n\nA starter")
        if name.endswith(("rise.mmd", "bake.py"))
        else {}
    )
    test = {"tests/examples/sourdough/test_bake.py": ""} if "examples" in name else {}
    root = guide(tmp_path, {**shown, **test, name: text})
    (issue,) = load_content(root).issues
    assert issue.location.path == name
    assert "mark of a merge conflict" in issue.message
    kind = "diagram" if "diagrams" in name else "example"
    assert not [item for item in run_checks(load_catalog(root)) if kind in f"{item.check}{item.message}"]


def test_an_unknown_id_is_still_found_beside_an_unreadable_file(tmp_path: Path) -> None:
    files = {
        **edited(FACTS, "kind: limit", "kind: limits"),
        **question("sourdough/proof-max", "sourdough/proof-min"),
    }
    assert f"{QUESTION}:16: fact(): there is no fact 'sourdough/proof-min'" in issues(tmp_path, files)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("error", "finding"),
    [
        (
            PermissionError(13, "Permission denied"),
            [f"{FACTS}:1: this file cannot be read: Permission denied (mend its permissions)"],
        ),
        (FileNotFoundError(2, "No such file"), []),
    ],
)
def test_a_file_that_may_not_be_read_is_one_finding_and_one_that_has_just_gone_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, finding: list[str], many: bool
) -> None:
    real = loading.bytes_of

    def refuse(file: ContentFile) -> bytes:
        if file.path == FACTS:
            raise error
        return real(file)

    monkeypatch.setattr(loading, "bytes_of", refuse)
    if many:
        monkeypatch.setattr(loading, "MANY", 1)
    content = load_content(guide(tmp_path), FileCache(tmp_path / "cache"))
    assert [str(issue) for issue in content.issues] == finding
    assert [term.id for term in content.terms] == ["starter"]
    assert ("sourdough/" in content.unread) == bool(finding)


# -- links in the file system ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["secret.md", "secret.png", "examples/secret.py", "facts.yml"])
def test_a_file_link_out_of_the_repository_is_refused_unread(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    root = guide(tmp_path / "guide")
    link = root / "docs/baking" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(secret)
    assert [str(issue) for issue in load_content(root).issues] == [
        f"docs/baking/{name}:1: this link leads out of the repository (copy the file)"
    ]


def test_a_folder_link_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = guide(tmp_path / "guide")
    (root / "docs/baking/extra").symlink_to(tmp_path / "elsewhere")
    assert [str(issue) for issue in load_content(root).issues] == [
        "docs/baking/extra:1: this link leads out of the repository (copy the file)"
    ]


@pytest.mark.parametrize("target", ["nowhere.md", "sourdough"])
def test_a_link_to_no_file_is_a_finding(tmp_path: Path, target: str) -> None:
    root = guide(tmp_path)
    (root / "docs/baking/more.md").symlink_to(target)
    assert [str(issue) for issue in load_content(root).issues] == [
        "docs/baking/more.md:1: this link leads to no file (link files, not folders)"
    ]


def test_a_link_within_the_repository_is_a_page_like_any_other(tmp_path: Path) -> None:
    root = guide(tmp_path)
    (root / "docs/again.md").symlink_to("index.md")
    content = load_content(root)
    assert content.issues == []
    assert "again.md" in [page.path for page in content.pages]


def test_hidden_files_and_caches_are_not_content(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "docs/a.md": "x",
            "docs/.hidden/b.md": "x",
            "docs/.c.md": "x",
            "docs/baking/examples/__pycache__/d.md": "x",
            "docs/__pycache__/e.md": "x",  # which an engine would publish
        },
    )
    assert sorted(Path(path).name for path, *_ in states(root)) == ["a.md", "e.md"]


def test_a_file_that_is_no_content_is_refused_and_what_names_it_is_not_blamed(tmp_path: Path) -> None:
    files = edited(HOME, "Everything", "[Everything](baking/evil.html)")
    assert issues(tmp_path, {**files, "docs/baking/evil.html": "<script>alert(1)</script>"}) == [
        "docs/baking/evil.html:1: 'evil.html' is nothing that a guide holds "
        "(templates, scripts and style sheets belong in overrides/)"
    ]


def test_what_is_refused_is_refused_again_when_all_else_is_known(tmp_path: Path) -> None:
    root = guide(tmp_path, {"docs/baking/data.bin": os.urandom(8), "docs/assets/images/a.png": b"GIF89a"})
    runs = [[str(issue) for issue in load_content(root, FileCache(tmp_path / "c")).issues] for _ in range(2)]
    assert [line.split(":")[0] for line in runs[0]] == ["docs/assets/images/a.png", "docs/baking/data.bin"]
    assert runs[1] == runs[0]


def test_a_link_to_itself_is_a_finding(tmp_path: Path) -> None:
    root = guide(tmp_path, {"docs/index.md": None})
    (root / "docs/index.md").symlink_to("index.md")
    assert "docs/index.md:1: this link leads to itself (copy the file)" in [
        str(issue) for issue in load_content(root).issues
    ]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda svg: svg[:-8], "unclosed token"),
        (lambda svg: svg.replace(b"</svg>", b"\x80</svg>"), "not well-formed (invalid token)"),
        (lambda svg: svg + b"<g>", "junk after document element"),
    ],
)
def test_a_damaged_picture_is_a_finding(tmp_path: Path, damage: Callable[[bytes], bytes], fault: str) -> None:
    root = copy_site("bread", tmp_path)
    picture = root / "docs/baking/sourdough/diagrams/rise.svg"
    picture.write_bytes(damage(picture.read_bytes()))
    (issue,) = load_content(root).issues
    assert (issue.location.path, issue.message) == (
        "docs/baking/sourdough/diagrams/rise.svg",
        f"this is no SVG: {fault}",
    )
    assert "run 'make diagrams'" in issue.hint


def test_two_processes_read_what_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = guide(tmp_path, {"docs/baking/sourdough/questions/bad.md": "---\nlevel: x\n---\n"})
    one = load_content(root)
    monkeypatch.setattr(loading, "MANY", 2)
    assert load_content(root, FileCache(root / "cache")) == one
    assert load_content(root, FileCache(root / "cache")) == one


def test_records_and_mark_of_a_file_that_changes_meanwhile_belong_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = guide(tmp_path)
    monkeypatch.setattr(loading, "MANY", 2)
    ahead = loading._read_ahead

    def reading(files: list[ContentFile], folder: Path, cache: FileCache) -> dict[str, bytes]:
        marks = ahead(files, folder, cache)
        (root / "docs/index.md").write_text("---\ntitle: New\ndescription: New.\n---\n", encoding="utf-8")
        return marks

    before = load_content(root).marks["docs/index.md"]
    monkeypatch.setattr(loading, "_read_ahead", reading)
    cache = FileCache(root / "cache")
    for title, is_as_before in (("Bread", True), ("New", False)):
        content = load_content(root, cache)
        assert [page.title for page in content.pages if page.path == "index.md"] == [title]
        assert (content.marks["docs/index.md"] == before) is is_as_before
