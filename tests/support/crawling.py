"""What a reader gets from a page, read in a browser in a way that does not depend on where the site lies."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.driver import Driver

_READ = """(root) => {
  const article = document.querySelector("article.md-content__inner");
  const practice = article.querySelector("#practice");
  const place = (link) => link.href.replace(root, "").replace(/[^/]*\\.html|\\?[^#]*/g, (part) =>
    part.startsWith("?") || part === "index.html" ? "" : part.replace(".html", "/"));
  const text = (element) => element.textContent.replace(/\\s+/g, " ").trim();
  const all = (selector) => [...article.querySelectorAll(selector)];
  for (const item of document.querySelectorAll("details")) item.open = true;
  return {
    policy: Boolean(document.querySelector("meta[http-equiv=Content-Security-Policy]")),
    title: document.title,
    heading: text(document.querySelector("h1")),
    text: practice ? "" : text(article),
    cards: all("details.question").map((card) => card.dataset.question),
    practised: window.guideCards?.cards.map((card) => card.id) ?? [],
    anchors: all("[id]:not(label, input)").map((element) => element.id)
      .filter((id) => !practice && !/^__/.test(id)),
    diagrams: all(".diagram svg").map((svg) => svg.getBoundingClientRect().width > 0),
    broken: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src),
    tips: all("a.term[title], a.term[data-md-tooltip]").length,
    links: practice ? [] : all("a[href]").map(place),
  };
}"""

_SEARCH = """async (query, root) => {
  const input = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const ask = async (text, answered) => {
    input.value = text;
    input.dispatchEvent(new Event("keyup"));
    while (!answered(meta.textContent.trim())) await new Promise(requestAnimationFrame);
  };
  const none = "Type to start searching";
  await ask("", (said) => said === none);
  await ask(query, (said) => said !== none);
  const hits = [...document.querySelectorAll(".md-search-result__link")];
  return hits.map((hit) => [
    hit.href.replace(root, "").replace(/(?<![^/])index\\.html|\\?[^#]*/g, "").replace(/\\.html/, "/"),
    hit.querySelector("h1, h2").textContent,
  ]);
}"""


def addresses(folder: Path, base: str) -> dict[str, str]:
    """The pages of the copy in `folder` by their path on a server, with their address below `base`.

    Without 404.html: servers show it, and no page leads there.
    """
    found = {}
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        if path != "404.html":
            name = path.removesuffix("index.html") if file.name == "index.html" else f"{path[:-5]}/"
            found[name] = base + (path if base.startswith("file:") else name)
    return found


@contextmanager
def short_index(folder: Path) -> Iterator[None]:
    """Leave one entry in the search index of the site in `folder`, for a while.

    Every page indexes the whole guide anew when it loads, and a crawl looks at nothing of that.
    """
    files = [file for file in (folder / "search").glob("search_index.js*") if file.is_file()]
    whole = {file: file.read_text(encoding="utf-8") for file in files}
    for file, text in whole.items():
        before, brace, data = text.partition("{")
        index = json.JSONDecoder().raw_decode(brace + data)[0]
        index["docs"] = index["docs"][:1]
        file.write_text(before + json.dumps(index), encoding="utf-8")
    try:
        yield
    finally:
        for file, text in whole.items():
            file.write_text(text, encoding="utf-8")


def crawl(
    driver: Driver, pages: Mapping[str, str], base: str, look: Callable[[str], None] = lambda path: None
) -> dict[str, dict[str, Any]]:
    """What a reader gets from each page: {path: {title, text, cards, ...}}. One tab.

    `look` is called on each page with its path, after it was read and with every card open.
    """
    found = {}
    for path, address in pages.items():
        driver.goto(address)
        if "practice" in path:
            driver.wait("() => !document.querySelector('#practice') || window.guideCards")
        found[path] = driver.run(_READ, base)
        look(path)
    return found


def answers(driver: Driver, queries: list[str], base: str) -> dict[str, list[tuple[str, str]]]:
    """What search says on the page that is shown: {query: [(path#anchor, title), ...]}, best first."""
    driver.click(".md-search__input")
    return {query: [(path, title) for path, title in driver.run(_SEARCH, query, base)] for query in queries}
