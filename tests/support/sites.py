"""Mini sites, built by MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.guides import build, copy_site


@dataclass(frozen=True)
class Site:
    """A built site: `root` is the folder of its guide."""

    root: Path

    def page(self, path: str) -> str:
        """The text of one of its files."""
        return (self.root / "site" / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All of its files by path."""
        folder = self.root / "site"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def built(root: Path, config: str = "", **environment: str) -> Site:
    """The mini site about bread, built strictly below `root`."""
    copy_site("bread", root, config)
    result = build(root, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(root)
