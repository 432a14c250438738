"""The example of the site about bread prints what its name says."""

import runpy
from pathlib import Path

import pytest


def test_it_bakes(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(Path(__file__).parents[3] / "docs/baking/sourdough/examples/bake.py"))
    assert capsys.readouterr().out == "bake\n"
