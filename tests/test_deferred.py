"""What no build uses is not loaded, and is there for whoever uses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.deferred import defer
from tests.support.guides import PROJECT


@pytest.fixture
def oven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package `oven` that can be imported and is not."""
    package = tmp_path / "oven"
    package.mkdir()
    (package / "__init__.py").write_text("heat = 220\n", encoding="utf-8")
    (package / "racks.py").write_text("count = 2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in [name for name in sys.modules if name.split(".")[0] == "oven"]:
        del sys.modules[name]


def test_a_package_is_loaded_when_something_in_it_is_asked_for(oven: None) -> None:
    defer("oven")
    import oven as imported

    place = sys.modules["oven"]
    assert vars(place).get("heat") is None
    assert imported.heat == 220
    assert sys.modules["oven"] is not place
    assert imported.heat == 220  # whoever has the place comes through


def test_a_module_in_it_can_be_imported_at_once(oven: None) -> None:
    defer("oven")
    import oven.racks

    assert oven.racks.count == 2


def test_what_it_does_not_have_is_an_error_as_ever(oven: None) -> None:
    defer("oven")
    import oven as imported

    with pytest.raises(AttributeError, match="'oven' has no attribute 'cold'"):
        _ = imported.cold


def test_what_is_imported_or_not_installed_stays_as_it_is() -> None:
    before = sys.modules["sys"]
    defer("sys")
    defer("no_such_oven")
    assert sys.modules["sys"] is before
    assert "no_such_oven" not in sys.modules


def test_our_extensions_keep_a_network_library_out_of_a_build() -> None:
    script = (
        "import sys, macros.extensions, mkdocs_macros.plugin, mkdocs_macros.util as util\n"
        "print('urllib3' in sys.modules, util.requests.get.__module__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, timeout=120, check=True
    )
    assert done.stdout == "False requests.api\n"
