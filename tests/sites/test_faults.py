"""A guide with faults, built by MkDocs: every finding at once, and nothing touched."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.guides import BASE, build, edited, guide, make_site, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
SERVICE = "docs/baking/sourdough/index.md"
TERM = "docs/glossary/terms/starter.md"
HOME = "docs/index.md"
FACTS = "docs/baking/sourdough/facts.yml"


@dataclass(frozen=True)
class Faulty:
    """The outcome of a build that must fail, and what was in its site before."""

    result: subprocess.CompletedProcess[str]
    root: Path

    @property
    def output(self) -> str:
        return self.result.stdout + self.result.stderr


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Faulty:
    other = BASE[QUESTION].replace("level: junior", "level: junor")
    files = {
        **edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [sourdough/none]"),
        QUESTION.replace("poke-test", "other"): other,
        **edited(SERVICE, "A starter is fed daily.", "A [starter](none.md). {{ fcat() }} <script>x</script>"),
        **edited(FACTS, "https://example.org/proof", "http://example.org/proof"),
        HOME: "Bread.\n",
        "docs/binary.md": b"---\ntitle: \xff\n---\n",
    }
    root = make_site(guide(tmp_path_factory.mktemp("faulty"), files))
    write(root, {"site/index.html": "the site of yesterday"})
    return Faulty(build(root), root)


def test_the_build_fails(faulty: Faulty) -> None:
    assert faulty.result.returncode != 0


@pytest.mark.parametrize(
    "finding",
    [
        f"{QUESTION}:7: related: there is no question 'sourdough/none'",
        f"{QUESTION.replace('poke-test', 'other')}:3: 'junor' is no level; it is 'junior', 'mid' or 'senior' "
        "(did you mean 'junior'?)",
        f"{SERVICE}:15: the link 'none.md' leads to no page",
        f"{SERVICE}:15: there is no macro 'fcat' (did you mean 'fact'?)",
        f"{SERVICE}:15: the tag <script> is not allowed",
        f"{FACTS}:6: source.url: 'http://example.org/proof' is not an https URL",
        f"{HOME}:1: no front matter",
        "docs/binary.md:2: this is not UTF-8",
    ],
)
def test_every_finding_is_named_with_its_line_in_one_run(faulty: Faulty, finding: str) -> None:
    assert finding in faulty.output


def test_there_is_no_traceback(faulty: Faulty) -> None:
    assert "Traceback" not in faulty.output
    assert 'File "' not in faulty.output


def test_the_site_of_yesterday_stays_as_it_was(faulty: Faulty) -> None:
    files = [path for path in (faulty.root / "site").rglob("*") if path.is_file()]
    assert [file.name for file in files] == ["index.html"]
    assert files[0].read_text(encoding="utf-8") == "the site of yesterday"


def test_a_fault_that_only_the_engine_sees_fails_too(tmp_path: Path) -> None:
    """An absolute path in the navigation: MkDocs' own validation, which strict builds make an error."""
    nav = "nav: [index.md, baking/index.md, baking/sourdough/index.md, glossary/index.md, /elsewhere/]"
    result = build(make_site(guide(tmp_path), nav=nav))
    assert result.returncode != 0
    assert "/elsewhere/" in result.stdout + result.stderr


def test_what_the_engine_says_of_the_navigation_is_said_before_with_a_line(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - baking/index.md\n  - baking/sourdough/index.md"
    result = build(make_site(guide(tmp_path), nav=nav))
    assert result.returncode != 0
    said = "mkdocs.yml:3: warning: nav: the page 'docs/glossary/index.md' is in no entry"
    assert said in result.stdout + result.stderr
