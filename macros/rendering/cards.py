"""What is set into its place on a page: question cards, glossary entries, diagrams, tables, the app."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from urllib.parse import quote, quote_plus

from macros.catalog import Catalog
from macros.file_cache import digest_of
from macros.freshness import evidence, is_stale
from macros.models import FACT_KINDS, Fact, Question
from macros.paths import GENERATED, GLOSSARY_PAGE
from macros.references import uses, uses_page
from macros.rendering.answers import Renderer
from macros.rendering.follow_ups import follow_ups
from macros.rendering.here import Here
from macros.rendering.overview import at_a_glance, cards_due, figures, plan_cards, service_map
from macros.rendering.practice import card_files
from macros.rendering.question_index import question_index
from macros.rendering.question_tools import question_tools
from macros.rendering.templating import fill
from macros.repository import edit_url

#: A link to a term, up to its title: what the title says stands on the glossary's own page.
TERM_LINK = re.compile(r'(<a class="term" [^<>]*?) title="[^"]*"')


def question_card(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The collapsible card of a question."""
    question = catalog.question(name)
    parts = renderer.question(question)
    home = catalog.homes.get(question.id, here.page)
    html = fill(
        "question.html.jinja",
        question=question,
        parts=parts,
        topics=catalog.topics.get(question.section, {}),
        at_home=home == here.page,
        permalink=here.url(home, question.id),
        follow_ups=follow_ups(catalog, question, parts),
        related=[catalog.question(item) for item in question.further],
        url=lambda other: here.url(catalog.homes.get(other.id, here.page), other.id),
        stale=is_stale(catalog, question),
        edit_url=edit_url(catalog.config, question.path),
        report_url=report_url(catalog, question),
        mail_url=mail_url(catalog, question),
    )
    return here.settle(html)


def card_material(catalog: Catalog, renderer: Renderer, name: str) -> bytes | None:
    """What the card of a question is made of, besides what all pages depend on; None where nobody can tell.

    Quicker than the card itself, for who only asks whether it is the same as before.
    """
    question = catalog.question(name)
    mark = renderer.mark(question)
    linked = [*question.related, *(item.question for item in question.follow_ups if item.question)]
    prompts = [catalog.question(item).prompt for item in linked]
    own = catalog.content.marks[question.location.path]
    return mark and digest_of(mark, own, *prompts)


def quiz(catalog: Catalog, renderer: Renderer, names: str, here: Here) -> str:
    """What says to search engines that the cards with these ids are one quiz. A reader sees nothing of it.

    Source: https://schema.org/Quiz
    """
    return fill("quiz.html.jinja", names=names.split(), title=catalog.pages[here.page].title)


def report_url(catalog: Catalog, question: Question) -> str:
    """A new issue in the repository, filled in; empty without a repository."""
    if not catalog.config.repo_url:
        return ""
    name = quote_plus(question.id)
    fields = f"template=wrong-answer.yml&title=Wrong+answer%3A+{name}&question={name}"
    return f"{catalog.config.repo_url}/issues/new?{fields}"


def mail_url(catalog: Catalog, question: Question) -> str:
    """A letter to the maintainers, filled in, for readers without an account; empty without an address."""
    if not catalog.config.report_email:
        return ""
    subject = quote(f"Wrong answer: {question.id}")
    body = quote(f"Question: {question.id}\nWhat is wrong:\nSource that shows it:\n")
    return f"mailto:{catalog.config.report_email}?subject={subject}&body={body}"


def term_entry(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The body of a glossary entry: definition, related terms, the way to where it is used."""
    term = catalog.term(name)
    page, used = uses_page(catalog, term), len(uses(catalog).get(term.id, ()))
    html = fill(
        "term.html.jinja",
        term=term,
        body=TERM_LINK.sub(r"\1", renderer.term(term)),
        see_also=[catalog.term(item) for item in term.see_also],
        uses=used,
        uses_url=here.url(page, term.id) if page and used else "",
    )
    return here.settle(html)


def term_material(catalog: Catalog, renderer: Renderer, name: str) -> bytes | None:
    """The same for a glossary entry as `card_material` for a card."""
    term, marks = catalog.term(name), catalog.content.marks
    mark = renderer.mark(term)
    records = (marks[item.location.path] for item in (term, *map(catalog.term, term.see_also)))
    used = (uses_page(catalog, term), len(uses(catalog).get(term.id, ())))
    return mark and digest_of(mark, repr(used), *records)


def term_uses(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The places that use a term, and the way back to what it means."""
    places = uses(catalog).get(catalog.term(name).id, ())
    return fill(
        "term-uses.html.jinja",
        definition=here.url(GLOSSARY_PAGE, name),
        uses=[{"title": use.title, "url": here.url(use.page, use.anchor)} for use in places],
    )


def uses_material(catalog: Catalog, renderer: Renderer, name: str) -> bytes:
    """The same for the places that use a term."""
    return digest_of(repr(uses(catalog).get(catalog.term(name).id, ())))


def glossary_head(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """What stands above the glossary's entries: their filter, and for search engines that they are one set.

    Source: https://schema.org/DefinedTermSet
    """
    return fill(
        "glossary-head.html.jinja",
        title=catalog.pages[here.page].title,
        count=len(catalog.terms),
        filter=here.url("assets/javascripts/text-filter.js"),
        script=here.url("assets/javascripts/glossary.js"),
    )


def news_entry(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The date and the text of a news entry."""
    entry = catalog.news[name]
    return here.settle(fill("news.html.jinja", entry=entry, body=renderer.news(entry)))


def diagram_figure(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """A diagram with its text alternative."""
    return fill("diagram.html.jinja", diagram=catalog.diagram(name))


def fact_table(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """Every fact with its source and how it is known, under a filter bar."""
    by_service: dict[str, list[Fact]] = {service: [] for service in catalog.services}
    for fact in catalog.facts.values():
        by_service[fact.section].append(fact)
    html = fill(
        "fact-index.html.jinja",
        services=[catalog.services[service] for service, facts in by_service.items() if facts],
        rows=[
            {
                "fact": fact,
                "service": catalog.services[service],
                "name": renderer.inline(fact.name, fact.path, fact.location),
                "note": renderer.inline(fact.note, fact.path, fact.location),
                "evidence": evidence(fact, catalog.config),
                "stale": is_stale(catalog, fact),
            }
            for service, facts in by_service.items()
            for fact in facts
        ],
        kinds=FACT_KINDS,
        filter=here.url("assets/javascripts/text-filter.js"),
        script=here.url("assets/javascripts/facts.js"),
        style=here.url("assets/stylesheets/facts.css"),
    )
    return here.settle(html)


def practice_app(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The practice app: what it needs to start, and what stands in its place without scripts."""
    sets: dict[str, Counter[str]] = defaultdict(Counter)
    for question in catalog.questions.values():
        sets[question.section][catalog.homes[question.id]] += 1
    return fill(
        "practice.html.jinja",
        cards=here.served.url(f"{GENERATED}/{card_files(catalog, renderer, here.served).index}"),
        style=here.url("assets/stylesheets/practice.css"),
        script=here.url("assets/javascripts/practice.js"),
        sets=[
            {
                "title": catalog.section_name(section, short=True),
                "url": here.url(pages.most_common(1)[0][0]),
                "count": pages.total(),
            }
            for section, pages in sets.items()
        ],
    )


#: How to tell that a place holds the same as before, without filling it.
MATERIALS = {"question": card_material, "term": term_material, "uses": uses_material}
PLACES = {
    "question": question_card,
    "quiz": quiz,
    "tools": question_tools,
    "term": term_entry,
    "uses": term_uses,
    "glossary": glossary_head,
    "diagram": diagram_figure,
    "news": news_entry,
    "facts": fact_table,
    "practice": practice_app,
    "questions": question_index,
    "glance": at_a_glance,
    "due": cards_due,
    "figures": figures,
    "plans": plan_cards,
    "map": service_map,
}
