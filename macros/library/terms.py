"""The glossary, where its terms are used, and explicit links to it."""

from __future__ import annotations

import re
from itertools import groupby

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.models.term import initial
from macros.paths import GLOSSARY_PAGE, relative
from macros.references import letter_pages
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
    letters = groupby(catalog.terms.values(), key=lambda item: item.initial)
    return fill("glossary.md.jinja", letters=[(letter, list(items)) for letter, items in letters], here=here)


def term_uses(catalog: Catalog, here: Here, *letters: str) -> str:
    """Where the terms with these first letters are used; without letters, those that no other page has."""
    if GLOSSARY_PAGE not in catalog.pages:
        hint = "write it with {{ glossary() }} on it"
        raise MacroError(f"there is no docs/{GLOSSARY_PAGE} to lead back to", hint, GLOSSARY_PAGE)
    for letter in letters:
        if letter != "0-9" and not (len(letter) == 1 and letter.isalpha()):
            raise MacroError(f"'{letter}' is no letter", 'write term_uses("a"), or "0-9"')
    wanted = [initial(letter) for letter in letters]
    for letter in wanted or [""]:
        other = letter_pages(catalog).get(letter, here.page)
        if other != here.page:
            what = f"the terms with {letter}" if letter else "all terms without a page of their own"
            raise MacroError(f"docs/{other} has {what} already", "keep one of the two pages")
    found = [
        item
        for item in catalog.terms.values()
        if (item.initial in wanted if letters else item.initial not in letter_pages(catalog))
    ]
    return fill("term-uses.md.jinja", terms=found, here=here)
