"""The pages of the site with the day on which each last changed, and what leads search engines to them.

Source of the format: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from macros.catalog import Catalog
from macros.exports.book_parts import ordered_pages
from macros.history import is_shallow, last_changes
from macros.provenance import last_changed
from macros.rendering.here import address
from macros.rendering.templating import fill

NAME = "sitemap.xml"


def sitemap(catalog: Catalog) -> str:
    """The text of `sitemap.xml`: every page that search is to find, in the order of the navigation.

    A repository without its whole history does not know when a file changed; then the days count on which
    statements were checked.
    """
    root, config = catalog.root, catalog.config
    days = last_changed(catalog, {} if is_shallow(root) else last_changes(root))
    pages = [
        {
            "url": address(config.site_url, page.path, directory_urls=config.directory_urls),
            "day": days.get(page.path),
        }
        for page in ordered_pages(catalog)
        if page.is_found
    ]
    return fill("sharing/sitemap.xml.jinja", pages=pages) + "\n"


def robots(catalog: Catalog) -> str:
    """The text of `robots.txt`: everything may be read, and where the sitemap is.

    Search engines look for it at the root of a host only; below a path it does no harm.
    Source: https://www.rfc-editor.org/rfc/rfc9309
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {address(catalog.config.site_url, NAME)}\n"
