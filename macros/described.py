"""Settings as a text that is the same for the same settings in every process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath
from types import FunctionType, ModuleType
from typing import Any


class UnknownError(Exception):
    """Something of which nobody can say whether it is the same as before."""


def described(value: Any, depth: int = 0) -> str:
    """The same text for the same value in every process. Raises `UnknownError`."""
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return repr(value)
    if isinstance(value, type | FunctionType | ModuleType):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value.__name__)}"
    if isinstance(value, PurePath | os.PathLike):
        return repr(os.fspath(value))
    if depth > 12:
        raise UnknownError(f"{type(value)} lies too deep")
    if isinstance(value, Mapping):
        pairs = (f"{described(key)}:{described(item, depth + 1)}" for key, item in value.items())
        return f"{type(value).__qualname__}{{{','.join(pairs)}}}"
    if isinstance(value, set | frozenset):
        return f"{{{','.join(sorted(described(item, depth + 1) for item in value))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(described(item, depth + 1) for item in value)}]"
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if hasattr(value, "__dict__"):
        return f"{kind}{described(vars(value), depth + 1)}"
    if " at 0x" not in repr(value):
        return f"{kind} {value!r}"
    raise UnknownError(repr(value))
