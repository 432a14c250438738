"""The guide that we ship: complete, sourced, linked, and built without a warning."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from macros.__main__ import main
from macros.catalog import Catalog
from macros.checks import run_checks, stale_dates
from macros.commands.stats import count
from macros.guide import load_catalog
from macros.markdown_source import prose
from macros.models import LEVELS
from macros.rendering.here import site_url
from tests.support.guides import PROJECT, build
from tests.support.searching import index_in

LONG_KINDS = {"scenario", "troubleshooting", "design"}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(PROJECT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("guide") / "aws-interview-guide"  # as the address's path is
    result = build(PROJECT, "--site-dir", str(out))
    assert result.returncode == 0, result.stdout + result.stderr
    assert main(["share", str(out)]) == 0
    return out


def html_files(site: Path) -> Iterator[Path]:
    return site.rglob("*.html")


def test_there_are_no_findings_not_even_warnings(catalog: Catalog) -> None:
    # What grows stale by itself is no fault of a change; `make drift` reports it once a week.
    found = [issue for issue in run_checks(catalog) if issue.check != stale_dates.ID]
    assert [str(issue) for issue in found] == []


def test_the_catalogue_is_complete(catalog: Catalog) -> None:
    by_category = Counter(service.category for service in catalog.services.values())
    assert by_category == {
        "compute": 5, "databases": 3, "storage": 3, "networking": 5, "messaging": 5, "operations": 6,
    }  # fmt: skip


def test_lambda_is_covered_at_every_level_and_in_long_form(catalog: Catalog) -> None:
    questions = catalog.select("lambda")
    assert len(questions) >= 45
    assert len(catalog.select("lambda", tag="seed")) == 21
    assert min(Counter(question.level for question in questions).values()) >= 10
    assert sum(question.kind in LONG_KINDS for question in questions) >= 8
    assert {topic for question in questions for topic in question.topics} == set(catalog.topics["lambda"])


#: Services in depth, and how many questions each has at least.
IN_DEPTH = {
    "lambda": 50, "ec2": 28, "ecs-fargate": 22, "eks": 22, "elastic-beanstalk": 14,
    "rds": 28, "dynamodb": 28, "elasticache": 22, "s3": 28, "ebs": 16, "efs": 16,
    "vpc": 28, "api-gateway": 28, "route-53": 22, "cloudfront": 22, "elastic-load-balancing": 22,
    "sqs": 28, "sns": 22, "eventbridge": 22, "kinesis": 20,
    "iam": 28, "cloudwatch": 22, "cloudformation-cdk": 28, "step-functions": 22, "secrets-parameters": 18,
    "kms": 16, "cognito": 16,
}  # fmt: skip


@pytest.mark.parametrize(("service", "least"), IN_DEPTH.items())
def test_a_service_in_depth_asks_every_level_and_more_than_definitions(
    catalog: Catalog, service: str, least: int
) -> None:
    questions = catalog.select(service)
    levels = Counter(question.level for question in questions)
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= least
    assert min(levels[level] for level in LEVELS) >= len(questions) / 5
    assert sum(kinds[kind] for kind in LONG_KINDS) >= len(questions) / 4
    assert kinds["comparison"] >= 2


def test_scenarios_design_break_and_compare(catalog: Catalog) -> None:
    questions = catalog.select("scenarios")
    topics = Counter(question.topics[0] for question in questions)
    assert min(topics[name] for name in ("design", "incidents", "comparisons")) >= 12
    assert sum(topics.values()) >= 40
    assert all(
        catalog.homes[question.id].startswith("scenarios/") for question in catalog.select("scenarios")
    )


def test_numbers_are_facts_of_every_service_and_mostly_machine_checked(catalog: Catalog) -> None:
    facts = catalog.facts.values()
    assert len(facts) >= 150
    assert {fact.section for fact in facts} == set(catalog.services)
    assert sum(fact.verify is not None for fact in facts) / len(facts) >= 0.55


def test_the_glossary_is_large_and_every_term_is_used(catalog: Catalog) -> None:
    numbers = count(catalog)
    assert numbers["terms"]["total"] >= 90
    assert numbers["terms"]["unused"] == 0
    assert numbers["questions"]["without_source"] == 0


def test_answers_can_be_spoken(catalog: Catalog) -> None:
    """100 to 180 words are 60 to 90 seconds; a little beyond is tolerated for a single answer."""
    lengths = {
        question.id: len(re.sub(r"\{\{.*?\}\}", "number", question.spoken).split())
        for question in catalog.questions.values()
    }
    assert {name: words for name, words in lengths.items() if not 85 <= words <= 200} == {}


def test_spoken_answers_are_prose(catalog: Catalog) -> None:
    marked = [
        q.id for q in catalog.questions.values() if re.search(r"^\s*([-*#|]|\d+\.\s|```)", q.spoken, re.M)
    ]
    assert marked == []


def test_sources_are_pages_of_the_subject(catalog: Catalog) -> None:
    """The provider's own pages carry the guide: at least nine of ten sources."""
    urls = [source.url for question in catalog.questions.values() for source in question.sources]
    own = [url for url in urls if re.match(r"https://(docs\.|aws\.|\w+\.)?(aws\.)?amazon\.com/", url)]
    assert len(own) / len(urls) >= 0.9


def test_no_text_tells_readers_to_keep_functions_warm(catalog: Catalog) -> None:
    """The most copied piece of bad advice: where the words occur, the text argues against it."""
    for question in catalog.questions.values():
        for sentence in re.split(r"(?<=[.!?])\s", prose(question.body)):
            if re.search(r"\bkeep(ing|s)?\s+(\S+\s+){0,3}warm\b", sentence):
                assert re.search(r"\b(not?|never|folklore|miss|only|one|nothing)\b", sentence), question.id


def test_addresses_can_be_read_aloud(catalog: Catalog) -> None:
    """Lower-case words and hyphens: of pages, and of the anchors of questions, terms and facts."""
    words = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)*[a-z0-9]+(-[a-z0-9]+)*(\.md)?")
    names = [*catalog.pages, *catalog.questions, *catalog.terms, *catalog.facts]
    assert [name for name in names if not words.fullmatch(name)] == []


def test_links_and_anchors_of_the_built_site_hold(site: Path) -> None:
    lychee = shutil.which("lychee") or str(Path(sys.executable).parent / "lychee")
    result = subprocess.run(
        [lychee, "--offline", "--no-progress", "--include-fragments", "--index-files", "index.html",
         "--extensions", "html", "--root-dir", str(site.parent), str(site)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:]


def test_an_address_that_leads_nowhere_shows_the_way_to_each_part(site: Path) -> None:
    page = (site / "404.html").read_text(encoding="utf-8")
    article = page[page.index('<ul class="parts">') : page.index("<details>")]
    links = re.findall(r"<a href=\"?/aws-interview-guide/([^\s\">]*)\"?>([^<]+)</a>", article)
    nav = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    tabs = re.findall(r"^  - ([\w ]+):", nav, re.MULTILINE)
    assert [title for _, title in links] == tabs
    assert all((site / path / "index.html").is_file() for path, _ in links)


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loaded = re.compile(
        r"<(?:script|img|iframe|source|embed)[^>]+src=\"(https?:)?//|<link[^>]+rel=\"(?:stylesheet|preload|icon|preconnect)\"[^>]+href=\"(https?:)?//"
    )
    faults = [str(file) for file in html_files(site) if loaded.search(file.read_text(encoding="utf-8"))]
    assert faults == []


def test_no_place_is_left_empty(site: Path) -> None:
    for file in html_files(site):
        html = file.read_text(encoding="utf-8")
        assert "data-place=" not in html, file
        assert '="site:' not in html, file
        assert "{{" not in re.sub(r"<code.*?</code>|<pre.*?</pre>", "", html, flags=re.S), file


def first_visit(site: Path, page: Path) -> dict[str, int]:
    """Bytes of a page and what it loads as hosts send them: Brotli at level 11, fonts as they are."""
    html = page.read_text(encoding="utf-8")
    loaded = re.findall(
        r'<link[^>]*?rel="(?:stylesheet|icon|manifest|preload)"[^>]*?href="([^"]+)"|<script[^>]*?src="([^"]+)"',
        html,
    )
    files = [page, *((page.parent / (link or script)).resolve() for link, script in loaded)]
    for style in [file for file in files if file.suffix == ".css"]:
        fonts = re.findall(r'url\(["\']?([^)"\']+\.woff2)', style.read_text(encoding="utf-8"))
        files += [(style.parent / font).resolve() for font in fonts]
    return {
        file.relative_to(site.resolve()).as_posix(): file.stat().st_size
        if file.suffix == ".woff2"
        else len(brotli.compress(file.read_bytes(), quality=11))
        for file in dict.fromkeys(file.resolve() for file in files)
    }


def test_the_first_visit_to_a_page_with_30_cards_keeps_to_its_budget(site: Path) -> None:
    """The page Budgets says why, and what to do when this fails. Of more than 30 cards, 30 parts count."""
    counted = {
        file: file.read_text(encoding="utf-8").count('<details class="question"') for file in html_files(site)
    }
    pages = [file for file, cards in counted.items() if 29 <= cards <= 40]
    assert any(counted[page] == 30 for page in pages)
    for page in pages:
        sizes = first_visit(site, page)
        own = page.relative_to(site).as_posix()
        sizes[own] = sizes[own] * 30 // max(30, counted[page])
        assert len(sizes) >= 6
        fonts = sum(size for name, size in sizes.items() if name.endswith(".woff2"))
        rest = sum(size for name, size in sizes.items() if not name.endswith(".woff2"))
        assert rest <= 120_000, (rest, page, sizes)
        assert fonts <= 60_000, (page, sizes)


def test_the_practice_app_starts_with_a_small_index_and_loads_bounded_parts(
    site: Path, catalog: Catalog
) -> None:
    """The page Budgets has the limits. Most of the index are prompts and hashes, as small as they can be."""
    generated = site / "assets/generated"
    (index,) = generated.glob("cards.*.js")
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in generated.glob("answers.*.js")}
    data = json.loads(index.read_text(encoding="utf-8").split(" = ", 1)[1].removesuffix(";\n"))
    assert [card["id"] for card in data["cards"]] == list(catalog.questions)
    assert len(gzip.compress(index.read_bytes(), 9)) <= 100 * len(data["cards"])
    assert sorted(data["parts"]) == sorted(sizes)
    assert max(sizes.values()) <= 24_000, sizes
    held = [
        name
        for part in data["parts"]
        for name in json.loads((generated / part).read_text(encoding="utf-8").split(",", 1)[1][:-3])
    ]
    assert held == list(catalog.questions)


def test_no_rule_of_the_theme_is_missing_for_what_pages_hold(site: Path) -> None:
    """Pages get its style sheet without what none of them uses; if one uses more now: 'make styles'."""
    (whole,) = site.glob("assets/stylesheets/main.*.min.css")
    (joined,) = site.glob("assets/generated/guide.*.css")
    styled, kept = (
        set(re.findall(r"\.(-?[A-Za-z][\w-]*)(?=[^{}]*\{)", re.sub(r'url\("[^"]*"\)', "", text)))
        for text in (file.read_text(encoding="utf-8") for file in (whole, joined))
    )
    used = {
        name
        for file in html_files(site)
        for names in set(re.findall(r'\bclass="([^"]+)"', file.read_text(encoding="utf-8")))
        for name in names.split()
    }
    assert len(used & styled) > 50
    assert sorted((used & styled) - kept) == []
    assert styled - kept  # else nothing was left out


def test_each_question_has_one_search_entry_that_leads_to_its_card(site: Path, catalog: Catalog) -> None:
    found = [item for item in index_in(site / "assets/generated/search").documents if item.kind == "question"]
    assert [(item.page, item.anchor) for item in found] == [
        (catalog.homes[name], name) for name in catalog.questions
    ]


def test_everything_that_search_finds_is_there(site: Path) -> None:
    anchors: dict[str, set[str]] = {}
    for item in index_in(site / "assets/generated/search").documents:
        if item.page not in anchors:
            html = (site / site_url(item.page, True) / "index.html").read_text(encoding="utf-8")
            anchors[item.page] = {"", *re.findall(r'\bid="([^"]+)"', html)}
        assert item.anchor in anchors[item.page], item
