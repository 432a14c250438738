"""The guide as plain Markdown for language models and text tools: llms.txt, and a twin of each page.

Source of the format: https://llmstxt.org/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book_parts import guide_title, ordered_pages
from macros.exports.writing import whole_folder, write_whole
from macros.guide import Guide
from macros.issues import Location
from macros.library import MACROS
from macros.library.downloads import MARKDOWN, no_downloads
from macros.markdown_source import INLINE_CODE, code_lines
from macros.models import Page
from macros.paths import GLOSSARY_PAGE, relative
from macros.rendering.expansion import Expander
from macros.rendering.templating import fill
from macros.rendering.treeprocessors import neutral

#: Sites do not serve a theme's Markdown files, and browsers offer them for download. As text they are shown.
SUFFIX = ".txt"
PLACE = re.compile(r'<div data-place="(\w+)" data-id="([^"]*)"[^>]*></div>')
CARD = re.compile(rf'^(<a id="[^"]*"></a>\n\n)?(#+) ([^\n]*?)\n+{PLACE.pattern}', re.MULTILINE)
ATTRIBUTES = re.compile(r" ?\{:? ?(?:[.#][\w/-]|[\w-]+=)[^{}\n]*\}")
ANCHOR = re.compile(r"^(#+ .*?) \{:? ?#([\w/-]+)[^{}\n]*\}\s*$", re.MULTILINE)
LINK_TITLE = re.compile(r"(\]\([^)\s]+) \"[^\"]*\"\)(?=\{ \.(?:fact|term))")
TARGET = re.compile(r"(\]\(\s*<?|^ {0,3}\[(?!\^)[^\[\]\n]*\]: *<?)([^)\s>]+)", re.MULTILINE)
SNIPPET = re.compile(r'^( *)--8<-- "([^":]+)(?::(\d+))?(?::(\d+))?"$', re.MULTILINE)
INFO = re.compile(r"^( *[`~]{3,}) *\{ *\.?([\w+-]*)[^}]*\}", re.MULTILINE)
#: A block that folds, or a call-out: a line with its title, then lines four blanks further in.
BLOCK = re.compile(r'^( *)(?:\?\?\?\+?|!!!) +[\w-]+(?: "([^"\n]*)")?$((?:\n+\1 {4}.*)*)', re.MULTILINE)
#: A line with nothing but the tag of a box, which only a style sheet makes something of.
BOX = re.compile(r"^ *</?div\b(?![^>\n]*data-place)[^>\n]*>\n?", re.MULTILINE)
MARK = re.compile(r" ?\{ *\.illustrative *\}")

#: From a docs file and an anchor to an address as it should stand in the text.
Address = Callable[[str, str], str]


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `llms.txt`, `llms-full.txt` and the folder `llms/` with a twin of each page."""
    catalog = guide.catalog
    pages = [page for page in ordered_pages(catalog) if page.is_found]
    twins = Twins(catalog)
    with whole_folder(out / MARKDOWN) as folder:
        for page in pages:
            file = folder / f"{page.path}{SUFFIX}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(twins.twin(page, _from(page.path)), encoding="utf-8", newline="\n")
    full = "\n\n".join(twins.twin(page, _from("", f"{MARKDOWN}/")) for page in pages)
    edition = fill(
        "exports/llms-edition.txt.jinja",
        today=build_date(),
        url=catalog.config.site_url,
        copyright=catalog.config.copyright,
    )
    text = fill(
        "exports/llms.txt.jinja",
        title=guide_title(catalog),
        description=catalog.pages["index.md"].description if "index.md" in catalog.pages else "",
        questions=len(catalog.questions),
        terms=len(catalog.terms),
        edition=edition,
        sections=_sections(catalog, pages),
    )
    return [
        write_whole(out / "llms.txt", text + "\n"),
        write_whole(out / "llms-full.txt", f"{edition}\n\n{full}"),
    ]


def _from(place: str, before: str = "") -> Address:
    """Addresses as seen from a file in the folder of the twins, or from above with `before`."""
    return lambda page, anchor: before + relative(f"{page}{SUFFIX}", place) + (f"#{anchor}" if anchor else "")


def _sections(catalog: Catalog, pages: list[Page]) -> Iterable[tuple[str, list[tuple[Page, str]]]]:
    """Pages by the folder at the top, whose index page gives the name."""

    def top(page: Page) -> str:
        return page.path.split("/")[0] if "/" in page.path else ""

    for folder, found in groupby(sorted(pages, key=lambda page: bool(top(page))), key=top):
        index = catalog.pages.get(f"{folder}/index.md")
        name = index.title if index else (folder.capitalize() or "Start here")
        yield name, [(page, f"{MARKDOWN}/{page.path}{SUFFIX}") for page in found]


class Twins:
    """Writes pages as Markdown that any reader of Markdown understands."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._twins = {page.path for page in catalog.content.pages if page.is_found}
        self._expander = Expander(catalog, {**MACROS, "downloads": no_downloads})

    def twin(self, page: Page, address: Address) -> str:
        """A page with its macros filled, its cards written out and its links led to other twins."""
        place = Location(page.location.path, page.body_line)
        body = self._plain(page.body, page.path, place, address)
        body = CARD.sub(lambda match: self._card(match, page.path, address), body)
        body = PLACE.sub(lambda match: self._content(match[1], match[2], address), body)
        text = fill("exports/page.md.jinja", page=page, body=body.strip())
        return re.sub(r"\n{3,}", "\n\n", text) + "\n"

    def _plain(self, text: str, path: str, place: Location, address: Address) -> str:
        """Markdown of a docs file without macros, attribute lists, snippets and links into the sources."""
        text = self._expander.expand(text, path, place)
        text = MARK.sub("", INFO.sub(r"\1\2", text))
        text = outside_code(text, lambda part: self._prose(part, path, address))
        return _unfolded(SNIPPET.sub(self._sample, text))

    def _prose(self, text: str, path: str, address: Address) -> str:
        def led(match: re.Match[str]) -> str:
            link = neutral(self._catalog, match[2], path)
            if link.startswith("site:"):
                target, _, anchor = link[5:].partition("#")
                link = address(target, anchor) if target in self._twins else match[2]
            return match[1] + link

        text = TARGET.sub(led, LINK_TITLE.sub(r"\1)", text))
        text = ANCHOR.sub(r'<a id="\2"></a>\n\n\1', text)
        return BOX.sub("", ATTRIBUTES.sub("", text))

    def _sample(self, match: re.Match[str]) -> str:
        indent, path, first, last = match.groups()
        lines = (self._catalog.root / "docs" / path).read_text(encoding="utf-8").splitlines()
        if first:
            lines = lines[int(first) - 1 : int(last) if last else None]
        return "\n".join(f"{indent}{line}".rstrip() for line in lines)

    def _card(self, match: re.Match[str], path: str, address: Address) -> str:
        anchor, marks, title, kind, name = match.groups(default="")
        if kind == "question" and self._catalog.homes.get(name) != path:
            return f"{marks} [{title}]({address(self._catalog.homes[name], name)})"
        return f"{anchor}{marks} {title}\n\n{self._content(kind, name, address)}"

    def _content(self, kind: str, name: str, address: Address) -> str:
        """What stands in a place. What only works in a browser is left out."""
        writers = {
            "question": self._question,
            "term": self._term,
            "diagram": self._diagram,
            "facts": self._facts,
            "news": self._news,
            "questions": self._questions,
        }
        return writers[kind](name, address) if kind in writers else ""

    def _question(self, name: str, address: Address) -> str:
        catalog, question = self._catalog, self._catalog.question(name)
        place = Location(question.location.path, question.body_line)

        def plain(text: str) -> str:
            return self._plain(text, question.path, place, address)

        def link(other: str) -> dict[str, str]:
            if not other:
                return {"prompt": "", "url": ""}
            found = catalog.question(other)
            return {"prompt": found.prompt, "url": address(catalog.homes[found.id], found.id)}

        return fill(
            "exports/card.md.jinja",
            question=question,
            spoken=plain(question.spoken),
            depth=re.sub(r"^#{2,} +(.*)$", r"**\1**", plain(question.depth), flags=re.MULTILINE),
            key_points=[plain(item) for item in question.key_points],
            weak_signals=[plain(item) for item in question.weak_signals],
            follow_ups=[
                {"ask": plain(item.ask), "answer": plain(item.answer), **link(item.question)}
                for item in question.follow_ups
            ],
            related=[link(other) for other in question.further],
        )

    def _questions(self, name: str, address: Address) -> str:
        catalog = self._catalog
        rows = [
            (catalog.section_name(item.section), item, address(catalog.homes[item.id], item.id))
            for item in catalog.questions.values()
        ]
        return fill("exports/questions.md.jinja", rows=rows)

    def _term(self, name: str, address: Address) -> str:
        term = self._catalog.term(name)
        place = Location(term.location.path, term.body_line)
        see_also = [self._catalog.term(other) for other in term.see_also]
        return fill(
            "exports/term.md.jinja",
            term=term,
            body=self._plain(term.body, term.path, place, address).strip(),
            see_also=[{"term": other, "url": address(GLOSSARY_PAGE, other.id)} for other in see_also],
        )

    def _news(self, name: str, address: Address) -> str:
        entry = self._catalog.news[name]
        place = Location(entry.location.path, entry.body_line)
        text = self._plain(entry.body, entry.path, place, address).strip()
        return f"{entry.date.isoformat()}\n\n{text}"

    def _diagram(self, name: str, address: Address) -> str:
        diagram = self._catalog.diagram(name)
        return f"> **Diagram: {diagram.title}.** {diagram.description}"

    def _facts(self, name: str, address: Address) -> str:
        services = self._catalog.services
        rows = [
            (fact, services[fact.section].short if fact.section in services else fact.section)
            for fact in self._catalog.facts.values()
        ]
        return fill("exports/facts.md.jinja", rows=rows)


def _unfolded(text: str) -> str:
    """Blocks that fold stand open below their titles: elsewhere they would be code, for they are indented."""
    code = code_lines(text)

    def opened(match: re.Match[str]) -> str:
        if text.count("\n", 0, match.start()) + 1 in code:
            return match[0]
        indent, title, inside = match.groups(default="")
        body = re.sub(rf"^{indent} {{4}}", indent, inside.strip("\n"), flags=re.MULTILINE)
        return f"{indent}**{title}**\n\n{body}" if title else body

    return BLOCK.sub(opened, text)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """`change` applied to what is neither a fenced block nor inline code."""
    code = code_lines(text)
    lines = text.split("\n")
    kept = []
    for is_code, numbers in groupby(range(1, len(lines) + 1), key=lambda number: number in code):
        part = "\n".join(lines[number - 1] for number in numbers)
        kept.append(part if is_code else _outside_inline(part, change))
    return "\n".join(kept)


def _outside_inline(text: str, change: Callable[[str], str]) -> str:
    codes: list[str] = []

    def hide(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"\x00{len(codes) - 1}\x00"

    hidden = INLINE_CODE.sub(hide, text)
    return re.sub("\x00(\\d+)\x00", lambda match: codes[int(match[1])], change(hidden))
