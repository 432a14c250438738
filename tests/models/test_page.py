"""Pages: the folder they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import catalog

PAGE = "---\ntitle: A\ndescription: B.\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("path", "section"),
    [("a.md", ""), ("a/index.md", "a"), ("a/b/index.md", "b"), ("a/b/c.md", "b")],
)
def test_a_page_belongs_to_its_folder(tmp_path: Path, path: str, section: str) -> None:
    assert catalog(tmp_path, {f"docs/{path}": PAGE}).pages[path].section == section


def test_a_page_may_be_left_out_of_search(tmp_path: Path) -> None:
    files = {"docs/a.md": PAGE, "docs/b.md": PAGE.replace("B.\n", "B.\nsearch: {exclude: true}\n")}
    pages = catalog(tmp_path, files).pages
    assert (pages["a.md"].is_found, pages["b.md"].is_found) == (True, False)
