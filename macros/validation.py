"""What pydantic finds wrong with a record, in a contributor's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError, create_model
from typing_extensions import get_type_hints, is_typeddict

from macros.issues import Issue, Location, did_you_mean

#: The way into a record: fields and places in lists.
Path = tuple[str | int, ...]
#: What pydantic calls the types.
_TYPES = {
    "bool_type": "should be true or false",
    "dict_type": "should be fields, one 'name: value' a line",
    "float_type": "should be a number",
    "int_from_float": "should be a whole number",
    "int_type": "should be a whole number",
    "list_type": "should be a list",
    "model_type": "should be fields, one 'name: value' a line",
    "string_too_short": "should not be empty",
    "string_type": "should be a text",
    "too_short": "should not be empty",
    "tuple_type": "should be a list",
}


def faults(
    error: ValidationError, model: type[Any], place: Callable[[Path], Location], check: str
) -> Iterator[Issue]:
    """A finding for each fault of a record; `place` gives where a value of it stands.

    `model` describes the record: a model of pydantic, or a typed dictionary.
    """
    for fault in error.errors(include_url=False):
        path = tuple(part for part in fault["loc"] if part != "[key]")
        message, hint = _words(fault, path, model)
        yield Issue(place(path), message, check, hint)


def sound_part(model: type[BaseModel], value: Any) -> BaseModel | None:
    """A record without its wrong fields, which are as by default; None where no field can be read.

    A field without a default is empty then, whatever its type.
    """
    lenient, known = _lenient(model), {}
    if isinstance(value, dict):
        known = {name: item for name, item in value.items() if name in lenient.model_fields}
    try:
        return lenient.model_validate(known) if known else None
    except ValidationError as error:
        wrong = {part for fault in error.errors(include_url=False) for part in fault["loc"][:1]}
    try:
        return lenient.model_validate({name: item for name, item in known.items() if name not in wrong})
    except ValidationError:
        return None


@cache
def _lenient(model: type[BaseModel]) -> type[BaseModel]:
    """The same model, without a field that must be there."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            easy = copy(info)
            easy.default = (
                () if get_origin(info.annotation) is tuple else "" if info.annotation is str else None
            )
            fields[name] = (info.annotation, easy)
    return create_model(f"Part{model.__name__}", __base__=model, **fields)


def _words(fault: Any, path: Path, model: type[Any]) -> tuple[str, str]:
    """(message, hint)."""
    name = ".".join(str(part) for part in path) or "the record"
    kind, context = fault["type"], fault.get("ctx") or {}
    if kind == "missing":
        return f"the field '{name}' is missing", ""
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known) or f"known are {', '.join(known)}"
        return f"unknown field '{name}'", hint
    if kind == "literal_error":
        expected = context["expected"].replace("True, False", "true, false")
        hint = did_you_mean(str(fault["input"]), re.findall(r"'([^']+)'", context["expected"]))
        what = next((part for part in reversed(path) if isinstance(part, str)), name)
        return f"'{fault['input']}' is no {what}; it is {expected}", hint
    if kind == "value_error":
        return f"{name}: {context['error']}", ""
    if fault["input"] is None and kind in _TYPES:
        return f"{name}: there is no value", "write it, or leave the line out"
    message = f"{name}: {_TYPES.get(kind, fault['msg'].removeprefix('Input ').rstrip('.'))}"
    is_word = kind == "string_type" and not isinstance(fault["input"], dict | list)
    return message, "put it in quotes" if is_word else ""


def _fields_at(model: type[Any], path: Path) -> list[str]:
    """Names of the fields of the (nested) model that `path` leads to."""
    fields = _fields(model)
    for part in path:
        stack: list[Any] = [fields[part]] if part in fields else []
        while stack:
            annotation = stack.pop()
            if _is_record(annotation):
                fields = _fields(annotation)
                break
            stack.extend(getattr(annotation, "__args__", ()))
    return [str(name) for name in fields]


def _is_record(annotation: Any) -> bool:
    return is_typeddict(annotation) or (isinstance(annotation, type) and issubclass(annotation, BaseModel))


def _fields(model: type[Any]) -> dict[Any, Any]:
    """The fields of a model by their names in a file, with their types."""
    if is_typeddict(model):
        return get_type_hints(model)
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}
