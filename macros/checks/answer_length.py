"""An answer is as long as one can speak and keep in mind. The guide's configuration says how long that is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue, Location
from macros.markdown_source import JINJA
from macros.models import Question, Term

ID = "answer-length"
#: Lines that one cannot say aloud: lists, tables, headings, quotes, code.
NOT_SPOKEN = re.compile(r"^[ ]{0,3}(?:[-*+>|#]|\d+[.)][ ]|```|~~~|!!!|\?\?\?|===)")


def check(catalog: Catalog) -> Iterator[Issue]:
    """Prompts, answers, rubrics, answers to follow-ups and definitions outside of the lengths set."""
    for question in catalog.content.questions:
        yield from _question(catalog, question)
    for term in catalog.content.terms:
        yield from _term(catalog, term)


def _question(catalog: Catalog, question: Question) -> Iterator[Issue]:
    body = Location(question.location.path, question.body_line)
    depth_line = question.body_line + question.body.count("\n", 0, question.body.find("\n## In depth") + 1)
    depth = Location(question.location.path, depth_line)
    yield from _length(
        catalog, "prompt", "the prompt has", "words", len(question.prompt.split()), question.at("prompt")
    )
    if question.spoken and question.depth:
        spoken = "the answer before '## In depth' has"
        yield from _length(catalog, "spoken", spoken, "words", _words(question.spoken), body)
        yield from _length(catalog, "depth", "the depth has", "words", _words(question.depth), depth)
    points = len(question.key_points)
    yield from _length(catalog, "key_points", "the rubric has", "points", points, question.at("key_points"))
    yield from _follow_ups(catalog, question)
    if "spoken" in catalog.config.lengths:
        for number, line in enumerate(question.spoken.split("\n")):
            if NOT_SPOKEN.match(line):
                place = Location(body.path, body.line + number)
                hint = "say it in sentences, or move it below '## In depth'"
                yield Issue(place, "nobody can say a list, a table or code aloud", ID, hint, "warning")
                break


def _follow_ups(catalog: Catalog, question: Question) -> Iterator[Issue]:
    """Where answers to follow-ups have a length, every follow-up has one, or leads to another question."""
    for number, follow_up in enumerate(question.follow_ups):
        place = question.at("follow_ups", number)
        if follow_up.answer:
            count = _words(follow_up.answer)
            yield from _length(catalog, "reply", "the answer to this follow-up has", "words", count, place)
        elif "reply" in catalog.config.lengths and not follow_up.question:
            hint = "write {ask, answer}, or {ask, question} with the id of the question that answers it"
            yield Issue(place, "nothing answers this follow-up", ID, hint, "warning")


def _term(catalog: Catalog, term: Term) -> Iterator[Issue]:
    place = Location(term.location.path, term.body_line)
    if term.definition:
        yield from _length(
            catalog, "definition", "the definition has", "characters", len(term.definition), place
        )


def _words(markdown: str) -> int:
    """Words as one says them; a macro call prints one or two, so it counts as one."""
    return len(JINJA.sub("number", markdown).split())


def _length(catalog: Catalog, name: str, has: str, unit: str, count: int, place: Location) -> Iterator[Issue]:
    least, most = catalog.config.lengths.get(name, (0, count))
    if not least <= count <= most:
        hint = f"{least} to {most} is what readers can use; " + (
            "cut" if count > most else "say why, and when not"
        )
        counted = f"{count} {unit.removesuffix('s') if count == 1 else unit}"
        yield Issue(place, f"{has} {counted}", ID, hint, "warning")
