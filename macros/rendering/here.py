"""The page that something is rendered for, and the way from there to other pages."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from functools import lru_cache

#: From the equals sign on, and only then back to the name: so its search is for one fixed text.
NEUTRAL_LINK = re.compile(r'="site:(?:(?<=href="site:)|(?<=src="site:))([^"#]*)(#[^"]*)?"')


@dataclass(frozen=True)
class Here:
    """`page` is a path below docs; `directory_urls` is MkDocs' `use_directory_urls`.

    `rewritten`: the engine takes every `href` and `src` for one that counts from the page's source, and
    rewrites it.
    """

    page: str
    directory_urls: bool = True
    rewritten: bool = False

    @property
    def urls(self) -> str:
        """The kind of its addresses in a word or two, for `of`."""
        kind = "directory" if self.directory_urls else "file"
        return f"source {kind}" if self.rewritten else kind

    @classmethod
    def of(cls, page: str, urls: str) -> Here:
        """The page with addresses of the kind `urls`."""
        return cls(page, urls.endswith("directory"), urls.startswith("source "))

    @property
    def served(self) -> Here:
        """The same page, for addresses where no engine looks: in scripts and in other attributes."""
        return replace(self, rewritten=False)

    def url(self, target: str, anchor: str = "") -> str:
        """The address of another docs file, relative to this page (to its source where that is rewritten)."""
        fragment = f"#{anchor}" if anchor else ""
        if target == self.page and fragment:
            return fragment
        if self.rewritten:
            return posixpath.relpath(target, posixpath.dirname(self.page) or ".") + fragment
        return _way(self.page, target, self.directory_urls) + fragment

    def settle(self, html: str) -> str:
        """Turn the neutral links of rendered content (`site:path#anchor`) into addresses from here."""
        if '="site:' not in html:
            return html
        return NEUTRAL_LINK.sub(lambda match: f'="{self.url(match[1], (match[2] or "")[1:])}"', html)


@lru_cache(maxsize=4096)  # a page has many links to few others
def _way(page: str, target: str, directory_urls: bool) -> str:
    """The address of one docs file, relative to another."""
    address = site_url(target, directory_urls)
    start = posixpath.dirname(site_url(page, directory_urls)) or "."
    path = posixpath.relpath(address or ".", start)
    return f"{path}/" if address.endswith("/") or not address else path


def site_url(uri: str, directory_urls: bool) -> str:
    """The address of a docs file from the site's root, by MkDocs' rules.

    Source: https://www.mkdocs.org/user-guide/configuration/#use_directory_urls
    """
    stem, dot, suffix = uri.rpartition(".")
    if not dot or suffix != "md":
        return uri
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        base = f"{folder}/" if folder else ""
        return base if directory_urls else f"{base}index.html"
    return f"{stem}/" if directory_urls else f"{stem}.html"


def address(base: str, uri: str, anchor: str = "", directory_urls: bool = True) -> str:
    """The full address of a docs file, or of any other, on the site at `base`; empty when that has none."""
    if not base:
        return ""
    return f"{base.rstrip('/')}/{site_url(uri, directory_urls)}{f'#{anchor}' if anchor else ''}"
