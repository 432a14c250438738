from __future__ import annotations

from pathlib import Path

import pytest

from macros.guide import Guide, load_catalog
from tests.support.guides import copy_site


@pytest.fixture
def bread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """The mini guide about bread, without a Git history."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    return Guide(load_catalog(copy_site("bread", tmp_path / "bread")))
