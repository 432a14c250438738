"""A page of somebody else has one title, so whoever meets it in two places knows it again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Edit, Issue, Location
from macros.models import Source

ID = "source-titles"
#: Titles that read the same in YAML with quotes and without, so that one can stand in the other's place.
PLAIN = re.compile(r"[A-Za-z][\w ()./-]*")


def check(catalog: Catalog) -> Iterator[Issue]:
    """Sources that others name by another title: the one most used is right, of equals the longest."""
    by_url: defaultdict[str, list[tuple[str, Location]]] = defaultdict(list)
    for source, place in _sources(catalog):
        by_url[source.url].append((source.title, place))
    for url, named in by_url.items():
        uses = Counter(title for title, _ in named)
        usual = max(uses, key=lambda title: (uses[title], len(title), title))
        for title, place in named:
            if title != usual:
                message = f"the source '{url}' is called '{usual}' elsewhere"
                plain = PLAIN.fullmatch(title) and PLAIN.fullmatch(usual)
                fix = Edit(place, title, usual) if plain else None
                hint = "take the page's own title, in all places the same"
                yield Issue(place, message, ID, hint, "warning", fix)


def _sources(catalog: Catalog) -> Iterator[tuple[Source, Location]]:
    for record in catalog.content.sourced:
        for number, source in enumerate(record.sources):
            yield source, record.at("sources", number, "title")
    for fact in catalog.content.facts:
        yield fact.source, fact.at("source", "title")
