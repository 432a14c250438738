from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
FACTS = "docs/baking/sourdough/facts.yml"
PROMPT = "prompt: How do you know that a dough is proofed?"
HINT = "leave out HTML, links, macros, braces and bars"


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (edited(QUESTION, "prompt: How do", "prompt: <script>How</script> do"), "poke-test.md:2: prompt"),
        (edited(QUESTION, PROMPT, "prompt: '{{ fact(1) }} do'"), "poke-test.md:2: prompt"),
        (edited(QUESTION, PROMPT, "prompt: '[How](javascript:x) do'"), "poke-test.md:2: prompt"),
        (edited(QUESTION, PROMPT, "prompt: 'How do { onclick=x }'"), "poke-test.md:2: prompt"),
        (edited(QUESTION, "prompt: How do", "prompt: How `do"), "poke-test.md:2: prompt"),
        (edited(FACTS, "name: Longest proof", "name: Longest | proof"), "facts.yml:2: name"),
        (edited(FACTS, "value: 48", "value: <b>48</b>"), "facts.yml:4: value"),
        (edited(FACTS, "unit: hours", "unit: <b>hours</b>"), "facts.yml:5: unit"),
        (edited(FACTS, "unit: hours", "note: '<img src=x onerror=y>'"), "facts.yml:5: note"),
        (edited(FACTS, "unit: hours", "display: '48](x) h'"), "facts.yml:5: display"),
        (edited(FACTS, "title: Proofing", "title: <i>Proofing</i>"), "facts.yml:6: source.title"),
        (
            edited(FACTS, "unit: hours", "changed: {since: 2026-01-01, what: a | b}"),
            "facts.yml:5: changed.what",
        ),
        (edited(SERVICE, "tagline: Bread", "tagline: <b>Bread"), "index.md:7: service.tagline"),
        (edited(SERVICE, "scope: Kitchen", "scope: <b>K"), "index.md:9: service.at_a_glance.scope"),
        (edited(SERVICE, "oven: The oven", "oven: '| oven'"), "index.md:10: service.topics.oven"),
        (
            edited("docs/glossary/terms/starter.md", "term: starter", "term: '<b>starter'"),
            "starter.md:2: term",
        ),
        (
            edited("docs/baking/index.md", "description:", "topics: {a: '<b>'}\ndescription:"),
            "index.md:3: topics.a",
        ),
    ],
)
def test_a_label_that_is_not_plain_text_is_a_finding(
    tmp_path: Path, files: dict[str, str], finding: str
) -> None:
    (name,) = files
    assert f"{name.rsplit('/', 1)[0]}/{finding}: this must be plain text ({HINT})" in issues(tmp_path, files)


@pytest.mark.parametrize("text", ["What is 1 < 2?", "What does `a[0]` do & why?", "R&D (50%) – *now*"])
def test_ordinary_signs_may_stand_in_a_label(tmp_path: Path, text: str) -> None:
    prompt = "How do you know that a dough is proofed?"
    assert issues(tmp_path, edited(QUESTION, prompt, f'"{text}"')) == []
