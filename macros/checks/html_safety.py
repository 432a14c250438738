"""Content cannot run code in a reader's browser: no scripts, event handlers or script URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import links, text_lines

ID = "html-safety"
FORBIDDEN = {
    "applet",
    "base",
    "embed",
    "form",
    "frame",
    "frameset",
    "iframe",
    "input",
    "link",
    "math",
    "meta",
    "object",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
}
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "xlink:href", "srcset", "poster", "data"}
HINT = "write Markdown, or use a macro"


class _Tags(HTMLParser):
    """Collects (line, fault) for each tag that must not stand in content."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag in FORBIDDEN:
            self.faults.append((line, f"the tag <{tag}> is not allowed"))
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append((line, f"the attribute {name} is not allowed"))
            if name == "style" or (name in URL_ATTRIBUTES and _runs_code(value or "")):
                self.faults.append((line, f"this {name} is not allowed"))

    handle_startendtag = handle_starttag


def _runs_code(url: str) -> bool:
    plain = re.sub(r"[\s\x00-\x20]", "", unescape(url)).lower()
    return plain.startswith(("javascript:", "vbscript:", "data:"))


def check(catalog: Catalog) -> Iterator[Issue]:
    """Raw HTML that could run code, and links whose URL is a script."""
    for text in texts(catalog):
        if "<" in text.markdown:
            parser = _Tags()
            lines = dict(text_lines(text.markdown))
            last = max(lines, default=0)
            parser.feed("\n".join(lines.get(number, "") for number in range(1, last + 1)))
            parser.close()
            for line, fault in parser.faults:
                yield text.issue(line, fault, ID, HINT)
        if "](" in text.markdown or "]:" in text.markdown:
            for line, target in links(text.markdown):
                if _runs_code(target):
                    yield text.issue(line, f"the link '{target}' runs code", ID, "link to a page")
        for line, content in text_lines(text.markdown):
            if re.search(r"\{:?\s[^}]*\bon\w+\s*=", content):
                yield text.issue(line, "an event handler in an attribute list", ID, "leave it out")
