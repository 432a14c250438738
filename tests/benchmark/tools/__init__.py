"""The generators that are measured, one a file. The first is what the others are compared with."""

from __future__ import annotations

from tests.benchmark.tools.base import Tool
from tests.benchmark.tools.material import MATERIAL
from tests.benchmark.tools.ours import OURS

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (MATERIAL, OURS)}
