"""The bar above the cards of a page: what to filter them by, and buttons for all of them."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.models import KINDS, LEVELS
from macros.rendering.answers import Renderer
from macros.rendering.here import Here
from macros.rendering.templating import fill


def question_tools(catalog: Catalog, renderer: Renderer, names: str, here: Here) -> str:
    """The bar for the cards of the questions with these ids. A page's script shows it; it is no use without.

    It offers the levels, kinds and topics that occur, where there is more than one to choose from.
    """
    found = [catalog.question(name) for name in names.split()]
    topics = {name for item in found for name in item.topics}
    choices: dict[str, list[tuple[str, str]]] = {
        "level": [(name, name.capitalize()) for name in LEVELS if any(item.level == name for item in found)],
        "kind": [(name, name.capitalize()) for name in KINDS if any(item.kind == name for item in found)],
        "topic": [(name, title) for name, title in catalog.topic_titles(found).items() if name in topics],
    }
    tools = {name: offered for name, offered in choices.items() if len(offered) > 1}
    return fill("question-tools.html.jinja", tools=tools)
