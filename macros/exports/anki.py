"""Flashcards for Anki: a deck a service under one parent, and one for the glossary.

What keeps a reader's progress across updates: a note's GUID comes from the question's first id, and its
modification time from the dates in the text and the last commits of the files that it is made of.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pygments.formatters import HtmlFormatter

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book_parts import glossary_title, guide_title
from macros.exports.links import absolute
from macros.exports.tools import package
from macros.exports.writing import write_zip
from macros.guide import Guide
from macros.history import last_changes
from macros.models import Question, Term
from macros.paths import GLOSSARY_PAGE
from macros.planning import questions_of
from macros.provenance import question_days, question_files
from macros.rendering.follow_ups import follow_ups
from macros.rendering.here import address
from macros.rendering.templating import fill
from macros.whole_files import whole

QUESTION_FIELDS = (
    "Prompt", "Answer", "In depth", "Rubric", "Weak signals", "Follow-ups", "Sources", "Labels", "Id",
)  # fmt: skip
TERM_FIELDS = ("Term", "Definition", "Also called", "See also", "Sources", "Id")


class _Card(NamedTuple):
    """A note to be: `kind` is question or term, `stamp` seconds since 1970."""

    deck: str
    kind: str
    fields: list[str]
    sort_field: str
    tags: list[str]
    guid: str
    stamp: int


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.apkg`."""
    genanki = package("genanki")
    changes = last_changes(guide.catalog.root)
    decks = _decks(genanki, guide.catalog, [*_questions(guide, changes), *_terms(guide, changes)])
    file = out / "guide.apkg"
    with TemporaryDirectory() as folder, whole(file) as part:
        raw = Path(folder) / "raw.apkg"
        genanki.Package(decks).write_to_file(raw, timestamp=_stamp([build_date()]))
        with zipfile.ZipFile(raw) as archive:
            write_zip(part, [(name, archive.read(name)) for name in sorted(archive.namelist())])
    return [file]


def _decks(genanki: Any, catalog: Catalog, cards: Iterable[_Card]) -> list[Any]:
    """The decks with their notes, both in the order of the cards."""
    title = guide_title(catalog)
    about = fill(
        "exports/anki-deck.html.jinja",
        today=build_date(),
        url=catalog.config.site_url,
        plans=list(catalog.plans.values()),
    )
    models = {kind: _model(genanki, title, kind) for kind in ("question", "term")}
    note_class = _note_class(genanki)
    decks: dict[str, Any] = {}
    for card in cards:
        name = f"{title}::{card.deck}"
        deck = decks.setdefault(name, genanki.Deck(number(f"deck {name}"), name, about))
        note = note_class(
            model=models[card.kind],
            fields=card.fields,
            sort_field=card.sort_field,
            tags=card.tags,
            guid=card.guid,
            due=len(deck.notes) + 1,
        )
        note.stamp = card.stamp
        deck.add_note(note)
    return list(decks.values())


def _questions(guide: Guide, changes: Mapping[str, int]) -> Iterator[_Card]:
    catalog = guide.catalog
    plans = {
        plan: {question.id for question in questions_of(catalog, plan.steps)}
        for plan in catalog.plans.values()
    }
    for question in catalog.questions.values():
        inside = [plan for plan, ids in plans.items() if question.id in ids]
        yield _Card(
            deck=catalog.section_name(question.section),
            kind="question",
            fields=_question_fields(guide, question),
            sort_field=question.prompt,
            tags=[*_tags(question), *(f"plan::{plan.id}" for plan in inside)],
            guid=question_guid(question),
            stamp=max(
                _stamp(question_days(catalog, question)),
                *(changes.get(name, 0) for name in question_files(catalog, question)),
                *(changes.get(f"docs/{plan.page}", 0) for plan in inside),
            ),
        )


def _terms(guide: Guide, changes: Mapping[str, int]) -> Iterator[_Card]:
    catalog = guide.catalog
    for term in catalog.terms.values():
        yield _Card(
            deck=glossary_title(catalog),
            kind="term",
            fields=_term_fields(guide, term),
            sort_field=term.term,
            tags=["glossary", *(f"service::{service}" for service in term.services)],
            guid=_guid(f"term {term.id}"),
            stamp=max(_stamp([term.checked]), changes.get(term.location.path, 0)),
        )


def number(name: str) -> int:
    """A number for Anki made of a name: the same one in every export, and never a small one."""
    return (1 << 40) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big")


def question_guid(question: Question) -> str:
    """Anki's name for the note. A renamed question keeps the one of its first id.

    Aliases are listed in the order in which they were used: the first one is the oldest.
    """
    return _guid(f"question {question.aliases[0] if question.aliases else question.id}")


def _guid(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:20]


def _stamp(days: Iterable[date]) -> int:
    return int(datetime.combine(max(days), time(), UTC).timestamp())


def _note_class(genanki: Any) -> Any:
    class Note(genanki.Note):  # type: ignore[misc, name-defined, unused-ignore]
        """A note with a modification time of its own: Anki takes an update only if that has grown."""

        stamp = 0

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
            super().write_to_db(cursor, self.stamp, deck_id, id_gen)

    return Note


def _model(genanki: Any, title: str, kind: str) -> Any:
    name = f"{title}: {kind}"
    return genanki.Model(
        number(f"model {name}"),
        name,
        fields=[{"name": field} for field in (QUESTION_FIELDS if kind == "question" else TERM_FIELDS)],
        templates=[
            {
                "name": kind.capitalize(),
                "qfmt": fill(f"exports/anki-{kind}-front.html.jinja"),
                "afmt": fill(f"exports/anki-{kind}-back.html.jinja"),
            }
        ],
        css=fill("exports/anki.css.jinja", light=_code_colors("default", ""), night=_night_code_colors()),
    )


def _code_colors(style: str, above: str) -> str:
    rules = HtmlFormatter(style=style).get_style_defs(f"{above}.highlight").splitlines()
    return "\n".join(rule for rule in rules if re.search(r"\.highlight \.\w+ \{", rule))


def _night_code_colors() -> str:
    return "\n".join(_code_colors("monokai", f"{night} ") for night in (".nightMode", ".night_mode"))


def _tags(question: Question) -> list[str]:
    return [
        f"service::{question.section}",
        f"level::{question.level}",
        f"kind::{question.kind}",
        *(f"topic::{question.section}::{topic}" for topic in question.topics),
        *(f"tag::{tag.replace(' ', '-')}" for tag in question.tags),
    ]


def _question_fields(guide: Guide, question: Question) -> list[str]:
    catalog, parts = guide.catalog, guide.renderer.question(question)
    base, urls = catalog.config.site_url, catalog.config.directory_urls

    def url(item: Question) -> str:
        return address(base, catalog.homes.get(item.id, ""), item.id, urls)

    def rows(template: str, **values: object) -> str:
        return absolute(fill(template, **values), base, urls)

    labels = (question.level.capitalize(), question.kind.capitalize(), f"{question.minutes} min")
    return [
        escape(question.prompt, quote=False),
        absolute(parts.spoken, base, urls),
        absolute(parts.depth, base, urls),
        rows("exports/anki-list.html.jinja", items=parts.key_points),
        rows("exports/anki-list.html.jinja", items=parts.weak_signals),
        rows("exports/anki-follow-ups.html.jinja", rows=follow_ups(catalog, question, parts), url=url),
        fill(
            "exports/anki-sources.html.jinja",
            sources=question.sources,
            checked=question.checked,
            url=url(question),
        ),
        " · ".join(labels),
        question.id,
    ]


def _term_fields(guide: Guide, term: Term) -> list[str]:
    catalog = guide.catalog
    base, urls = catalog.config.site_url, catalog.config.directory_urls
    return [
        escape(term.term, quote=False),
        absolute(guide.renderer.term(term), base, urls),
        escape(", ".join(term.aliases), quote=False),
        escape(", ".join(catalog.term(name).term for name in term.see_also), quote=False),
        fill(
            "exports/anki-sources.html.jinja",
            sources=term.sources,
            checked=term.checked,
            url=address(base, GLOSSARY_PAGE, term.id, urls),
        ),
        term.id,
    ]
