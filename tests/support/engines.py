"""What a reader gets of a built site, read from its files, so that two engines' sites can be compared.

    $ python -m tests.support.engines SITE OTHER   # prints all differences and the links that lead nowhere

What belongs to the engines themselves is left out, and all of that is named here: their theme's files and
icons, and what `docs/contributing/moving.md` lists with the reasons.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.etree import _Comment

#: Where a site is thought to lie while its links are resolved.
BASE = "https://site.test/"
#: Files of the engines' themes and of their search, and those that are joined for MkDocs alone.
ENGINES_OWN = re.compile(
    r"assets/javascripts/(?:bundle\.|lunr/|workers/|LICENSE$)|assets/stylesheets/(?:main\.|palette\.|classic/|modern/)"
    r"|assets/images/favicon\.png$|search/|search\.(?:json|js)$|sitemap\.xml|assets/generated/guide\.\w+\.(?:css|js)$"
)
#: What the themes put into an article beside the page's own content.
THEME_PARTS = ".md-content__button, #__skip"
#: Zensical takes this mark out once its search has read it.
SEARCH_MARK = "data-search-exclude"
LINKING = ("href", "src")


@dataclass(frozen=True)
class Page:
    """A page as it was built, at `path` in the site."""

    path: str
    tree: html.HtmlElement

    @property
    def address(self) -> str:
        """Where it lies; `index.html` is not shown."""
        return BASE + re.sub(r"(^|/)index\.html$", r"\1", self.path)

    @cached_property
    def article(self) -> html.HtmlElement:
        """The page's own content, without what themes put there."""
        (article,) = self.tree.cssselect("article.md-content__inner") or [html.Element("article")]
        for part in article.cssselect(THEME_PARTS):
            part.drop_tree()
        return article

    def to(self, link: str) -> str:
        """Where a link of this page leads; the same for all ways to write it."""
        return re.sub(r"(?<=/)index\.html(?=$|[?#])", "", urljoin(self.address, link))

    def links(self) -> Iterator[str]:
        """Every address that this page names, as it is written there."""
        for element in self.tree.iter():
            for name in LINKING:
                value = element.get(name) if isinstance(element.tag, str) else None
                if value is not None and element.get("rel") not in ("canonical", "prev", "next"):
                    yield value


def text_of(element: html.HtmlElement) -> str:
    """Its words with single blanks."""
    return " ".join(element.text_content().split())


def _metadata(page: Page) -> list[str]:
    named = [
        f"{item.get('name') or item.get('property')}: {item.get('content')}"
        for item in page.tree.cssselect("head meta[name], head meta[property]")
        if item.get("name") != "generator"
    ]
    kinds = ("canonical", "manifest", "icon", "apple-touch-icon", "alternate")
    linked = [
        f"{item.get('rel')}: {page.to(item.get('href'))}"
        for item in page.tree.cssselect("head link[href]")
        if item.get("rel") in kinds
    ]
    data = [item.text or "" for item in page.tree.cssselect('script[type="application/ld+json"]')]
    return [*named, *linked, *data]


def _linked(page: Page, selector: str) -> list[str]:
    return [f"{text_of(link)} -> {page.to(link.get('href'))}" for link in page.tree.cssselect(selector)]


def _markup(page: Page) -> Iterator[str]:
    """The article, a line for each element and each text."""
    for element in page.article.iter():
        if not isinstance(element, _Comment):
            names = {
                name: page.to(value) if name in LINKING else value
                for name, value in sorted(element.attrib.items())
                if name != SEARCH_MARK
            }
            yield f"<{element.tag}{''.join(f' {name}={value!r}' for name, value in names.items())}>"
            yield from _words(element.text)
        yield from _words(element.tail)


def _words(text: str | None) -> list[str]:
    words = " ".join((text or "").split())
    return [words] if words else []


#: What is compared on each page, from the outline to the last attribute.
ASPECTS: dict[str, Callable[[Page], Sequence[str]]] = {
    "title": lambda page: [text_of(item) for item in page.tree.cssselect("head title")],
    "metadata": _metadata,
    "headings": lambda page: [
        f"{item.tag} {text_of(item)}" for item in page.article.cssselect("h1, h2, h3, h4, h5, h6")
    ],
    "anchors": lambda page: [item.get("id") for item in page.article.cssselect("[id]")],
    "cards": lambda page: [item.get("data-question") for item in page.article.cssselect("[data-question]")],
    "glossary links": lambda page: [
        f"{item.text_content()} -> {page.to(item.get('href'))} {item.get('title')}"
        for item in page.article.cssselect("a.term")
    ],
    "links": lambda page: [page.to(item.get("href")) for item in page.article.cssselect("a[href]")],
    "text": lambda page: [line for line in _markup(page) if not line.startswith("<")],
    "markup": lambda page: list(_markup(page)),
    "table of contents": lambda page: _linked(page, ".md-nav--secondary a.md-nav__link"),
    "tabs": lambda page: _linked(page, "a.md-tabs__link"),
    "navigation": lambda page: _linked(page, ".md-nav--primary a.md-nav__link[href]"),
    "neighbors": lambda page: _linked(page, "a.md-footer__link"),
}


@dataclass(frozen=True)
class Built:
    """A site in a folder."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Its pages by their path."""
        return {
            path: Page(path, html.document_fromstring((self.folder / path).read_bytes(), parser=_PARSER))
            for path in self.files
            if path.endswith(".html")
        }

    @cached_property
    def files(self) -> list[str]:
        """The paths of all its files."""
        return sorted(
            file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file()
        )

    def search(self) -> dict[str, tuple[str, str]] | None:
        """What the engine's own search knows, (title, words) by location; None without one."""
        for name, key in (("search/search_index.json", "docs"), ("search.json", "items")):
            if (self.folder / name).is_file():
                entries = json.loads((self.folder / name).read_text(encoding="utf-8"))[key]
                return {
                    entry["location"]: (_plain(entry["title"]), _plain(entry["text"])) for entry in entries
                }
        return None

    def addresses(self) -> set[str]:
        """What its sitemap lists."""
        file = self.folder / "sitemap.xml"
        return (
            set(re.findall(r"<loc>(.*?)</loc>", file.read_text(encoding="utf-8")))
            if file.is_file()
            else set()
        )

    def unresolved(self) -> list[str]:
        """Every link to a file or an anchor that is not there, as `page: link`."""
        anchors = {
            path: {item.get("id") for item in page.tree.cssselect("[id]")}
            for path, page in self.pages.items()
        }
        files, dead = set(self.files), []
        for path, page in self.pages.items():
            if path == "404.html":  # shown at any address, so it names its targets from the site's root
                continue
            for link in page.links():
                target = urlsplit(urljoin(page.address, link))
                if f"{target.scheme}://{target.netloc}/" != BASE:
                    continue
                name = unquote(target.path.lstrip("/"))
                name = f"{name}index.html" if name.endswith("/") or not name else name
                if name in WRITTEN_LATER:
                    continue
                anchor = unquote(target.fragment)
                if name not in files or (
                    anchor and not anchor.startswith("__") and anchor not in anchors.get(name, {anchor})
                ):
                    dead.append(f"{path}: {link}")
        return dead


#: What heads name and `python -m macros share` writes into a built site.
WRITTEN_LATER = {"feed.xml"}
_PARSER = html.HTMLParser(encoding="utf-8")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(text)).split())


#: What cannot be made the same; `docs/contributing/moving.md` gives the reasons.
KNOWN = re.compile(
    r"search: [-+] (?:index\.html)?: |"  # the first page bears its title in the navigation
    r"[^:]*: metadata: \+ canonical: |sitemap: \+ /"  # without an address Zensical counts from the root
)


def known(difference: str) -> bool:
    """Whether a difference is one of those that cannot be removed."""
    return bool(KNOWN.match(difference))


def differences(one: Built, other: Built) -> list[str]:
    """What a reader would get otherwise from one site than from the other; each with its page and aspect."""
    found = [*_differ("files", *(_own_files(site) for site in (one, other)))]
    for path in sorted({*one.files} & {*other.files}):
        if path.endswith(".html"):
            for name, aspect in ASPECTS.items():
                found += _differ(f"{path}: {name}", aspect(one.pages[path]), aspect(other.pages[path]))
        elif (
            not ENGINES_OWN.match(path)
            and (one.folder / path).read_bytes() != (other.folder / path).read_bytes()
        ):
            found.append(f"{path}: differs")
    found += _differ("sitemap", sorted(one.addresses()), sorted(other.addresses()))
    found += search_differences(one.search(), other.search())
    return found


def search_differences(
    one: Mapping[str, tuple[str, str]] | None, other: Mapping[str, tuple[str, str]] | None
) -> list[str]:
    """Entries of the engines' own searches that are not the same; none where an engine has no search."""
    if one is None or other is None:
        return []
    lines = [
        [f"{place}: {title}: {words}" for place, (title, words) in sorted(index.items())]
        for index in (one, other)
    ]
    return _differ("search", *lines)


def _own_files(site: Built) -> list[str]:
    return [path for path in site.files if not ENGINES_OWN.match(path)]


def _differ(what: str, one: Sequence[str], other: Sequence[str]) -> list[str]:
    if list(one) == list(other):
        return []
    lines = list(unified_diff(one, other, n=0, lineterm=""))[2:]
    return [f"{what}: {line[0]} {line[1:]}" for line in lines if not line.startswith("@@")]


def main(arguments: Sequence[str]) -> int:
    """Print what differs and what leads nowhere; 1 if there is anything."""
    one, other = (Built(Path(name)) for name in arguments)
    found = [line for line in differences(one, other) if not known(line)]
    for site in (one, other):
        found += [f"{site.folder}: leads nowhere: {link}" for link in site.unresolved()]
    print("\n".join(found) if found else f"{len(one.pages)} pages, and no difference")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
