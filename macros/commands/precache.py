"""List what a built site keeps for reading offline, in its service worker.

The same site gives the same list. Without this command the site works, but keeps nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from macros.exports.writing import write_whole
from macros.library.downloads import FOLDER
from macros.sharing import SOCIAL

WORKER = "service-worker.js"
PLACE = "const LIST = null;"
#: Large files that a reader takes away on purpose, and what browsers do not load to show a page.
LEFT_OUT = (
    *(f"{FOLDER}/*", f"{FOLDER}/**/*", f"{SOCIAL}/**/*"),
    *("**/*.map", "**/*.gz", "robots.txt", "sitemap.xml", "feed.xml", "_headers", WORKER),
    # The theme's own search, which is not used.
    *("assets/javascripts/lunr/**/*", "assets/javascripts/workers/*"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the site."""
    parser.add_argument("site", type=Path, help="folder of a built site")


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the list into the site's worker, and say how much that is."""
    worker = args.site / WORKER
    text = worker.read_text(encoding="utf-8") if worker.is_file() else ""
    before, found, after = text.partition(PLACE)
    if not found:
        print(f"{worker} has no line '{PLACE}'; build the site anew", file=sys.stderr)
        return 1
    files = dict(kept(args.site))
    size = sum(path.stat().st_size for path, _ in files.values())
    listed = {url: digest for url, (_, digest) in files.items()}
    data = json.dumps({"bytes": size, "files": listed}, separators=(",", ":"), sort_keys=True)
    write_whole(worker, f"{before}const LIST = {data};{after}")
    print(f"Kept for reading offline: {len(files)} files, {size / 1_000_000:.1f} MB")
    return 0


def kept(site: Path) -> Iterator[tuple[str, tuple[Path, str]]]:
    """(address below the site, (file, hash of what it holds)) of each file that is kept.

    The worker holds what comes against the hash, the first 16 hexadecimal digits of SHA-256, so nothing may
    change a file on its way.
    A page's address is that of its folder, for servers send a reader of `index.html` there.
    """
    left_out = {path for pattern in LEFT_OUT for path in site.glob(pattern)}
    for path in sorted(site.rglob("*")):
        if path.is_file() and path not in left_out:
            name = path.relative_to(site).as_posix()
            is_index = path.name == "index.html"
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            yield (name.removesuffix("index.html") if is_index else name), (path, digest)
