"""The glossary, and explicit links to it."""

from __future__ import annotations

import re
from itertools import groupby

from macros.catalog import GLOSSARY_PAGE, Catalog, relative
from macros.issues import MacroError
from macros.rendering.here import Here
from macros.rendering.templating import fill


def term(catalog: Catalog, here: Here, id: str, text: str = "") -> str:
    """A link to a term, for a first use that the automatic links do not catch."""
    found = catalog.term(id)
    if re.search(r"[<>{}\[\]`\\]", text):
        raise MacroError("the text of a link to a term is plain")
    return fill(
        "term-link.md.jinja",
        term=found,
        text=text or found.term,
        url=f"{relative(GLOSSARY_PAGE, here.page)}#{found.id}",
    )


def glossary(catalog: Catalog, here: Here) -> str:
    """Every term with its definition, under a heading for each letter."""
    letters = groupby(catalog.terms.values(), key=lambda item: _letter(item.term))
    return fill("glossary.md.jinja", letters=[(letter, list(items)) for letter, items in letters], here=here)


def _letter(word: str) -> str:
    return word[0].upper() if word[0].isalpha() else "0–9"
