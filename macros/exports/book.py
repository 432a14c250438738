"""The HTML of a book, from which the formats for reading are made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from html import unescape
from pathlib import Path

from macros.catalog import Catalog
from macros.exports.book_parts import Leaf, Part, paths, questions_in
from macros.exports.links import absolute
from macros.issues import Location, MacroError
from macros.library import MACROS
from macros.models import Question, Step
from macros.paths import GLOSSARY_PAGE
from macros.planning import in_hours, pages_of, questions_of, step_minutes
from macros.references import anchors_of_pages
from macros.rendering.answers import Renderer
from macros.rendering.follow_ups import follow_ups
from macros.rendering.here import NEUTRAL_LINK
from macros.rendering.templating import fill

#: Pages of this level and above begin on a page of their own.
CHAPTER_LEVEL = 2
_PLACE = r'(?:<p>\s*)?<div data-place="{kind}" data-id="([^"]*)"[^>]*></div>(?:\s*</p>)?'
PLACE = re.compile(_PLACE.format(kind=r"(\w+)"))
CARD = re.compile(r"<h(\d)([^>]*)>((?:(?!</h\d>).)*)</h\1>\s*" + _PLACE.format(kind="question"), re.DOTALL)
ID = re.compile(r' id="([^"]+)"')
OWN_LINK = re.compile(r' href="#([^"]+)"')
HEADING = re.compile(r"<(/?)h([1-6])\b")
ANSWER_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
LINE_ANCHOR = re.compile(r'<a id="[^"]*" name="__codelineno[^>]*></a>')
#: The heading above the questions of a step.
QUESTIONS = "Questions"
#: The pages of a book, and the ids of its questions.
Inside = tuple[set[str], set[str]]
#: Attributes that only the site's scripts and tooltips use.
UNSEEN = re.compile(r' (?:title|data-(?!place|id)[\w-]+)="[^"]*"')


class Book(Renderer):
    """Renders pages for a book: one document, in which every link leads to an id."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog, MACROS)
        # Headings keep their level here, and get the ids that links to them use.
        self._markdown.treeprocessors.deregister("shift_headings")
        self._markdown.registerExtensions(["toc"], {"toc": {"toc_depth": 6}})
        self._answers = Renderer(catalog, MACROS)

    def part(self, part: Part, whole: Iterable[Part]) -> str:
        """The HTML of a part of a book that consists of the parts in `whole`."""
        return "\n".join(html for _, html in self.chapters(part, whole))

    def chapters(self, part: Part, whole: Iterable[Part]) -> list[tuple[str, str]]:
        """(title, HTML) of each chapter: the part's first page, and each service with the pages below it."""
        inside = paths(whole), questions_in(self._catalog, whole)
        found: list[tuple[str, str]] = []
        if part.step:
            found.append((part.title, self._settle(self._step(part, part.step), inside)))
        for leaf in part.leaves:
            html = self._leaf(leaf, inside)
            if leaf.level <= CHAPTER_LEVEL or not found:
                found.append((leaf.page.title, html))
            else:
                title, before = found[-1]
                found[-1] = title, f"{before}\n{html}"
        if part.questions:
            found.append((part.title, self._settle(self._asked(part), inside)))
        return found

    def _step(self, part: Part, step: Step) -> str:
        """What a step of a plan says to do."""
        catalog = self._catalog
        return fill(
            "exports/book-step.html.jinja",
            id=self.id(part.id),
            step=step,
            time=in_hours(step_minutes(catalog, step)),
            pages=[(page.title, f"site:{page.path}") for page in pages_of(catalog, step)],
            questions=[
                (question.prompt, f"site:{catalog.homes[question.id]}#{question.id}")
                for question in questions_of(catalog, [step])
            ],
        )

    def _asked(self, part: Part) -> str:
        """The questions of a step that stand on none of the book's pages."""
        return fill(
            "exports/book-questions.html.jinja",
            id=self.questions_id(part),
            title=QUESTIONS,
            cards=[
                (self.id("", question.id), question.prompt, self._question(question))
                for question in part.questions
            ],
        )

    def questions_id(self, part: Part) -> str:
        """The id in the book of the heading above a step's questions."""
        return self.id(part.id, "questions")

    def _leaf(self, leaf: Leaf, inside: Inside) -> str:
        html = self.once(("leaf", leaf.page.path, leaf.level), lambda: self._page(leaf))
        return self._settle(html, inside)

    def _page(self, leaf: Leaf) -> str:
        """A page whose ids are those of the book, with neutral links."""
        page = leaf.page
        html = self.block(page.body, page.path, Location(page.location.path, page.body_line))
        html = TAG.sub(lambda match: self._name(match[0], page.path), LINE_ANCHOR.sub("", html))
        html = HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + leaf.level - 1)}", html)
        html = CARD.sub(lambda match: self._card(match, page.path), html)
        html = PLACE.sub(lambda match: self._place(match[1], match[2]), html)
        html = html.replace("<details>", "<details open>").replace("<details class", "<details open class")
        return fill(
            "exports/book-page.html.jinja",
            page=page,
            level=leaf.level,
            id=self.id(page.path),
            body=TAG.sub(lambda match: UNSEEN.sub("", match[0]), html),
        )

    def _name(self, tag: str, page: str) -> str:
        """A tag of a page with its id as the book has it, and with a neutral link to the page's own ids."""
        tag = ID.sub(lambda match: f' id="{self.id(page, match[1])}"', tag)
        return OWN_LINK.sub(lambda match: f' href="site:{page}#{match[1]}"', tag)

    def id(self, page: str, anchor: str = "") -> str:
        """The id in the book of an anchor on a page. It holds no slash: some readers stumble over them."""
        if "/" in anchor:
            with suppress(MacroError):
                return f"q-{slug(self._catalog.question(anchor).id)}"
        if page == GLOSSARY_PAGE and anchor in self._catalog.terms:
            return f"t-{anchor}"
        return f"p-{slug(page.removesuffix('.md'))}" + (f"--{slug(anchor)}" if anchor else "")

    def _card(self, match: re.Match[str], page: str) -> str:
        """A question where it is at home; elsewhere a link to it."""
        level, attributes, title, name = match.groups()
        question = self._catalog.question(unescape(name))
        home = self._catalog.homes.get(question.id, page)
        if home != page:
            return f'<div class="see"><a href="site:{home}#{question.id}">{title}</a></div>'
        return f"<h{level}{attributes}>{title}</h{level}>\n{self._place('question', name)}"

    def _place(self, kind: str, name: str) -> str:
        """What stands in a place. What only works in a browser is left out."""
        catalog = self._catalog
        if kind == "diagram":
            return fill("exports/book-diagram.html.jinja", diagram=catalog.diagram(unescape(name)))
        if kind == "term":
            term = catalog.term(name)
            others = [catalog.term(other) for other in term.see_also]
            links = [{"term": other.term, "url": f"site:{GLOSSARY_PAGE}#{other.id}"} for other in others]
            body = self._answers.term(term)
            return fill("exports/book-term.html.jinja", term=term, body=body, see_also=links)
        if kind == "question":
            return self._question(catalog.question(unescape(name)))
        return ""

    def _question(self, question: Question) -> str:
        catalog, parts = self._catalog, self._answers.question(question)
        html = fill(
            "exports/book-question.html.jinja",
            question=question,
            parts=parts,
            follow_ups=follow_ups(catalog, question, parts),
            related=[catalog.question(name) for name in question.further],
            url=lambda other: f"site:{catalog.homes.get(other.id, '')}#{other.id}",
        )
        html = PLACE.sub(lambda match: self._place(match[1], match[2]), html)
        # An answer's own headings would stand among the prompts in the table of contents.
        return ANSWER_HEADING.sub(r'<div class="label">\1</div>', html)

    def _settle(self, html: str, inside: Inside) -> str:
        """Neutral links become ids of the book, or addresses of the site for what the book leaves out."""
        config = self._catalog.config
        pages, questions = inside

        def led(match: re.Match[str]) -> str:
            page, anchor = match[1], (match[2] or "")[1:]
            if anchor not in questions and (page not in pages or not self._known(page, anchor)):
                return match[0]
            return f'="#{self.id(page, anchor)}"'

        return absolute(NEUTRAL_LINK.sub(led, html), config.site_url, config.directory_urls)

    def _known(self, page: str, anchor: str) -> bool:
        return not anchor or "/" in anchor or anchor in anchors_of_pages(self._catalog).get(page, ())


def slug(text: str) -> str:
    """Letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")


def picture(catalog: Catalog, name: str) -> str:
    """A diagram as a file of its own: on paper white, in the colors of the site's light palette."""
    svg = re.sub(r' data-[\w-]+="[^"]*"', "", catalog.diagram(name).svg)
    box = re.search(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"', svg)
    if box is None:
        return svg
    x, y, width, height = box.groups()
    paper = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" style="fill:#ffffff;stroke:none"/>'
    style = f"<style>{_diagram_style(catalog)}</style>"
    head, gap, rest = svg.partition("</desc>")
    head = re.sub(r' (?:width|height)="[^"]*"', "", head, count=2)
    head = head.replace("<svg", f'<svg width="{width}" height="{height}"', 1)
    return f"{head}{gap}{style}{paper}{rest}"


def _diagram_style(catalog: Catalog) -> str:
    """The site's rules for diagrams, in a file that knows neither the page around it nor variables."""
    folder = catalog.root / catalog.config.theme_folder / "assets" / "stylesheets"
    if not (folder / "diagrams.css").is_file():
        return ""
    tokens = re.sub(r"\[[\w-]+=\"slate\"\]\s*\{[^}]*\}", "", _read(folder / "tokens.css"))  # paper is light
    light = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", tokens))
    rules = re.sub(r"/\*.*?\*/|@media[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", _read(folder / "diagrams.css"))
    rules = re.sub(r"var\((--[\w-]+)\)", lambda match: light.get(match[1], "#000000"), rules)
    kept = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
        names = [
            re.sub(r"^\.diagram(?: > svg)? ", "", name.strip())
            for name in selector.split(",")
            if re.match(r"\.diagram(?: > svg)? [^>]", name.strip())
        ]
        if names:
            kept.append(f"{','.join(names)}{{{' '.join(body.split())}}}")
    return "\n".join(kept)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
