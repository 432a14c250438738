"""The guide about bread, loaded once: the macros only read it."""

from __future__ import annotations

import pytest

from macros.catalog import Catalog
from macros.guide import load_catalog
from tests.support.guides import copy_site


@pytest.fixture(scope="session")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1770000000")
        return load_catalog(copy_site("bread", tmp_path_factory.mktemp("bread")))
