"""Paths with a meaning, below `docs` and in the theme's folder; the way from one content file to another."""

from __future__ import annotations

GLOSSARY_PAGE = "glossary/index.md"
NEWS_PAGE = "news/index.md"
#: Where the theme's folder holds what a build makes.
GENERATED = "assets/generated"


def relative(target: str, page: str) -> str:
    """The path of one docs file as seen from the folder of another."""
    to, here = target.split("/"), page.split("/")[:-1]
    same = 0
    while same < min(len(to) - 1, len(here)) and to[same] == here[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(to[same:])


def section_of(path: str) -> str:
    """The folder's own name: the service (or collection) that the page or question at `path` belongs to."""
    folders = path.split("/")[:-1]
    if folders and folders[-1] == "questions":
        folders.pop()
    return folders[-1] if folders else ""
