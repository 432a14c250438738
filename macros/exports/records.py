"""The guide's records as plain data, the same for every format."""

from __future__ import annotations

from typing import Any

from macros.guide import Guide
from macros.models import Change, Source
from macros.rendering.here import Here

_NO_PAGE = Here("", directory_urls=True)


def questions(guide: Guide) -> list[dict[str, Any]]:
    """Questions with their answers as HTML. Links are relative to the site's root."""
    rows = []
    for item in guide.catalog.questions.values():
        parts = guide.renderer.question(item)
        rows.append(
            {
                "id": item.id,
                "aliases": list(item.aliases),
                "service": item.section,
                "prompt": item.prompt,
                "level": item.level,
                "kind": item.kind,
                "topics": list(item.topics),
                "tags": list(item.tags),
                "minutes": item.minutes,
                "answer": _NO_PAGE.settle(parts.spoken),
                "in_depth": _NO_PAGE.settle(parts.depth),
                "key_points": [_NO_PAGE.settle(line) for line in parts.key_points],
                "weak_signals": [_NO_PAGE.settle(line) for line in parts.weak_signals],
                "follow_ups": [_NO_PAGE.settle(line) for line in parts.follow_ups],
                "follow_up_replies": [_NO_PAGE.settle(line) for line in parts.replies],
                "follow_up_answers": [follow_up.question for follow_up in item.follow_ups],
                "related": list(item.related),
                "sources": _sources(item.sources),
                "checked": item.checked.isoformat(),
                "changed": _changed(item.changed),
                "page": guide.catalog.homes[item.id],
            }
        )
    return rows


def terms(guide: Guide) -> list[dict[str, Any]]:
    """Terms with their definitions as HTML."""
    return [
        {
            "id": item.id,
            "term": item.term,
            "aliases": list(item.aliases),
            "definition": item.definition,
            "html": _NO_PAGE.settle(guide.renderer.term(item)),
            "see_also": list(item.see_also),
            "services": list(item.services),
            "sources": _sources(item.sources),
            "checked": item.checked.isoformat(),
        }
        for item in guide.catalog.terms.values()
    ]


def facts(guide: Guide) -> list[dict[str, Any]]:
    """Facts with value, unit, source and date."""
    return [
        {
            "id": item.id,
            "service": item.section,
            "name": item.name,
            "kind": item.kind,
            "value": item.value,
            "unit": item.unit,
            "text": item.text,
            "adjustable": item.adjustable,
            "note": item.note,
            "source": {"title": item.source.title, "url": item.source.url},
            "checked": item.checked.isoformat(),
            "changed": _changed(item.changed),
            "machine_checkable": item.verify is not None,
        }
        for item in guide.catalog.facts.values()
    ]


def services(guide: Guide) -> list[dict[str, Any]]:
    """Services with what a comparison shows."""
    return [
        {
            "id": item.id,
            "name": item.name,
            "short": item.short,
            "category": item.category,
            "tagline": item.tagline,
            "documentation": item.documentation,
            "topics": dict(item.topics),
            "page": item.page,
            **item.at_a_glance.model_dump(),
        }
        for item in guide.catalog.services.values()
    ]


TABLES = {"questions": questions, "terms": terms, "facts": facts, "services": services}


def _sources(sources: tuple[Source, ...]) -> list[dict[str, str]]:
    return [{"title": source.title, "url": source.url} for source in sources]


def _changed(change: Change | None) -> dict[str, str] | None:
    return {"since": change.since.isoformat(), "what": change.what} if change else None
