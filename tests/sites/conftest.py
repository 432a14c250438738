"""Sites that several tests read, built once."""

from __future__ import annotations

import pytest

from tests.support.sites import Site, built


@pytest.fixture(scope="session")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(tmp_path_factory.mktemp("bread"), SOURCE_DATE_EPOCH="1770000000")


@pytest.fixture(scope="session")
def years_later(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same content, built on 18 May 2033."""
    return built(tmp_path_factory.mktemp("later"), SOURCE_DATE_EPOCH="2000000000")


@pytest.fixture(scope="session")
def with_file_urls(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same, as it is read from disk."""
    return built(
        tmp_path_factory.mktemp("files"), "use_directory_urls: false\n", SOURCE_DATE_EPOCH="1770000000"
    )
