"""Links of rendered content for places outside the site."""

from __future__ import annotations

import re

from macros.rendering.here import NEUTRAL_LINK, address

NEUTRAL_ANCHOR = re.compile(r'<a\b[^>]*?\bhref="site:[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def absolute(html: str, base: str, directory_urls: bool = True) -> str:
    """Neutral links become full addresses; where the site has none, their text alone stays."""
    if not base:
        return NEUTRAL_ANCHOR.sub(r"\1", html)
    return NEUTRAL_LINK.sub(
        lambda match: f'="{address(base, match[1], (match[2] or "")[1:], directory_urls)}"',
        html,
    )
