"""The list of files is that of MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from macros.quick_mkdocs import listing


@pytest.mark.parametrize(
    ("excluded", "listed"),
    [
        ("", ["a/b/questions/q.md", "a/index.md", "a/questions/p.png", "a/questions/q.md", "index.md"]),
        ("questions/", ["a/index.md", "index.md"]),
        ("/a/questions/", ["a/b/questions/q.md", "a/index.md", "index.md"]),
        ("questions/\n!/a/questions/p.png", ["a/index.md", "a/questions/p.png", "index.md"]),
        ("questions/\n!/a/", None),
        ("questions/\n!*.png", None),
        ("a/*", None),
    ],
)
def test_what_is_published_is_listed_as_mkdocs_does(
    tmp_path: Path, excluded: str, listed: list[str] | None
) -> None:
    for name in ("index.md", "a/index.md", "a/questions/q.md", "a/questions/p.png", "a/b/questions/q.md"):
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    config = MkDocsConfig()
    config.load_dict({"site_name": "Bread", "docs_dir": str(tmp_path / "docs"), "exclude_docs": excluded})
    config.validate()
    ours, theirs = (
        sorted(file.src_uri for file in make(config) if file.inclusion.is_included())
        for make in (listing.list_published, listing._as_mkdocs)
    )
    assert ours == theirs
    assert listed is None or ours == listed


def test_no_file_is_listed_of_a_folder_of_which_none_is_published(tmp_path: Path) -> None:
    file = tmp_path / "docs/a/questions/q.md"
    file.parent.mkdir(parents=True)
    file.touch()
    config = MkDocsConfig()
    settings = {"site_name": "Bread", "docs_dir": str(tmp_path / "docs"), "exclude_docs": "questions/"}
    config.load_dict(settings)
    config.validate()
    assert list(listing.list_published(config)) == []
    assert len(listing._as_mkdocs(config)) == 1
