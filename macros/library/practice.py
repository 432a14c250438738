"""The practice app on its page."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.markdown_source import macro_calls
from macros.rendering.here import Here
from macros.rendering.templating import fill


def practice(catalog: Catalog, here: Here) -> str:
    """Flashcards, mock interviews and progress for all questions. One page of a guide can hold it."""
    if here.page in catalog.pages:
        calls = [call for call in macro_calls(catalog.pages[here.page].body)[0] if call.name == "practice"]
        if catalog.practice_page != here.page:
            raise MacroError(f"the app stands on {catalog.practice_page} already", "link to that page")
        if len(calls) > 1:
            raise MacroError("the app can stand on a page once", "leave one call")
    return fill("place.md.jinja", kind="practice", id="practice", here=here)
