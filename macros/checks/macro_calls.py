"""A macro call must parse, exist, and find what it names: a page with a hole is worse than no page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache

from macros.catalog import Catalog
from macros.checks.texts import Text, faulty, texts
from macros.issues import Issue, MacroError, did_you_mean
from macros.library import MACROS
from macros.markdown_source import Call, code_lines
from macros.markdown_source import macro_calls as calls_in
from macros.models import Page
from macros.rendering.expansion import Macro
from macros.rendering.here import Here

ID = "macro-calls"
#: Macros with one id that do not depend on the page: by far the most calls, and each is tried once.
ANYWHERE = {"fact", "term"}
#: Macros that gather from the whole guide: what they miss may stand in a file that could not be read.
GATHERING = {"cards_due", "prerequisites", "questions", "study_plans"}


def check(catalog: Catalog) -> Iterator[Issue]:
    """Every call on every page is parsed, bound to its signature and tried."""
    sound: set[tuple[str, str]] = set()
    for text in texts(catalog):
        calls, names, others = calls_in(text.markdown)
        for other in others:
            yield text.issue(other.line, other.message, ID, _way_out(other.message))
        for line, name in names:
            if name in MACROS:
                hint = f"write {name}(...)"
                yield text.issue(line, f"the macro '{name}' is not called", ID, hint)
            else:
                yield text.issue(line, f"there is no macro '{name}'", ID, did_you_mean(name, MACROS))
        code = code_lines(text.markdown) if calls else ()
        for call in calls:
            known = _plain(call) if call.line not in code else None
            if known and known in sound:
                continue
            issue = _try(catalog, text, call, call.line in code)
            if issue:
                yield issue
            elif known:
                sound.add(known)


def _way_out(fault: str) -> str:
    """What to do about what does not parse: typographic quotes, a bracket left open, ..."""
    if re.search("unexpected char '[“”„‟‘’‚‛«»‹›″′]'", fault):
        return 'write straight quotes, as in fact("service/id")'
    if fault.endswith("expected ')'"):
        return 'close the bracket of the call, as in fact("service/id")'
    return "put code with {{ or {% into a file and include it; write { #id } with a blank"


def _plain(call: Call) -> tuple[str, str] | None:
    """What identifies a call that takes one id and nothing else."""
    if call.name not in ANYWHERE or not call.literal or len(call.args) + len(call.kwargs) != 1:
        return None
    return call.name, call.text("id")


def _try(catalog: Catalog, text: Text, call: Call, in_code: bool) -> Issue | None:
    macro = MACROS.get(call.name)
    if macro is None:
        hint = did_you_mean(call.name, MACROS) or f"known are {', '.join(MACROS)}"
        return text.issue(call.line, f"there is no macro '{call.name}'", ID, hint)
    if not call.literal:
        message = f"{call.name}() takes literal values only"
        return text.issue(call.line, message, ID, 'write fact("service/id"), no variables')
    if in_code:
        message = f"{call.name}() stands in a code block, which would show its Markdown"
        return text.issue(call.line, message, ID, "move it out of the block")
    here = Here(text.path)
    unsound = catalog.may_exist(text.path) and any(page.path == text.path for page in faulty(catalog, Page))
    try:
        bound = _signature(macro).bind(catalog, here, *call.args, **call.kwargs)
        _check_types(bound)
        printed = macro(*bound.args, **bound.kwargs)
    except MacroError as error:
        if _follows(catalog, call, error) or (unsound and not error.missing):
            return None
        return text.issue(call.line, f"{call.name}(): {error.message}", ID, error.hint)
    except TypeError as error:
        parameters = list(_signature(macro).parameters)[2:]
        hint = f"it takes {', '.join(parameters)}" if parameters else "it takes nothing"
        return text.issue(call.line, f"{call.name}(): {error}", ID, hint)
    except KeyError:
        if unsound:
            return None
        message = f"{call.name}() needs a page; name the service"
        return text.issue(call.line, message, ID, f'{call.name}("service")')
    if "data-place=" in printed and not (unsound or text.path in catalog.pages):
        return text.issue(call.line, f"{call.name}() belongs on a page", ID, "link to that page instead")
    return None


def _follows(catalog: Catalog, call: Call, error: MacroError) -> bool:
    """Whether the fault may be no more than a consequence of a file that could not be read."""
    if error.missing and catalog.may_exist(error.missing):
        return True
    return call.name in GATHERING and any(name.endswith(".md") for name in catalog.content.unread)


@cache
def _signature(macro: Macro) -> inspect.Signature:
    return inspect.signature(macro)


def _check_types(bound: inspect.BoundArguments) -> None:
    """Every value is a text or, where the macro says so, a number; a filter may be a list of texts, too."""
    for name, value in list(bound.arguments.items())[2:]:
        parameter = bound.signature.parameters[name]
        if parameter.annotation == "int | None":
            if value is not None and type(value) is not int:
                raise MacroError(f"{name} is a number, not {value!r}", "leave out the quotes")
            continue
        many = parameter.kind is parameter.VAR_POSITIONAL or parameter.annotation == "Filter"
        for item in value if many and isinstance(value, list | tuple) else [value]:
            if not isinstance(item, str) and not (item is None and parameter.annotation == "Filter"):
                raise MacroError(f"{name} is a text, not {item!r}", "put it in quotes")
