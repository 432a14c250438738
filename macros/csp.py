"""A Content-Security-Policy made from a built site: what it needs, and nothing else.

Scripts run from the site's own files, and those few that the theme writes into pages are named by their hash.
So markup that somebody smuggles into a page can run nothing and load nothing.
Source: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path

#: What a page may load, besides scripts. Styles in markup are not needed, and neither are frames nor plugins.
DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are data
    "font-src": "'self'",
    "connect-src": "'self'",  # what the worker fetches, whose policy are the headers of its script
    "worker-src": "'self'",  # what keeps the site for reading offline
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
#: What only a header can say.
HEADER_ONLY = {"frame-ancestors": "'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SCRIPT_TYPES = {"", "text/javascript", "application/javascript", "module"}
META = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n?")
CHARSET = re.compile(r"<meta charset=\"?utf-8\"?[^>]*>\n?", re.IGNORECASE)


class _Scripts(HTMLParser):
    """Collects scripts that stand in the markup, and attributes that would need `unsafe-inline`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.unsafe: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.unsafe += [f"{tag} {name}" for name in names if name.startswith("on") or name == "style"]
        if tag == "style":
            self.unsafe.append("style")
        self._open = tag == "script" and "src" not in names and (names.get("type") or "") in SCRIPT_TYPES

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = False


def inline_scripts(html: str) -> tuple[list[str], list[str]]:
    """(scripts in a page's markup, attributes and elements that the policy will not let through)."""
    parser = _Scripts()
    parser.feed(html)
    parser.close()
    return parser.scripts, parser.unsafe


def policy(scripts: Iterable[str], header: bool = False) -> str:
    """The policy under which these inline scripts run, as the value of a header or of a `<meta>`.

    One policy for all pages: hosts send the same headers with each.
    """
    hashes = sorted({f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts})
    directives = {
        **DIRECTIVES,
        "script-src": " ".join(["'self'", *hashes]),
        **(HEADER_ONLY if header else {}),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def with_policy(html: str, value: str) -> str:
    """The page with the policy before anything that it could load; one that is there already is replaced."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(value, quote=False)}">\n'
    plain = META.sub("", html)
    place = CHARSET.search(plain)
    if not place:
        return plain
    return plain[: place.end()] + meta + plain[place.end() :]


def html_files(site: Path) -> Iterator[Path]:
    """The pages of a built site, in a stable order."""
    yield from sorted(site.rglob("*.html"))


def headers_file(value: str) -> str:
    """A `_headers` file, as Netlify and Cloudflare Pages read it."""
    lines = [f"  {name}: {text}" for name, text in {"Content-Security-Policy": value, **HEADERS}.items()]
    return "\n".join(["/*", *lines, ""])
