"""What no page shows, no reader finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import macro_calls
from macros.references import letter_pages, uses_page

ID = "unshown"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Questions whose card stands on no page, and diagrams, examples and uses of terms that no page shows."""
    pages = catalog.content.pages
    if any(uri.endswith(".md") for uri in catalog.content.unread) or any(
        macro_calls(p.body)[2] for p in pages
    ):
        return  # what shows them may be what could not be read
    for question in catalog.content.questions:
        if question.id not in catalog.homes:
            call = f'{{{{ question("{question.id}") }}}}'
            hint = f"put {{{{ questions() }}}} on a page of its folder, or {call} on any"
            yield Issue(question.location, f"no page shows the question '{question.id}'", ID, hint)
    for term in catalog.content.terms if letter_pages(catalog) else ():
        if not uses_page(catalog, term):
            letter = term.initial.lower().replace("–", "-")
            calls = f'{{{{ term_uses("{letter}") }}}} on a page, or {{{{ term_uses() }}}}'
            hint = f"put {calls} for all letters without one"
            yield Issue(term.location, f"no page says where the term '{term.term}' is used", ID, hint)
    shown = set(chain.from_iterable(catalog.of_files(ID, "", _shown).values()))
    for kind, items in (("diagram", catalog.diagrams), ("example", catalog.examples)):
        for path, item in items.items():
            if (kind, path) not in shown:
                hint = f'put {{{{ {kind}("{path}") }}}} on a page'
                yield Issue(item.location, f"no page shows this {kind}", ID, hint)


def _shown(catalog: Catalog) -> Iterator[tuple[str, tuple[str, str]]]:
    """(file, (kind, path)) of each diagram and example that a text shows."""
    for text in texts(catalog):
        for call in macro_calls(text.markdown)[0]:
            if call.name in {"diagram", "example"}:
                yield text.file, (call.name, call.text("path"))
