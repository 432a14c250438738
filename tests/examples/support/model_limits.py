"""Holds the parameters of boto3 calls to the limits in AWS's service models.

botocore itself checks types, required parameters and minima. Maxima, enums and patterns are left to the
service, and an emulator does not check most of them either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
import regex
from botocore.exceptions import ParamValidationError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

#: In the models a character beyond U+FFFF is written as two surrogates, as in Java.
_SURROGATES = re.compile(r"\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")


def hold_to_model(session: boto3.Session) -> None:
    """Let every client of the session refuse parameters that the service's model rules out."""
    session.events.register("provide-client-params.*.*", _refuse)


def _refuse(params: dict[str, Any], model: OperationModel, **_: object) -> None:
    if problems := list(violations(model.input_shape, params)):
        operation = f"{model.service_model.service_name}.{model.name}"
        raise ParamValidationError(report="\n".join(f"{operation}: {problem}" for problem in problems))


def violations(shape: Shape | None, value: Any, path: str = "") -> Iterator[str]:
    """Each place where a value breaks a maximum, an enum or a pattern of its shape."""
    where = path or "parameters"
    if shape is None or value is None:
        return
    if isinstance(shape, StructureShape):
        if isinstance(value, dict):
            for name in value.keys() & shape.members.keys():
                yield from violations(shape.members[name], value[name], f"{path}.{name}".lstrip("."))
    elif isinstance(shape, ListShape):
        yield from _too_much(shape, len(value), f"{where} has {{}} entries")
        for index, entry in enumerate(value):
            yield from violations(shape.member, entry, f"{where}[{index}]")
    elif isinstance(shape, MapShape):
        yield from _too_much(shape, len(value), f"{where} has {{}} entries")
        for key, entry in value.items():
            yield from violations(shape.key, key, f"{where} key {key!r}")
            yield from violations(shape.value, entry, f"{where}[{key!r}]")
    elif isinstance(shape, StringShape) and isinstance(value, str):
        yield from _text(shape, value, where)
    elif isinstance(value, bytes):
        yield from _too_much(shape, len(value), f"{where} has {{}} bytes")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _too_much(shape, value, f"{where} is {{}}")


def _text(shape: StringShape, value: str, where: str) -> Iterator[str]:
    yield from _too_much(shape, len(value), f"{where} has {{}} characters")
    if shape.enum and value not in shape.enum:
        yield f"{where} is {value!r}, not one of {', '.join(shape.enum)}"
    pattern = shape.metadata.get("pattern")
    if pattern and not compiled(pattern).fullmatch(value):
        yield f"{where} is {value!r}, which does not match {pattern}"


def _too_much(shape: Shape, amount: float, text: str) -> Iterator[str]:
    most = shape.metadata.get("max")
    if most is not None and amount > float(most):
        yield f"{text.format(amount)}, more than {most}"


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """A model's pattern for Python. `regex` is needed for classes such as `\\p{L}`."""
    return regex.compile(_SURROGATES.sub(_join_surrogates, pattern))


def _join_surrogates(found: re.Match[str]) -> str:
    high, low = (int(found[group], 16) for group in (1, 2))
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"
