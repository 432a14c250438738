"""A made-up study guide, as large as one likes, free of any generator's markup.

Its words are invented and drawn as in real texts: few are frequent, most are rare, and each page has some of
its own. The same size gives the same text, on every machine.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, product
from math import sqrt


def words(text: str) -> list[str]:
    """The words in a text, in lower case, without punctuation."""
    return re.findall(r"[^\W_]+", text.lower())


QUESTIONS_A_PAGE = 20
#: Pages by name of the size.
SIZES = {"tiny": 2, "S": 30, "M": 120, "L": 600}

LEVELS = ("junior", "mid", "senior")
KINDS = ("concept", "comparison", "scenario", "troubleshooting", "design")
TOPICS = {"basics": "Basics", "practice": "Practice", "limits": "Limits"}
ONSETS, NUCLEI, CODAS = "bdfgklmnprstv", "aeiou", ("", "l", "n", "r", "st")
FREQUENT = words("the of a and to in is that it for with as on by from when which not this each")
VOCABULARY = 4000


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence; `term` is the id of the glossary term that they name, or empty."""

    text: str
    term: str = ""


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Term:
    """A word of the glossary: its definition is one plain sentence."""

    id: str
    name: str
    definition: str


@dataclass(frozen=True)
class Question:
    """An interview question with about 120 words of answer, and its rubric.

    `items` are those of a list in the answer; `code` is a sample in Python, in every fourth question only.
    `opening` is the first sentence of the answer: no other text of the guide holds it.
    """

    id: str
    prompt: str
    level: str
    kind: str
    topic: str
    minutes: int
    opening: str
    spoken: tuple[Paragraph, ...]
    depth: tuple[Paragraph, ...]
    items: tuple[str, ...]
    code: str
    key_points: tuple[str, ...]
    source: str

    @property
    def address(self) -> str:
        """Where its source is: sources of one title are one page."""
        return f"https://example.org/{self.source.lower().replace(' ', '-')}"

    @property
    def summary(self) -> str:
        """What one reads on the closed card."""
        return f"Answer · {self.level.capitalize()} · {self.kind.capitalize()} · {self.minutes} min"

    def authored(self) -> Iterator[str]:
        """What somebody wrote of it, without the headings and labels that all questions have."""
        yield self.prompt
        yield from map(plain, (*self.spoken, *self.depth))
        yield from (*self.items, self.code, *self.key_points, self.source)

    def texts(self) -> Iterator[str]:
        """All that a reader sees of it, in the order of reading."""
        yield from (self.prompt, self.summary)
        yield from map(plain, self.spoken)
        yield "In depth"
        yield from map(plain, self.depth)
        yield from self.items
        yield self.code
        yield "What a good answer covers"
        yield from self.key_points
        yield f"Sources: {self.source}. Checked on 2 January 2026."


@dataclass(frozen=True)
class Page:
    """Twenty questions about one subject."""

    id: str
    title: str
    tagline: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Category:
    """Some pages that stand together in the navigation."""

    id: str
    title: str
    tagline: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class StudyGuide:
    """The whole text."""

    categories: tuple[Category, ...]
    terms: tuple[Term, ...]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page with questions."""
        return tuple(page for category in self.categories for page in category.pages)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question."""
        return tuple(question for page in self.pages for question in page.questions)


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph."""
    return "".join(piece.text for piece in paragraph)


def study_guide(pages: int) -> StudyGuide:
    """A guide of that many pages with 20 questions each, and twice as many terms."""
    return _Writer(pages).guide()


class _Writer:
    """Draws words; what it draws depends on the number of pages alone."""

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._random = random.Random(pages)
        syllables = ["".join(parts) for parts in product(ONSETS, NUCLEI, CODAS)]
        pairs = ["".join(pair) for pair in product(syllables, syllables)]
        drawn = self._random.sample(pairs, VOCABULARY + 2 * pages + 4 * pages)
        self._vocabulary = FREQUENT + drawn[:VOCABULARY]
        # The n-th most frequent word comes up 1/n as often as the first (Zipf's law).
        self._weights = list(accumulate(1 / rank for rank in range(3, len(self._vocabulary) + 3)))
        self._term_words = drawn[VOCABULARY : VOCABULARY + 2 * pages]
        self._own_words = drawn[VOCABULARY + 2 * pages :]
        self._drawn: list[str] = []
        self._number = 0

    def guide(self) -> StudyGuide:
        self._terms = tuple(
            Term(f"{word}-queue", f"{word} queue", self._sentence(14, 20)) for word in self._term_words
        )
        size = max(1, round(sqrt(self._pages)))  # as many categories as pages in one
        pages = [self._page(number) for number in range(self._pages)]
        chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
        categories = tuple(
            Category(f"part-{number:02}", f"Part {number}", self._sentence(12, 16), tuple(chunk))
            for number, chunk in enumerate(chunks, 1)
        )
        return StudyGuide(categories, self._terms)

    def _page(self, number: int) -> Page:
        own = self._own_words[4 * number : 4 * number + 4]
        title = f"{own[0].capitalize()} {own[1]}"
        return Page(
            f"page-{number + 1:03}",
            title,
            self._sentence(12, 16),
            self._sentence(20, 30),
            tuple(self._question(number, place, own) for place in range(QUESTIONS_A_PAGE)),
        )

    def _question(self, page: int, place: int, own: Sequence[str]) -> Question:
        self._number += 1
        # Both terms of a page are in use, whatever else is drawn.
        term = self._terms[(2 * page + place) % len(self._terms)]
        other = self._terms[
            (2 * page + place + 1 + self._random.randrange(len(self._terms) - 1)) % len(self._terms)
        ]
        opening = self._sentence(9, 13, f"case{self._number}")
        return Question(
            id=f"question-{place + 1:02}",
            prompt=f"{self._sentence(8, 12, self._random.choice(own))[:-1]}?",
            level=LEVELS[place % 3],
            kind=KINDS[place % 5],
            topic=tuple(TOPICS)[place % 3],
            minutes=1 + place % 3,
            opening=opening,
            spoken=(
                (Piece(f"{opening} "), *self._naming(term, 8, 12), Piece(f" {self._sentence(8, 12)}")),
                (Piece(f"{self._sentence(10, 14, self._random.choice(own))} {self._sentence(8, 12)}"),),
            ),
            depth=((*self._naming(other, 10, 14), Piece(f" {self._sentence(10, 14)}")),),
            items=tuple(self._sentence(5, 8) for _ in range(3)),
            code=self._code() if place % 4 == 0 else "",
            key_points=tuple(self._sentence(7, 11) for _ in range(3)),
            source=self._words(3).capitalize(),
        )

    def _words(self, count: int) -> str:
        if len(self._drawn) < count:  # many at once: each draw of its own costs a call
            self._drawn += self._random.choices(self._vocabulary, cum_weights=self._weights, k=10_000)
        taken = " ".join(self._drawn[-count:])
        del self._drawn[-count:]
        return taken

    def _sentence(self, least: int, most: int, word: str = "") -> str:
        """A sentence of least to most words; `word` stands somewhere in it."""
        drawn = self._words(self._random.randint(least, most)).split()
        if word:
            drawn.insert(self._random.randint(1, len(drawn)), word)
        text = " ".join(drawn)
        return f"{text[0].upper()}{text[1:]}."

    def _naming(self, term: Term, least: int, most: int) -> Paragraph:
        """A sentence with the name of a term in it."""
        start = self._sentence(least // 2, least // 2)[:-1]
        rest = self._words(self._random.randint(least // 2, most - least // 2))
        return Piece(f"{start} the "), Piece(term.name, term.id), Piece(f" {rest}.")

    def _code(self) -> str:
        one, two, three = (f"{word}_{number}" for number, word in enumerate(self._words(3).split()))
        return f"def {one}({two}: int) -> list[str]:\n    {three} = {two} * 2\n    return [str({three})]"
