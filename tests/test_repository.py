"""Addresses of files in the repository follow its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.repository import edit_url, file_url
from macros.site_config import SiteConfig
from tests.support.guides import catalog, make_site

REPO = "https://git.example/bread"


def test_addresses_are_those_of_the_configuration(tmp_path: Path) -> None:
    config = catalog(make_site(tmp_path, config=f"repo_url: {REPO}\nedit_uri: edit/next/docs/")).config
    assert edit_url(config, "baking/a.md") == f"{REPO}/edit/next/docs/baking/a.md"
    assert file_url(config, "docs/a.py") == f"{REPO}/blob/next/docs/a.py"
    assert file_url(config, "") == ""


@pytest.mark.parametrize(
    ("edit_uri", "folder"),
    [
        ("edit/main/docs/", "blob/main/"),
        ("/edit/main/docs", "blob/main/"),
        ("-/edit/main/docs/", "-/blob/main/"),
        ("edit/topic/edit/docs/", "blob/topic/edit/"),
        ("edit/main/guide/docs/", "blob/main/guide/"),
    ],
)
def test_files_are_read_where_the_host_shows_them(edit_uri: str, folder: str) -> None:
    assert file_url(SiteConfig(repo_url=REPO, edit_uri=edit_uri), "docs/a.py") == f"{REPO}/{folder}docs/a.py"


@pytest.mark.parametrize(
    "edit_uri", ["", "docs/", "edit/docs/", "src/main/docs/", "?path=docs/", "edit/main/"]
)
def test_where_files_are_read_is_not_guessed(edit_uri: str) -> None:
    assert file_url(SiteConfig(repo_url=REPO, edit_uri=edit_uri), "docs/a.py") == ""


def test_without_an_address_for_edits_there_is_no_link_to_edit() -> None:
    assert edit_url(SiteConfig(repo_url=REPO, edit_uri=""), "a.md") == ""


def test_without_a_repository_there_are_no_addresses_in_it() -> None:
    assert (edit_url(SiteConfig(), "a.md"), file_url(SiteConfig(), "a.md")) == ("", "")
