"""An answer opens with what one says aloud, then goes into depth; both must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import faulty
from macros.issues import Issue, Location
from macros.models import Question, Term
from macros.models.question import DEPTH_HEADING

ID = "answer-shape"
#: A line that means the heading and is written otherwise.
ALIKE = re.compile(r"[ ]*#*[ ]*in[ -]?depth[ ]*:?[ ]*#*[ ]*", re.IGNORECASE)


def check(catalog: Catalog) -> Iterator[Issue]:
    """Empty answers, empty terms, a depth that is announced and not given, terms too long to hover."""
    for question in (*catalog.content.questions, *faulty(catalog, Question)):
        place = Location(question.location.path, question.body_line)
        if not question.spoken or question.body.startswith(DEPTH_HEADING):
            hint = "after the front matter, write what one says in 60-90 seconds"
            yield Issue(place, "the answer is empty", ID, hint)
        elif not question.depth:
            yield from _no_depth(question, place)
    for term in (*catalog.content.terms, *faulty(catalog, Term)):
        place = Location(term.location.path, term.body_line)
        if not term.definition:
            yield Issue(place, "the definition is empty", ID, "one or two plain sentences")
        elif any(mark in term.definition for mark in ("{{", "](", "`")):
            message = "the first paragraph becomes a tooltip and must be plain text"
            yield Issue(place, message, ID, "no links, code or macros before the first blank line")


def _no_depth(question: Question, place: Location) -> Iterator[Issue]:
    announced = f"\n{DEPTH_HEADING}" in question.body
    alike = next((line for line in question.body.split("\n") if ALIKE.fullmatch(line)), "")
    message = "'## In depth' is empty" if announced else "the answer has no '## In depth'"
    hint = "add the trade-offs, failure modes and numbers below that heading"
    if alike and not announced:
        hint = f"write '## In depth', not '{alike.strip()}'"
    yield Issue(place, message, ID, hint)
