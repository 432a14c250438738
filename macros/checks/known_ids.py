"""A record that names another by id must name one that exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from macros.catalog import Catalog
from macros.checks.texts import faulty
from macros.issues import Issue, did_you_mean
from macros.models import Question, Term
from macros.models.base import Placed

ID = "known-ids"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Related questions, follow-ups, topics, terms, services and limits that do not exist; half an alias."""
    questions, terms, services = catalog.questions, catalog.terms, catalog.services
    without_topics = {uri.split("/")[-2] for uri in catalog.content.unread if uri.endswith("/index.md")}
    for question in (*catalog.content.questions, *faulty(catalog, Question)):
        topics = catalog.topics.get(question.section, {})
        if question.section not in without_topics:
            yield from _unknown(catalog, question, ("topics",), "topic", question.topics, topics)
        yield from _unknown(catalog, question, ("related",), "question", question.related, questions)
        answers = [follow_up.question for follow_up in question.follow_ups]
        yield from _unknown(catalog, question, ("follow_ups",), "question", answers, questions)
        for index, alias in enumerate(question.aliases):
            if "/" not in alias:
                message = f"aliases: '{alias}' is no id, for ids name the folder, too"
                hint = f"write '{question.section}/{alias}'"
                yield Issue(question.at("aliases", index), message, ID, hint)
        if question.id in question.related:
            yield Issue(question.at("related"), "a question cannot be related to itself", ID)
        if question.id in answers:
            place = question.at("follow_ups", answers.index(question.id))
            message = "this follow-up leads back to its own card"
            yield Issue(place, message, ID, "answer it here, or name the question that does")
        yield from _twice(question, "related", question.related)
    for term in (*catalog.content.terms, *faulty(catalog, Term)):
        yield from _unknown(catalog, term, ("see_also",), "term", term.see_also, terms)
        yield from _unknown(catalog, term, ("services",), "service", term.services, services)
        if term.id in term.see_also:
            yield Issue(term.at("see_also"), "a term cannot be seen also at itself", ID, "leave it out")
        yield from _twice(term, "see_also", term.see_also)
    for page in catalog.content.pages:
        if page.service:
            yield from _unknown(
                catalog, page, ("service", "limits"), "fact", page.service.limits, catalog.facts
            )
            yield from _unknown(
                catalog, page, ("service", "compare"), "service", page.service.compare, services
            )
            yield from _unknown(
                catalog, page, ("service", "before"), "service", page.service.before, services
            )
            if page.section in page.service.compare:
                place = page.at("service", "compare")
                yield Issue(place, "a service cannot be compared with itself", ID, "leave it out")


def _twice(record: Question | Term, field: str, names: Sequence[str]) -> Iterator[Issue]:
    """One finding for each name that stands more than once in a field."""
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Issue(record.at(field), f"{field}: '{name}' is named twice", ID, "keep one")


def _unknown(
    catalog: Catalog,
    item: Placed,
    field: tuple[str, ...],
    what: str,
    names: Sequence[str],
    known: Collection[str],
) -> Iterator[Issue]:
    for index, name in enumerate(names):
        if name and name not in known and not catalog.may_exist(name):
            message = f"{field[-1]}: there is no {what} '{name}'"
            yield Issue(item.at(*field, index), message, ID, did_you_mean(name, known))
