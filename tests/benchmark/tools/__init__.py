"""The generators that are measured, one a file. The first is what the others are compared with."""

from __future__ import annotations

from tests.benchmark.tools.base import Tool
from tests.benchmark.tools.hugo import HUGO
from tests.benchmark.tools.material import MATERIAL
from tests.benchmark.tools.ours import OURS
from tests.benchmark.tools.ours_zensical import OURS_ON_ZENSICAL
from tests.benchmark.tools.starlight import STARLIGHT
from tests.benchmark.tools.zensical import ZENSICAL

ALL: tuple[Tool, ...] = (MATERIAL, OURS, OURS_ON_ZENSICAL, ZENSICAL, HUGO, STARLIGHT)
TOOLS: dict[str, Tool] = {tool.name: tool for tool in ALL}

__all__ = ["HUGO", "MATERIAL", "OURS", "TOOLS", "Tool"]
