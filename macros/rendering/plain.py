"""What HTML says, without its markup."""

from __future__ import annotations

import re
from html import unescape

_BLOCK_END = re.compile(r"</(?:p|li|h\d|pre|td|th|tr|div|dt|dd|blockquote|summary)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """What HTML says, one line a block."""
    if "<" not in html and "&" not in html:
        return _one_line(html)
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html.replace("\n", " "))))
    return "\n".join(line for line in map(_one_line, text.split("\n")) if line)


def words(text: str) -> str:
    r"""Letters, digits and underscores of a text (`\w`), case folded, a space for what is between."""
    return _one_line(text.casefold().translate(_SPACES))


class _Spaces(dict[int, str]):
    r"""For `translate`: each character that is not in `\w` becomes a space. It fills with use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character.isalnum() or character == "_" else " "
        return self[code]


_SPACES = _Spaces()


def _one_line(text: str) -> str:
    return " ".join(text.split())
