"""Paths with a meaning."""

from __future__ import annotations

import pytest

from macros.paths import relative


@pytest.mark.parametrize(
    ("target", "page_path", "path"),
    [
        ("a/b.md", "index.md", "a/b.md"),
        ("a/b.md", "a/c.md", "b.md"),
        ("a/b.md", "c/d/e.md", "../../a/b.md"),
    ],
)
def test_a_relative_path_starts_at_the_folder_of_the_page(target: str, page_path: str, path: str) -> None:
    assert relative(target, page_path) == path
