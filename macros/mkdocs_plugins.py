"""Whose plugins the extras for MkDocs know: what these do in a build is known too."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

#: Beginnings of the modules' names.
KNOWN_PLUGINS = ("mkdocs_macros.",)


def knows_all(config: MkDocsConfig) -> bool:
    """Whether nobody else takes part in a build with this configuration, by a plugin or a hook."""
    kinds = (type(plugin) for plugin in config.plugins.values())
    return not config.hooks and all(f"{kind.__module__}.".startswith(KNOWN_PLUGINS) for kind in kinds)
