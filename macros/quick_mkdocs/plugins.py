"""Which MkDocs the extras know, and whose plugins: what these do in a build is known too."""

from __future__ import annotations

from typing import TypeGuard

import mkdocs
from mkdocs.config.defaults import MkDocsConfig

#: Beginnings of the modules' names.
KNOWN_PLUGINS = ("mkdocs_macros.",)
#: What a plugin may do to a single page.
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def knows_engine(config: object) -> TypeGuard[MkDocsConfig]:
    """Whether this configures a build of the MkDocs whose internals are known here."""
    return isinstance(config, MkDocsConfig) and mkdocs.__version__.startswith("1.6.")


def knows_all(config: MkDocsConfig) -> bool:
    """Whether nobody else takes part in a build with this configuration, by a plugin or a hook."""
    kinds = (type(plugin) for plugin in config.plugins.values())
    return not config.hooks and all(f"{kind.__module__}.".startswith(KNOWN_PLUGINS) for kind in kinds)


def knows_pages(config: MkDocsConfig) -> bool:
    """Whether all that takes part in the making of a page is known here."""
    methods = [method for event in PAGE_EVENTS for method in config.plugins.events[event]]
    owners = [type(getattr(method, "__self__", None)) for method in methods]
    return not config.hooks and all(f"{owner.__module__}.".startswith(KNOWN_PLUGINS) for owner in owners)
