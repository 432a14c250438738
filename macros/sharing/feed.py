"""The news as a feed that readers subscribe to.

Source of the format: https://www.rfc-editor.org/rfc/rfc4287, of the ids: https://www.rfc-editor.org/rfc/rfc4151
"""

from __future__ import annotations

from macros.exports.book_parts import guide_title
from macros.exports.links import absolute
from macros.guide import Guide
from macros.paths import NEWS_PAGE
from macros.rendering.here import address
from macros.rendering.templating import fill

NAME = "feed.xml"


def feed(guide: Guide) -> str:
    """The text of `feed.xml`: every entry with its whole text, the latest first.

    An entry is known by a tag of its own that depends neither on the site's address nor on a title, so that
    no reader gets it twice. Its time is the beginning of its day in UTC.
    """
    catalog, config = guide.catalog, guide.catalog.config
    entries = list(catalog.news.values())
    front = catalog.pages.get("index.md")
    shown = NEWS_PAGE if NEWS_PAGE in catalog.pages else "index.md"
    first = min((entry.date for entry in entries), default=catalog.today)
    return (
        fill(
            "sharing/feed.xml.jinja",
            title=guide_title(catalog),
            subtitle=front.description if front else "",
            language=config.language,
            id=f"tag:{config.feed_authority},{first.year}:news",
            updated=max((entry.date for entry in entries), default=catalog.today),
            url=address(config.site_url, NAME),
            page=address(config.site_url, shown, directory_urls=config.directory_urls),
            rights=config.copyright,
            entries=[
                {
                    "title": entry.title,
                    "id": f"tag:{config.feed_authority},{entry.date}:news/{entry.id}",
                    "date": entry.date,
                    "url": address(config.site_url, NEWS_PAGE, entry.id, config.directory_urls),
                    "html": absolute(guide.renderer.news(entry), config.site_url, config.directory_urls),
                }
                for entry in entries
            ],
        )
        + "\n"
    )
