"""What a reader gets from a page, read in a browser in a way that does not depend on where the site lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.driver import Driver

_READ = """(root) => {
  const article = document.querySelector("article.md-content__inner");
  const practice = article.querySelector("#practice[data-cards]");
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
    parted: Boolean(window.guideCards?.parts.length), // into how many depends on the addresses
    anchors: all("[id]:not(label, input)").map((element) => element.id)
      .filter((id) => !practice && !/^__/.test(id)),
    diagrams: all(".diagram svg").map((svg) => svg.getBoundingClientRect().width > 0),
    broken: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src),
    tips: all("a.term[title]").length,
    links: practice ? [] : all("a[href]").map(place),
  };
}"""

#: Answers are loaded ahead, and a download that is cut off is an error.
_PRACTISING = """() => {
  const has = (css) => Boolean(document.querySelector(css));
  return !has('#practice[data-cards]') || has('.practice-prompt') && !has('script[src*="generated/answers"]');
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


def crawl(driver: Driver, pages: Mapping[str, str], base: str) -> dict[str, dict[str, Any]]:
    """What a reader gets from each page: {path: {title, text, cards, ...}}. One tab."""
    found = {}
    for path, address in pages.items():
        driver.goto(address)
        if "practice" in path:
            driver.wait(_PRACTISING)
        driver.run("() => document.fonts.ready.then(() => true)")  # a download that is cut off is an error
        found[path] = driver.run(_READ, base)
        driver.run("() => document.fonts.ready.then(() => true)")  # opened cards may need others
    return found
