"""Addresses of files in the repository, as its host shows them."""

from __future__ import annotations

import re

from macros.site_config import SiteConfig

#: Where pages are edited, as GitHub (`edit/main/docs/`) and GitLab (`-/edit/main/docs/`) say it: what stands
#: before the branch, and the branch with the folder that holds `docs`.
EDITED = re.compile(r"/?(?P<host>(?:[^/]+/)*?)edit/(?P<root>.+/)docs/?")


def file_url(config: SiteConfig, path: str) -> str:
    """Where to read a file (path from the repository's root) in the browser; empty where nobody says."""
    found = EDITED.fullmatch(config.edit_uri)
    if not config.repo_url or not path or not found:
        return ""
    return f"{config.repo_url}/{found['host']}blob/{found['root']}{path}"


def edit_url(config: SiteConfig, path: str) -> str:
    """Where to edit a file (path below docs) in the browser; empty where nobody says."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return f"{config.repo_url}/{config.edit_uri.strip('/')}/{path}"
