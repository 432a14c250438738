"""How found evidence is compared with what a fact claims."""

from __future__ import annotations

import html
import re
from typing import Any

import jmespath

from macros.models import Verify


def search(path: str, data: Any, where: str) -> Any:
    """What the JMESPath finds in `data`. Raises LookupError when that is nothing, or it does not parse."""
    try:
        found = jmespath.search(path, data)
    except jmespath.exceptions.JMESPathError as error:
        reason = str(error).splitlines()[0]
        raise LookupError(f"the path '{path}' does not parse: {reason}") from error
    if found is None:
        raise LookupError(f"the path '{path}' finds nothing in {where}")
    return found


def disagreement(verify: Verify, found: Any) -> str:
    """Empty when `found` is what the fact expects; otherwise both values in one sentence."""
    if verify.matches is not None:
        text = plain(str(found))
        try:
            agrees = re.search(verify.matches, text)
        except re.error as error:
            raise LookupError(f"the pattern '{verify.matches}' does not parse: {error}") from error
        return "" if agrees else f"expected text like '{verify.matches}', found '{text[:160]}'"
    return "" if found == verify.equals else f"expected {verify.equals!r}, found {found!r}"


def plain(text: str) -> str:
    """Text without tags, entities and runs of blanks."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()
