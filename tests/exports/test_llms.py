"""The guide as plain Markdown: complete, without our own syntax, and with links that hold."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown.extensions.toc import slugify

from macros.exports import llms
from macros.guide import Guide, load_catalog, open_guide
from macros.headings import headings
from macros.markdown_source import code_lines, links
from tests.support.guides import BASE, PROJECT, edited, guide

INDEX = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def twin(root: Path, files: dict[str, str], page: str = "baking/sourdough/index.md") -> str:
    llms.export(open_guide(guide(root, files)), root / "out")
    return (root / "out/llms" / f"{page}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("llms")
    llms.export(Guide(load_catalog(PROJECT)), out)
    return out


def test_a_card_becomes_markdown_with_all_its_parts(tmp_path: Path) -> None:
    text = edited(
        QUESTION,
        "minutes: 2",
        "minutes: 2\nfollow_ups: [{ask: Why so?, answer: It *rises*.}, And?]\nweak_signals: [Guesses.]",
    )
    found = twin(tmp_path, text)
    start = found.index('<a id="sourdough/poke-test"></a>')
    assert [line for line in found[start:].splitlines() if line] == [
        '<a id="sourdough/poke-test"></a>',
        "## How do you know that a dough is proofed?",
        "*Junior · Concept · 2 min*",
        "One does the poke test.",
        "**In depth**",
        "The dough proofs up to [48 hours](https://example.org/proof).",
        "**What a good answer covers**",
        "- The dent comes back slowly.",
        "**What sounds weak**",
        "- Guesses.",
        "**What is asked next**",
        "- Why so? It *rises*.",
        "- And?",
        "Sources: [Proofing](https://example.org/proof). Checked on 2026-01-02.",
        "Sources of this page: [Starters](https://example.org/sourdough). Checked on 2026-01-02.",
    ]


def test_the_index_of_questions_becomes_a_list_of_links(tmp_path: Path) -> None:
    page = """\
        ---
        title: All questions
        description: All of them.
        ---

        {{ question_index() }}
        """
    found = twin(tmp_path, {"docs/questions.md": page}, "questions.md")
    assert "\n## Sourdough\n\n- [How do you know that a dough is proofed?](" in found
    assert "](baking/sourdough/index.md.txt#sourdough/poke-test) (junior)\n" in found


def test_a_second_page_links_to_the_card(tmp_path: Path) -> None:
    page = """\
        ---
        title: Drill
        description: Once more.
        ---

        ## Again

        {{ question("sourdough/poke-test") }}
        """
    found = twin(tmp_path, {"docs/baking/drill.md": page}, "baking/drill.md")
    assert (
        "### [How do you know that a dough is proofed?](sourdough/index.md.txt#sourdough/poke-test)" in found
    )
    assert "poke test." not in found


def test_a_link_leads_to_the_twin_and_code_stays_as_it_is(tmp_path: Path) -> None:
    body = (
        "See [the poke test](questions/poke-test.md), `[x](y.md){ .z }` and *words*{ .chip }.\n\n"
        "``` {.python .illustrative}\nx = '[a](b.md)'\n```"
    )
    found = twin(tmp_path, edited(INDEX, "A starter is fed daily.", body))
    assert "[the poke test](index.md.txt#sourdough/poke-test)" in found
    assert "`[x](y.md){ .z }` and *words*." in found
    assert "```python\nx = '[a](b.md)'\n```" in found


def test_a_sample_is_written_out(tmp_path: Path) -> None:
    files = {
        **edited(INDEX, "A starter", '{{ example("baking/sourdough/examples/oven.py", lines="2:2") }}\n\nA'),
        "docs/baking/sourdough/examples/oven.py": "a = 1\nb = 2\nc = 3\n",
        "tests/examples/sourdough/test_oven.py": "\n",
    }
    found = twin(tmp_path, files)
    assert '```python title="oven.py"\nb = 2\n```' in found


def test_a_diagram_becomes_its_description(tmp_path: Path) -> None:
    from macros.exports.llms import Twins

    catalog = load_catalog(PROJECT)
    page = catalog.pages["compute/lambda/index.md"]
    found = Twins(catalog).twin(page, lambda target, anchor: target)
    assert "> **Diagram: How a Lambda invocation flows.** Callers, event services" in found


def test_a_page_that_went_leaves_no_twin(tmp_path: Path) -> None:
    page = "---\ntitle: Rye\ndescription: Dark bread.\n---\n\nDark.\n"
    twin(tmp_path, {"docs/rye.md": page})
    assert (tmp_path / "out/llms/rye.md.txt").is_file()
    (tmp_path / "docs/rye.md").unlink()
    llms.export(open_guide(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out/llms/rye.md.txt").exists()
    assert sorted(item.name for item in (tmp_path / "out").iterdir()) == ["llms", "llms-full.txt", "llms.txt"]


def test_the_index_lists_every_page_that_search_finds_with_its_description(real: Path) -> None:
    catalog = load_catalog(PROJECT)
    text = (real / "llms.txt").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.*?)\]\(llms/(.*?)\.txt\): (.*)$", text, re.MULTILINE)
    found = [page for page in catalog.pages.values() if page.is_found]
    assert len(found) < len(catalog.pages)
    assert sorted(listed) == sorted((page.title, page.path, page.description) for page in found)
    assert all((real / "llms" / f"{path}.txt").is_file() for _, path, _ in listed)


def test_nothing_of_our_own_syntax_is_left(real: Path) -> None:
    for file in real.rglob("*.txt"):
        text = file.read_text(encoding="utf-8")
        code = code_lines(text)
        left = [
            (file.name, number, line)
            for number, line in enumerate(text.split("\n"), 1)
            if number not in code
            and "contributing" not in str(file)
            and re.search(r"data-place|<form|--8<|\bsite:|(?<!`)\{\{|\{ ?[.#]", re.sub(r"`[^`]*`", "", line))
        ]
        if file.name != "llms-full.txt":
            assert left == []


def anchors(text: str) -> set[str]:
    named = set(re.findall(r'<a id="([^"]+)">', text))
    return named | {slugify(re.sub(r"[`*]", "", title), "-") for _, title, _ in headings(text)}


def test_every_link_within_the_guide_leads_to_a_twin_and_an_anchor(real: Path) -> None:
    broken = []
    known: dict[Path, set[str]] = {}
    for file in real.rglob("*.txt"):
        for line, link in links(file.read_text(encoding="utf-8")):
            parts = urlsplit(link)
            if parts.scheme or "contributing" in str(file):
                continue
            target = (file.parent / parts.path).resolve() if parts.path else file
            if not target.is_file():
                broken.append(f"{file.name}:{line}: {link}")
                continue
            if target not in known:
                known[target] = anchors(target.read_text(encoding="utf-8"))
            if parts.fragment and parts.fragment not in known[target]:
                broken.append(f"{file.name}:{line}: {link}")
    assert broken == []


def test_the_whole_guide_holds_each_question_and_term_once(real: Path) -> None:
    catalog = load_catalog(PROJECT)
    text = (real / "llms-full.txt").read_text(encoding="utf-8")
    found = re.findall(r'^<a id="([^"]+)"></a>$', text, re.MULTILINE)
    assert sorted(name for name in found if name in catalog.questions) == sorted(catalog.questions)
    assert sorted(name for name in found if name in catalog.terms) == sorted(catalog.terms)


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    opened = open_guide(guide(tmp_path, dict(BASE)))
    for name in ("a", "b"):
        llms.export(opened, tmp_path / name)
    for file in (tmp_path / "a").rglob("*.txt"):
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()


def test_what_folds_stands_open_and_boxes_are_left_out(tmp_path: Path) -> None:
    text = """\
        <div class="hero" markdown>

        ??? success "What you see"

            - [The dough](index.md) rises.

            It is `warm`.

        </div>

        !!! note
            Mind it.

        ```text
        ??? not "this"
        <div>
        ```
        """
    body = "\n".join(line[8:] for line in text.splitlines())
    found = twin(tmp_path, edited(INDEX, "A starter is fed daily.", body))
    assert "**What you see**\n\n- [The dough](index.md.txt) rises.\n\nIt is `warm`.\n" in found
    assert "\nMind it.\n" in found
    assert '??? not "this"\n<div>\n' in found
    assert "hero" not in found


def test_it_says_of_which_day_it_is_and_where_the_newest_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768000000")
    config = f"INHERIT: {PROJECT / 'mkdocs.yml'}\nsite_url: https://bread.example.org/\nnav: []\n"
    twin(tmp_path, {"mkdocs.yml": config})
    for name in ("llms.txt", "llms-full.txt"):
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "Edition of 2026-01-09. The newest one: <https://bread.example.org/>." in text


def test_no_page_of_the_guide_folds(real: Path) -> None:
    for file in (real / "llms").rglob("*.txt"):
        assert not re.search(r'^ *\?\?\?\+? \w+ "', file.read_text(encoding="utf-8"), re.MULTILINE), file


def test_the_index_says_what_the_guide_is_and_facts_name_their_services(tmp_path: Path) -> None:
    page = "---\ntitle: Facts\ndescription: All facts.\n---\n\n{{ fact_index() }}\n"
    files = edited(INDEX, "short: Sourdough", "short: Sour") | {"docs/facts.md": page}
    assert "| Sour | Longest proof | [48 hours](https://example.org/proof) |" in twin(
        tmp_path, files, "facts.md"
    )
    assert "\n> A guide for bakers.\n" in (tmp_path / "out/llms.txt").read_text(encoding="utf-8")
