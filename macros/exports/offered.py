"""What was exported, offered on the site: a build puts it among the theme's files, and loads no exporter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from macros.exports.shipping import folders, remove
from macros.guide import Guide
from macros.issues import ContentError, Issue, Location
from macros.library.downloads import FOLDER, LIST, MARKDOWN
from macros.whole_files import whole

#: Where `make exports` writes.
DIST = "dist"
#: A line of the list: file, title, what it holds, bytes.
Row = dict[str, Any]


def ship(guide: Guide, site: Path | None = None, offered: bool = True) -> None:
    """Offer on the site what lies in `dist/`: put it among the theme's files, and into `site` as well.

    Nothing else stays there, so that a site offers what was exported last. Not `offered`: nothing does, for
    a copy to take away need not carry the other formats. Raises ContentError where a build that does offer
    them is at work.
    """
    catalog = guide.catalog
    made = catalog.root / DIST
    names = _made(made) if offered else []
    for folder in folders(catalog, FOLDER, site):
        if not _mirror(made, folder, names) and not offered:
            message = "a build that offers the files to take away is at work: this one leaves them out"
            hint = "wait until it is done, or stop the preview"
            place = Location(folder.relative_to(catalog.root).as_posix())
            raise ContentError([Issue(place, message, "config", hint)])


def listed_in(file: Path) -> list[Row]:
    """The list of a folder of exported files, as it was written last."""
    rows: list[Row] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return rows


def _made(made: Path) -> list[str]:
    """What lies in `dist/` to be offered, as paths below it."""
    names = [row["file"] for row in listed_in(made / LIST) if (made / row["file"]).is_file()]
    names += [LIST] if names else []
    names += [path.relative_to(made).as_posix() for path in (made / MARKDOWN).rglob("*") if path.is_file()]
    return names


def _mirror(source: Path, target: Path, names: list[str]) -> bool:
    """Make `target` hold these files of `source`; what is there is not written again.

    Others go. False: they could not, for another build ships them.
    """
    wanted = {target / name for name in names}
    alone = remove(target, [path for path in target.rglob("*") if path.is_file() and path not in wanted])
    for name in names:
        old, new = (target / name), (source / name)
        if not old.is_file() or _stamp(old) != _stamp(new):
            with whole(old) as part:
                shutil.copy2(new, part)
    return alone


def _stamp(file: Path) -> tuple[int, int]:
    return file.stat().st_size, file.stat().st_mtime_ns
