"""The guide about bread, opened once: rendering only reads it."""

from __future__ import annotations

import pytest

from macros.guide import Guide, load_catalog
from tests.support.guides import copy_site


@pytest.fixture(scope="session")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1770000000")
        return Guide(load_catalog(copy_site("bread", tmp_path_factory.mktemp("bread"))))
