"""Files that pages include."""

from __future__ import annotations

from macros.issues import Location
from macros.models import Example


def test_an_example_is_called_as_its_file() -> None:
    path = "baking/sourdough/examples/bake.py"
    assert Example(path, "sourdough", Location(f"docs/{path}")).name == "bake.py"
