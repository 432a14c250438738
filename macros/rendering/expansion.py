"""Macro calls in a text are replaced by what they print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from macros.catalog import Catalog
from macros.issues import ContentError, Issue, Location, MacroError
from macros.markdown_source import Call, plain_calls
from macros.rendering.here import Here

#: A macro: (catalog, page, the author's arguments) -> Markdown.
Macro = Callable[..., str]


class Expander:
    """Fills the macro calls of answers and terms, as the site's engine does for pages."""

    def __init__(self, catalog: Catalog, macros: Mapping[str, Macro]) -> None:
        self._catalog = catalog
        self._macros = macros
        self._environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
        self._environment.globals.update({name: _bind(catalog, macro) for name, macro in macros.items()})

    def expand(self, text: str, path: str, location: Location) -> str:
        """`text` of the docs file `path`, macros filled. Raises ContentError placed at `location`."""
        if "{{" not in text and "{%" not in text:
            return text
        try:
            calls = plain_calls(text)
            if calls is not None and all(call.name in self._macros for _, call in calls):
                return self._filled(text, path, calls)
            return self._environment.from_string(text).render(here=Here(path))
        except jinja2.TemplateSyntaxError as error:
            place = Location(location.path, location.line + error.lineno - 1)
            raise ContentError([Issue(place, error.message or "bad syntax", "macros")]) from error
        except (MacroError, jinja2.TemplateError, TypeError) as error:
            hint = error.hint if isinstance(error, MacroError) else ""
            raise ContentError([Issue(location, str(error), "macros", hint)]) from error

    def _filled(self, text: str, path: str, calls: Sequence[tuple[tuple[int, int], Call]]) -> str:
        """The text with its calls replaced, as Jinja would do it: quicker, for it need not be compiled."""
        here, end = Here(path), 0
        done: list[str] = []
        for (start, stop), call in calls:
            done += (
                text[end:start],
                str(self._macros[call.name](self._catalog, here, *call.args, **call.kwargs)),
            )
            end = stop
        return "".join([*done, text[end:].removesuffix("\n")])


def _bind(catalog: Catalog, macro: Macro) -> Macro:
    @jinja2.pass_context
    def call(context: jinja2.runtime.Context, *args: object, **kwargs: object) -> str:
        return macro(catalog, context["here"], *args, **kwargs)

    return call
