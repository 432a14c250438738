"""Write what other sites read of a built site: sitemap, feed, and pictures for previews of links.

It needs no engine, only the content and the folder of the site. The same content gives the same files.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

from macros.exports.writing import write_whole
from macros.guide import Guide, load_catalog
from macros.issues import ContentError, MacroError, errors
from macros.rendering.here import site_url
from macros.sharing import feed, sitemap, social_cards
from macros.whole_files import whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the built site."""
    parser.add_argument("site", type=Path, help="folder of the built site")


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the files, or say why this site cannot have them."""
    catalog = load_catalog(root, cached=True)
    if errors(catalog.content.issues):
        raise ContentError(catalog.content.issues)
    config, site = catalog.config, args.site
    if not config.site_url:
        print("the site has no address: set site_url in mkdocs.yml", file=sys.stderr)
        return 2
    missing = [path for path in catalog.pages if not _file(site, path, config.directory_urls).is_file()]
    if missing:
        print(f"{site} has no page for docs/{missing[0]}; build the site anew", file=sys.stderr)
        return 2
    try:
        _write(Guide(catalog), site)
    except MacroError as error:  # the build has checked everything, but that was earlier
        print(f"{error.message}; run 'make check', then build the site anew", file=sys.stderr)
        return 1
    return 0


def _write(guide: Guide, site: Path) -> None:
    catalog = guide.catalog
    text = sitemap.sitemap(catalog)
    news = feed.feed(guide)
    write_whole(site / sitemap.NAME, text)
    packed = site / f"{sitemap.NAME}.gz"
    if packed.is_file():  # an engine made it of a sitemap without our days
        with whole(packed) as part:
            part.write_bytes(gzip.compress(text.encode(), mtime=0))
    write_whole(site / "robots.txt", sitemap.robots(catalog))
    write_whole(site / feed.NAME, news)
    pictures, drawn = social_cards.draw_all(catalog, site)
    print(
        f"Shared: {pictures} pages in the sitemap, {len(catalog.news)} entries in the feed, "
        f"{pictures} social cards ({drawn} drawn anew)"
    )


def _file(site: Path, page: str, directory_urls: bool) -> Path:
    url = site_url(page, directory_urls)
    return site / (f"{url}index.html" if url.endswith("/") or not url else url)
