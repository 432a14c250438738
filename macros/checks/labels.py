"""A label stands in headings, tables and tooltips: it is plain text, or it would break them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.catalog import Catalog
from macros.issues import Issue, Location
from macros.models import Fact, Question

ID = "labels"
NOT_PLAIN = re.compile(r"[{}|\n]|<(?=[A-Za-z/!?])|\]\(")
Label = tuple[str, str, Location]


def check(catalog: Catalog) -> Iterator[Issue]:
    """Names, prompts and short phrases with HTML, links, macros, attribute lists or bars in them."""
    for name, text, place in _labels(catalog):
        if NOT_PLAIN.search(text) or text.count("`") % 2:
            hint = "leave out HTML, links, macros, braces and bars"
            yield Issue(place, f"{name}: this must be plain text", ID, hint)


def _labels(catalog: Catalog) -> Iterable[Label]:
    content = catalog.content
    for question in content.questions:
        yield "prompt", question.prompt, question.at("prompt")
    for term in content.terms:
        yield "term", term.term, term.at("term")
    for fact in content.facts:
        for name in ("name", "unit", "display", "note"):
            yield name, getattr(fact, name), fact.at(name)
        yield "value", str(fact.value), fact.at("value")
        yield "source.title", fact.source.title, fact.at("source", "title")
    changeable: tuple[Question | Fact, ...] = (*content.questions, *content.facts)
    for item in changeable:
        if item.changed:
            yield "changed.what", item.changed.what, item.at("changed", "what")
    for entry in content.news:
        yield "title", entry.title, entry.at("title")
    for page in content.pages:
        yield "title", page.title, page.at("title")
        for topic, title in page.topics.items():
            yield f"topics.{topic}", title, page.at("topics", topic)
        if page.plan:
            for name in ("name", "description"):
                yield f"plan.{name}", getattr(page.plan, name), page.at("plan", name)
            for index, step in enumerate(page.plan.steps):
                for name in ("title", "note"):
                    yield f"plan.steps.{name}", getattr(step, name), page.at("plan", "steps", index, name)
        if page.service:
            for name in ("name", "short", "tagline"):
                yield f"service.{name}", getattr(page.service, name), page.at("service", name)
            for name, phrase in page.service.at_a_glance:
                yield f"service.at_a_glance.{name}", phrase, page.at("service", "at_a_glance", name)
            for topic, title in page.service.topics.items():
                yield f"service.topics.{topic}", title, page.at("service", "topics", topic)
