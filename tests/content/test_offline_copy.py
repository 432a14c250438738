"""The guide on disk is the guide on a server: every page, in Chromium and Firefox, with the network cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from macros.__main__ import main
from tests.support.crawling import addresses, crawl
from tests.support.driver import Driver
from tests.support.guides import PROJECT, build
from tests.support.searching import ask
from tests.support.serving import free_port, served

pytestmark = pytest.mark.browser

QUERIES = (Path(__file__).parent / "search-queries.txt").read_text(encoding="utf-8").splitlines()


#: How far the page's parts have moved while it loaded; none within half a second is none.
SHIFTS = """() => new Promise((done) => {
  const seen = (list) => done(list.getEntries().map((entry) => entry.value));
  new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true });
  setTimeout(done, 500, []);
})"""


@dataclass(frozen=True)
class Reading:
    """What a browser showed of a copy of the site, what it said of faults, and what it asked for."""

    pages: dict[str, dict[str, Any]]
    hits: dict[str, list[tuple[str, str, str, str]]]
    errors: list[str]
    requests: list[str]


def read(browser: str, folder: Path, base: str) -> Reading:
    """Every page of the copy in `folder`."""
    with Driver(browser, allow="" if base.startswith("file:") else base) as driver:
        pages = addresses(folder, base)
        driver.goto(pages[""])
        hits = {query: ask(driver, query, base) for query in QUERIES}

        shown = crawl(driver, pages, base)
        return Reading(shown, hits, driver.errors(), driver.requests())


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """(the site's address on a server, the folder with both copies: "http" and "file")."""
    out = tmp_path_factory.mktemp("copies")
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    for name, config in (("http", "mkdocs.yml"), ("file", "mkdocs.offline.yml")):
        result = build(PROJECT, "-f", config, "--site-dir", str(out / name), GUIDE_SITE_URL=url)
        assert result.returncode == 0, result.stdout + result.stderr
    assert main(["csp", str(out / "http")]) == 0
    with served(out / "http", port, with_headers=True):
        yield url, out


@pytest.fixture(scope="module")
def on_a_server(copies: tuple[str, Path]) -> Reading:
    """What the copies are held against: the site on a server as Chromium shows it."""
    url, folder = copies
    return read("chromium", folder / "http", url)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def on_disk(request: pytest.FixtureRequest, copies: tuple[str, Path]) -> Reading:
    """The copy as one of the browsers shows it."""
    folder = copies[1] / "file"
    return read(request.param, folder, f"{folder.as_uri()}/")


def test_no_page_on_disk_asks_for_anything_or_has_a_fault(on_disk: Reading) -> None:
    assert on_disk.requests == []
    assert on_disk.errors == []
    assert [path for path, page in on_disk.pages.items() if page["broken"]] == []


def test_the_crawl_reads_what_there_is(on_disk: Reading) -> None:
    """What holds for nothing would hold for a crawl that saw nothing."""
    pages = on_disk.pages
    sources = [
        path
        for path in (PROJECT / "docs").rglob("*.md")
        if not {"questions", "terms", "examples"} & set(path.relative_to(PROJECT / "docs").parts[:-1])
    ]
    entries = list((PROJECT / "docs/news").glob("*-*.md"))
    assert entries
    assert len(pages) == len(sources) - len(entries)
    questions = {card for page in pages.values() for card in page["cards"]}
    assert len(questions) == len(list((PROJECT / "docs").rglob("questions/*.md")))
    assert set(pages["practice/"]["practised"]) == questions
    assert pages["practice/"]["parted"]
    assert sum(page["tips"] for page in pages.values()) > len(pages)
    drawn = [shown for page in pages.values() for shown in page["diagrams"]]
    assert drawn
    assert all(drawn)


def test_no_page_on_a_server_needs_more_than_its_policy_or_a_third_party(
    on_a_server: Reading, copies: tuple[str, Path]
) -> None:
    """A browser reports what its policy refuses as an error."""
    assert on_a_server.errors == []
    assert [address for address in on_a_server.requests if not address.startswith(copies[0])] == []
    policies = [page["policy"] for page in on_a_server.pages.values()]
    assert policies == [True] * len(policies)


def test_no_page_on_disk_claims_an_address(copies: tuple[str, Path]) -> None:
    files = list((copies[1] / "file").rglob("*.html"))
    claims = re.compile(r'rel="canonical"|property="og:|application/(?:ld|atom)|name="twitter:')
    assert [file.name for file in files if claims.search(file.read_text(encoding="utf-8"))] == []
    assert all(
        claims.search(file.read_text(encoding="utf-8")) for file in (copies[1] / "http").glob("*.html")
    )
    assert not (copies[1] / "file/assets/social").exists()


@pytest.fixture
def worker(copies: tuple[str, Path]) -> Iterator[str]:
    """The site's worker with its list, as long as a test runs; the page that it keeps first."""
    url, folder = copies
    script = folder / "http/service-worker.js"
    without = script.read_bytes()
    assert main(["precache", str(folder / "http")]) == 0
    yield f"{url}404.html"
    script.write_bytes(without)


def test_a_first_visit_asks_for_little_and_nothing_moves(copies: tuple[str, Path], worker: str) -> None:
    url, folder = copies
    pages = {
        path: (folder / "http" / path / "index.html")
        .read_text(encoding="utf-8")
        .count('<details class="question"')
        for path in addresses(folder / "http", url)
    }
    page = min(pages, key=lambda path: abs(pages[path] - 30))
    with Driver("chromium", allow=url, width=412) as driver:
        driver.goto("about:blank")
        driver.requests()
        driver.goto(url + page)
        driver.wait("(page) => caches.match(page).then(Boolean)", worker)
        asked = driver.requests()
        assert {url + page, worker, f"{url}service-worker.js"} <= set(asked)
        # The worker asks again for what was read, which browsers answer from what they have just got.
        assert len(set(asked)) <= 12, asked
        assert [address for address in asked if "search" in address] == []
        for path in (page, "", "glossary/", "practice/"):
            driver.goto(url + path)
            # A typeface may come while its text is not yet shown, and take three pixels more of a line.
            assert sum(driver.run(SHIFTS)) <= 0.001, path


def test_every_page_reads_the_same_on_disk(on_disk: Reading, on_a_server: Reading) -> None:
    """But for the page about downloads: a copy on a disk leads to those of the site that it was made from."""
    assert on_disk.pages.keys() == on_a_server.pages.keys()
    for path, page in on_a_server.pages.items():
        if path != "downloads/":
            assert on_disk.pages[path] | {"policy": True} == page, path


def test_search_answers_the_same_on_disk(on_disk: Reading, on_a_server: Reading) -> None:
    assert len(QUERIES) == 23
    assert [
        query for query, hits in on_disk.hits.items() if len({group for _, _, group, _ in hits}) < 2
    ] == []
    assert on_disk.hits == on_a_server.hits
