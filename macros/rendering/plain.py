"""What HTML says, without its markup."""

from __future__ import annotations

import re
from html import unescape

_BLOCK_END = re.compile(r"</(?:p|li|h\d|pre|td|th|tr|div|dt|dd|blockquote|summary)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """What HTML says, one line a block."""
    text = _one_line(html)
    if "<" not in text and "&" not in text:
        return text
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))
    return "\n".join(line for line in map(_one_line, text.split("\n")) if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
