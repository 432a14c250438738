"""What other sites read of the guide about bread: heads, structured data, and the files of `share`."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import jinja2
import pytest
from PIL import Image

from macros.__main__ import main
from tests.support.guides import PROJECT
from tests.support.sites import Site

ADDRESS = "https://bread.example/"
SERVICE = "baking/sourdough/index.html"
#: Lists that a reader reaches from the glossary.
UNFOUND = ("glossary/uses/index.html", "glossary/uses/s/index.html")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """A page's language, title, metadata by name or property, links by their relation, and tags in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.tags: list[str] = []
        self.language = ""
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "html":
            self.language = names.get("lang", "")
        elif tag == "meta" and ("name" in names or "property" in names):
            name = names.get("name") or names["property"]
            name += names.get("media", "")  # one for each palette
            assert name not in self.meta, f"{name} stands twice"
            self.meta[name] = names["content"]
        elif tag == "link" and "rel" in names:
            self.links[names["rel"]] = names

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "title" and not self.title:
            self.title = data


@pytest.fixture(scope="module")
def every_head(bread: Site) -> dict[str, Head]:
    return {name: Head(data.decode()) for name, data in bread.files().items() if name.endswith("index.html")}


@pytest.fixture(scope="module")
def heads(every_head: dict[str, Head]) -> dict[str, Head]:
    """Those of the pages that search is to find."""
    return {name: head for name, head in every_head.items() if name not in UNFOUND}


@pytest.fixture(scope="module")
def shared(bread: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after `share`."""
    return share(bread, tmp_path_factory.mktemp("shared") / "site")


def share(site: Site, folder: Path) -> Path:
    shutil.copytree(site.root / "site", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1770000000")
        assert main(["--root", str(site.root), "share", str(folder)]) == 0
    return folder


def test_every_page_has_its_own_title_description_and_address(heads: dict[str, Head]) -> None:
    assert len(heads) >= 9
    for name, head in heads.items():
        address = ADDRESS + name.removesuffix("index.html")
        assert head.links["canonical"]["href"] == head.meta["og:url"] == address
        assert head.meta["description"] == head.meta["og:description"] != ""
        assert head.title.startswith(head.meta["og:title"])
    assert len({head.title for head in heads.values()}) == len(heads)
    assert len({head.meta["description"] for head in heads.values()}) == len(heads)


def test_every_page_says_how_a_link_to_it_looks(heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        assert head.meta["og:type"] == ("website" if name == "index.html" else "article")
        assert head.meta["og:site_name"] == "Bread"
        assert head.meta["og:image:alt"] == head.meta["og:title"]
        assert head.meta["twitter:card"] == "summary_large_image"


def test_every_page_says_its_language_and_has_its_landmarks_once(every_head: dict[str, Head]) -> None:
    for name, head in every_head.items():
        assert head.language == "en", name
        assert [head.tags.count(tag) for tag in ("main", "article", "h1")] == [1, 1, 1], name
        assert {"header", "nav", "footer"} <= set(head.tags), name


def test_every_page_leads_to_the_feed(every_head: dict[str, Head]) -> None:
    for name, head in every_head.items():
        link = head.links["alternate"]
        address = urljoin(f"{ADDRESS}{name}", link["href"])
        assert (link["type"], address) == ("application/atom+xml", f"{ADDRESS}feed.xml")


def test_search_engines_leave_the_page_for_lost_addresses_out(bread: Site, heads: dict[str, Head]) -> None:
    lost = Head(bread.page("404.html"))
    assert lost.meta["robots"] == "noindex"
    assert "canonical" not in lost.links
    assert not [name for name in lost.meta if name.startswith("og:")]
    assert lost.meta["description"]
    assert [name for name, head in heads.items() if "robots" in head.meta] == []


def test_search_engines_leave_out_what_our_own_search_does(
    every_head: dict[str, Head], shared: Path, items: dict[str, list[dict[str, Any]]]
) -> None:
    assert tuple(name for name, head in every_head.items() if "robots" in head.meta) == UNFOUND
    for name in UNFOUND:
        meta = every_head[name].meta
        assert meta["robots"] == "noindex"
        assert [key for key in meta if key.startswith(("og:", "twitter:"))] == []
        assert items[name] == []
    assert not (shared / "assets/social/glossary/uses.png").exists()


def test_every_page_has_the_picture_that_its_head_names(shared: Path, heads: dict[str, Head]) -> None:
    names = {head.meta["og:image"].removeprefix(ADDRESS) for head in heads.values()}
    assert len(names) == len(heads)
    for name in names:
        with Image.open(shared / name) as picture:
            assert picture.size == (1200, 630)
    size = (heads[SERVICE].meta["og:image:width"], heads[SERVICE].meta["og:image:height"])
    assert size == ("1200", "630")


def test_the_sitemap_names_the_pages_that_the_engine_names_each_with_its_day(
    bread: Site, shared: Path, heads: dict[str, Head]
) -> None:
    def pages(text: str) -> dict[str, str | None]:
        found = ElementTree.fromstring(text).findall(f"{SITEMAP}url")
        return {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in found}

    text = (shared / "sitemap.xml").read_text(encoding="utf-8")
    unfound = {ADDRESS + name.removesuffix("index.html") for name in UNFOUND}
    assert not pages(text).keys() & unfound
    assert pages(text).keys() | unfound == pages(bread.page("sitemap.xml")).keys()
    assert pages(text).keys() == {head.links["canonical"]["href"] for head in heads.values()}
    assert pages(text)[f"{ADDRESS}baking/sourdough/"] == "2026-01-02"
    assert pages(text)[f"{ADDRESS}news/"] == "2026-01-20"
    assert gzip.decompress((shared / "sitemap.xml.gz").read_bytes()).decode() == text


def test_feed_entries_lead_to_anchors_of_the_page_of_news(shared: Path, bread: Site) -> None:
    text = (shared / "feed.xml").read_text(encoding="utf-8")
    anchors = re.findall(rf'href="{ADDRESS}news/#([^"]+)"', text)
    assert anchors == ["2026-01-20-plans", "2026-01-02-bread"]
    page = bread.page("news/index.html")
    assert [name for name in anchors if f'<h2 id="{name}">' not in page] == []
    assert page.index(anchors[0]) < page.index(anchors[1])
    assert '<time datetime="2026-01-20">20 January 2026</time>' in page
    assert ">two days</a>" in page
    assert not list((bread.root / "site/news").glob("2026*"))


def test_sharing_twice_gives_the_same_bytes(bread: Site, shared: Path, tmp_path: Path) -> None:
    shutil.rmtree(bread.root / ".cache", ignore_errors=True)
    again = share(bread, tmp_path / "site")
    files = [path.relative_to(shared) for path in sorted(shared.rglob("*")) if path.is_file()]
    assert [name for name in files if (shared / name).read_bytes() != (again / name).read_bytes()] == []


def test_nothing_of_it_is_kept_for_reading_offline(shared: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(shared, site)
    assert main(["precache", str(site)]) == 0
    listed = (site / "service-worker.js").read_text(encoding="utf-8").partition("const LIST = ")[2]
    files = json.JSONDecoder().raw_decode(listed)[0]["files"]
    outside = ("feed.xml", "robots.txt", "sitemap.xml")
    assert [name for name in files if "social" in name or name in outside] == []


def test_a_folder_that_is_not_this_site_is_refused_and_left_alone(
    bread: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(bread.root), "share", str(tmp_path)]) == 2
    assert "has no page for docs/baking/index.md; build the site anew" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Facts", "titel: Facts", "docs/facts.md:2: unknown field 'titel'"),
        (
            "{{ fact_index() }}",
            '{{ fact_index() }} {{ fact("no") }}',
            "there is no fact 'no'; run 'make check', then build",
        ),
    ],
)
def test_content_that_was_broken_since_is_said_and_nothing_is_written(
    shared: Path,
    bread: Site,
    tmp_path: Path,
    old: str,
    new: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tmp_path / "broken"
    shutil.copytree(bread.root, root, symlinks=True)
    file = root / "docs/facts.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert main(["--root", str(root), "share", str(root / "site")]) == 1
    assert said in capsys.readouterr().err
    assert not (root / "site/feed.xml").exists()


def test_a_site_without_an_address_has_nothing_to_share(
    bread: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "nowhere"
    shutil.copytree(bread.root, root, symlinks=True)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(ADDRESS, '""')
    config.write_text(text, encoding="utf-8")
    assert main(["--root", str(root), "share", str(root / "site")]) == 2
    assert "the site has no address" in capsys.readouterr().err


HOSTILE = '</noscript></script><script>alert("1 & 2")</script>'


def head_of(url: str, **names: str) -> str:
    """What the theme's part makes of a page, as either engine calls it."""
    theme = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PROJECT / "overrides")
    )  # engines escape nothing
    theme.filters["url"] = str  # theirs counts from the page
    section = SimpleNamespace(title=names.get("section", "Baking"), children=[SimpleNamespace(url="baking/")])
    page = SimpleNamespace(
        title="",
        canonical_url=f"{url}baking/rye/" if url else None,
        ancestors=[section],
        meta=SimpleNamespace(title=names.get("title", "Rye"), description=names.get("description", "Bread.")),
    )
    config = SimpleNamespace(site_url=url, site_name=names.get("site", "Bread"), site_description="")
    return theme.get_template("partials/sharing.html").render(page=page, config=config)


@pytest.mark.parametrize("name", ["site", "section", "title", "description"])
def test_no_name_can_leave_its_place_in_the_head(name: str) -> None:
    html = head_of(ADDRESS, **{name: HOSTILE})
    assert html.count("<script") == html.count("</script>") == 1
    assert html.count("</noscript") == 1
    assert "alert(" in html
    data = json.loads(html.partition('ld+json">')[2].partition("</script>")[0])
    names = [step["name"] for step in data["itemListElement"]]
    assert (HOSTILE in names) == (name != "description")
    head = Head(html)
    assert set(head.tags) == {"noscript", "link", "meta", "script"}
    assert HOSTILE in (*head.meta.values(), *names)


def test_a_copy_without_an_address_has_none_of_it() -> None:
    assert head_of("").strip() == ""


# -- structured data -------------------------------------------------------------------------------------


def structured(base: str, *files: Path) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """(items by file, what the vocabulary does not allow)."""
    result = subprocess.run(
        ["node", str(PROJECT / "web/structured.mjs"), base, *map(str, files)],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    found = json.loads(result.stdout)
    return found["items"], found["faults"]


@pytest.fixture(scope="module")
def items(bread: Site) -> dict[str, list[dict[str, Any]]]:
    """The structured data of every page, valid by schema.org's own definitions."""
    folder = bread.root / "site"
    found, faults = structured(ADDRESS, *sorted(folder.rglob("*.html")))
    assert faults == []
    return {Path(file).relative_to(folder).as_posix(): data for file, data in found.items()}


def of_type(data: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [item for item in data if item["@type"] == name]


def test_a_page_with_cards_is_a_quiz_of_its_questions_and_their_answers(
    items: dict[str, list[dict[str, Any]]],
) -> None:
    (quiz,) = of_type(items[SERVICE], "Quiz")
    assert quiz["name"] == "Sourdough"
    assert [(part["@type"], part["eduQuestionType"]) for part in quiz["hasPart"]] == [
        ("Question", "Flashcard")
    ] * 2
    first = quiz["hasPart"][0]
    assert first["name"] == first["text"] == "How do you know that a dough is proofed?"
    assert first["acceptedAnswer"]["@type"] == "Answer"
    assert first["acceptedAnswer"]["text"].startswith("One does the poke test: press a finger in")
    assert "In depth" not in first["acceptedAnswer"]["text"]
    assert [name for name, data in items.items() if of_type(data, "Quiz")] == [SERVICE]


def test_the_glossary_is_a_set_of_defined_terms(items: dict[str, list[dict[str, Any]]]) -> None:
    data = items["glossary/index.html"]
    (whole,) = of_type(data, "DefinedTermSet")
    terms = of_type(data, "DefinedTerm")
    assert [term["name"] for term in terms] == ["proofing", "starter"]
    assert {term["inDefinedTermSet"] for term in terms} == {whole["@id"]}
    assert terms[0]["description"] == "The rest in which a dough rises."
    assert terms[1]["alternateName"] == "levain"


def test_every_page_but_the_first_says_where_it_stands(
    items: dict[str, list[dict[str, Any]]], heads: dict[str, Head]
) -> None:
    for name, head in heads.items():
        trails = of_type(items[name], "BreadcrumbList")
        if name == "index.html":
            assert trails == []
            continue
        steps = trails[0]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == ADDRESS
        assert steps[-1]["item"] == head.links["canonical"]["href"]
        assert all(step["name"] and (urljoin(ADDRESS, step["item"]) == step["item"]) for step in steps)
        assert len({step["item"] for step in steps}) == len(steps)
    trail = of_type(items[SERVICE], "BreadcrumbList")[0]["itemListElement"]
    assert [step["name"] for step in trail] == ["Bread", "Baking", "Sourdough"]
    assert items["404.html"] == []


def test_what_the_vocabulary_does_not_know_is_found(tmp_path: Path) -> None:
    """The proof that the proof can fail."""
    page = tmp_path / "page.html"
    page.write_text(
        '<div itemscope itemtype="https://schema.org/Question"><p itemprop="acceptedAnswr">x</p></div>'
        '<div itemscope itemtype="https://schema.org/Quiz"><p itemprop="hasPart" itemscope '
        'itemtype="https://schema.org/Answr"></p></div>',
        encoding="utf-8",
    )
    faults = structured(ADDRESS, page)[1]
    assert len(faults) == 2
    assert "'\"acceptedAnswr\"' does not exist in type 'QuestionLeaf'" in faults[0]
