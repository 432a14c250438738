"""Invalidates what a release changed: few paths one by one, many by their folder, and once per release."""

import hashlib
import time
from typing import Any
from urllib.parse import quote

# Only what RFC 1738 calls unsafe is encoded: "%28" would not match "(". Paths with "~" cannot be invalidated.
PLAIN = "/!$&'()+,:;=@"
ONE_BY_ONE = 20  # more changed files than this in a folder: one wildcard, which is charged as one path


def paths_to_invalidate(changed: set[str]) -> list[str]:
    """Paths for the keys that changed, such as "blog/2026/tea pots.html". Case counts."""
    folders: dict[str, list[str]] = {}
    for key in changed:
        if key.startswith("/") or "*" in key or "~" in key:
            raise ValueError(f"{key} is not a key that a path can name")
        folders.setdefault(key.rpartition("/")[0], []).append(key)
    paths: set[str] = set()
    for folder, keys in folders.items():
        if len(keys) > ONE_BY_ONE:
            top = f"/{quote(folder, safe=PLAIN)}" if folder else ""
            paths.add(f"{top}/*")
            if top and f"{folder}/index.html" in keys:  # "/blog/*" does not fit "/blog"
                paths.add(top)
            continue
        for key in keys:
            path = f"/{quote(key, safe=PLAIN)}"
            paths.add(path)
            if path.endswith("/index.html"):  # readers ask for the folder, with or without the last slash
                asked = path.removesuffix("index.html")
                paths |= {asked, asked.rstrip("/") or "/"}
    return sorted(paths)


def invalidate(cloudfront: Any, distribution: str, release: str, changed: set[str]) -> str | None:
    """Starts the invalidation and returns its ID. Repeating the call starts no second one."""
    paths = paths_to_invalidate(changed)
    if not paths:
        return None
    # The same reference with the same paths is the same invalidation, so a retry costs nothing.
    content = "\n".join([release, *paths]).encode()
    reference = f"{release}-{hashlib.sha256(content).hexdigest()[:16]}"
    batch = {"CallerReference": reference, "Paths": {"Quantity": len(paths), "Items": paths}}
    answer = cloudfront.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    return answer["Invalidation"]["Id"]


def wait(cloudfront: Any, distribution: str, invalidation: str, seconds: float, pause: float = 5) -> bool:
    """Whether it was completed in time. Tests of the release that run earlier may see old pages."""
    end = time.monotonic() + seconds
    while True:
        answer = cloudfront.get_invalidation(DistributionId=distribution, Id=invalidation)
        if answer["Invalidation"]["Status"] == "Completed":
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(pause)
