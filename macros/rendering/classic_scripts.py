"""Data in classic scripts, the only files that a page on disk may load: how it is written and named."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(data: Any) -> str:
    """The data as JSON that is JavaScript, too, in browsers for which two signs of Unicode end a line."""
    return _encoded(data).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def digest(text: str) -> str:
    """16 hexadecimal digits for the name of a script: others for another text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
