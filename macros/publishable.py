"""What may lie below `docs/`: the engines put every file there into the site, also those that nobody reads.

A page that is HTML, a script in the place of the theme's, or a drawing that holds a script would run in a
reader's browser, and a misnamed record would be left out unseen. So all that is not known is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from macros.icons import NAME as ICON
from macros.issues import did_you_mean

#: Where pictures lie, below the docs folder.
PICTURES = "assets/images"
#: Their kinds, and how each begins: none that can run code.
KINDS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
#: Bytes of a picture: a reader waits for it on a phone.
MOST = 300_000
#: Files that are no content and that a guide has all the same.
KNOWN = {"ids.txt"}
#: Folders of one kind of file, and what lies in them. No engine publishes pages from the first three.
RESERVED = {"questions": "questions", "terms": "terms", "diagrams": "diagrams", "assets": "pictures"}
#: What an engine, or a person, takes for Markdown.
MARKDOWN = {".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd", ".mdx", ".md"}
DRAWN = {".svg", ".gif", ".avif", ".bmp", ".jpeg", *KINDS}
OF_THE_THEME = {".html", ".htm", ".xhtml", ".xml", ".js", ".mjs", ".css", ".map", ".wasm", ".woff2", ".jinja"}
#: Endings that no folder has: who names it so means a file.
FILES = {".yml", ".yaml", *MARKDOWN, *OF_THE_THEME}
#: (what is wrong, what to do about it)
Fault = tuple[str, str]


def is_picture(uri: str) -> bool:
    """Whether the path, from the docs folder, is one that a picture may have."""
    return uri.startswith(f"{PICTURES}/") and Path(uri).suffix in KINDS


def path_fault(root: Path, parts: Sequence[str], read_as: str) -> Fault | None:
    """What is wrong with a file's being there, by its path from the docs folder of the repository at `root`.

    `read_as`: "example", "icon", "page" or "record"; empty when nothing reads it.
    """
    if read_as == "example":
        return None  # any file can be one, and no engine publishes it
    *folders, name = parts
    for folder in folders:
        if "." in folder and Path(folder).suffix.lower() in FILES:
            return f"the folder '{folder}' has the name of a file", f"name it '{Path(folder).stem}'"
    if read_as in {"icon", "page"}:
        for folder in folders:
            if folder in RESERVED:
                what = "an icon" if read_as == "icon" else "a page"
                return f"{what} does not lie in a folder '{folder}'", f"there are only {RESERVED[folder]}"
    uri = "/".join(parts)
    if read_as or uri in KNOWN or _is_drawn(root, parts):
        return None
    if not is_picture(uri):
        return f"'{name}' is nothing that a guide holds", _hint(folders, name)
    if (root / "overrides" / uri).exists():
        return f"this takes the place of overrides/{uri}", "give it another name"
    return None


def picture_fault(name: str, data: bytes) -> Fault | None:
    """What is wrong with a picture of that name, by its bytes."""
    suffix = Path(name).suffix
    if not KINDS[suffix].match(data):
        return f"this is no {suffix[1:].upper()}", "save the picture anew, or name it after its kind"
    if len(data) > MOST:
        return f"the picture has {len(data)} bytes", f"make it smaller: {MOST} are allowed"
    return None


def _is_drawn(root: Path, parts: Sequence[str]) -> bool:
    """Whether a file is the picture of a diagram: it is read with its source."""
    source = parts[-1].removesuffix(".svg") + ".mmd"
    return (
        parts[-1].endswith(".svg")
        and "diagrams" in parts[:-1]
        and root.joinpath("docs", *parts[:-1], source).is_file()
    )


def _hint(folders: Sequence[str], name: str) -> str:
    """What was probably meant."""
    stem, suffix = Path(name).stem, Path(name).suffix.lower()
    if suffix in MARKDOWN:
        return f"did you mean '{stem}.md'?"
    if folders[-1:] == ["questions"]:
        return "questions end in .md and lie in a folder 'questions'"
    if folders[-1:] == ["terms"]:
        return "terms end in .md and lie in glossary/terms"
    if "diagrams" in folders and suffix == ".svg":
        return f"a diagram is drawn from its source: write '{stem}.mmd' and run 'make diagrams'"
    if suffix == ".mmd" or "diagrams" in folders:
        return "diagrams end in .mmd and lie in a folder 'diagrams'"
    if name.lower() == ICON:
        return f"did you mean '{ICON}'?"
    if suffix in {".yml", ".yaml"} and did_you_mean(name.lower(), ["facts.yml"]):
        return did_you_mean(name.lower(), ["facts.yml"])
    if suffix in DRAWN:
        *kinds, last = KINDS
        return f"draw a diagram, or put a {', '.join(kinds)} or {last} into docs/{PICTURES}"
    if suffix in OF_THE_THEME:
        return "templates, scripts and style sheets belong in overrides/"
    return "code and data to show lie in a folder 'examples'; keep all else elsewhere"
