"""Packages that others import and no build uses, loaded when somebody does use them: an extra.

Everything works without this module, and takes a little longer.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def defer(name: str) -> None:
    """Let a package that is not imported yet be loaded when something in it is asked for.

    Python's own `LazyLoader` is of no use here: the next `import` of the package looks into it, and loads it.
    Source: https://docs.python.org/3/reference/datamodel.html#customizing-module-attribute-access
    """
    if name in sys.modules or not find_spec(name):
        return
    place = ModuleType(name)

    def load(attribute: str) -> Any:
        if sys.modules.get(name) is place:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    place.__getattr__ = load  # type: ignore[method-assign]
    sys.modules[name] = place
