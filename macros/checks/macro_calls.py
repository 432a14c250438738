"""A macro call must parse, exist, and find what it names: a page with a hole is worse than no page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import Text, texts
from macros.issues import Issue, MacroError, did_you_mean
from macros.library import MACROS
from macros.markdown_source import Call
from macros.markdown_source import macro_calls as calls_in
from macros.rendering.here import Here

ID = "macro-calls"
#: Names that the engine itself offers to a page.
ENGINE_NAMES = {"page", "config", "extra", "macros_info", "now", "git"}


def check(catalog: Catalog) -> Iterator[Issue]:
    """Every call on every page is parsed, bound to its signature and tried."""
    for text in texts(catalog):
        calls, names, syntax = calls_in(text.markdown)
        if syntax:
            hint = "put code with {{ or {% into a file and include it; write { #id } with a blank"
            yield text.issue(syntax.line, f"this macro call does not parse: {syntax.message}", ID, hint)
        for name in names:
            if name not in ENGINE_NAMES:
                line = _line_of(text, name)
                yield text.issue(line, f"there is no macro '{name}'", ID, did_you_mean(name, MACROS))
        for call in calls:
            issue = _try(catalog, text, call)
            if issue:
                yield issue


def _try(catalog: Catalog, text: Text, call: Call) -> Issue | None:
    macro = MACROS.get(call.name)
    if macro is None:
        hint = did_you_mean(call.name, MACROS) or f"known are {', '.join(MACROS)}"
        return text.issue(call.line, f"there is no macro '{call.name}'", ID, hint)
    if not call.literal:
        message = f"{call.name}() takes literal values only"
        return text.issue(call.line, message, ID, 'write fact("service/id"), no variables')
    here = Here(text.path)
    try:
        inspect.signature(macro).bind(catalog, here, *call.args, **call.kwargs)
        macro(catalog, here, *call.args, **call.kwargs)
    except MacroError as error:
        return text.issue(call.line, f"{call.name}(): {error.message}", ID, error.hint)
    except TypeError as error:
        parameters = list(inspect.signature(macro).parameters)[2:]
        hint = f"it takes {', '.join(parameters)}" if parameters else "it takes nothing"
        return text.issue(call.line, f"{call.name}(): {error}", ID, hint)
    except KeyError:
        message = f"{call.name}() needs a page; name the service"
        return text.issue(call.line, message, ID, f'{call.name}("service")')
    return None


def _line_of(text: Text, name: str) -> int:
    lines = text.markdown.split("\n")
    return next((n for n, line in enumerate(lines, 1) if "{" in line and name in line), 1)
