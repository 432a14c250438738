"""Writes study guides in the formats of the generators."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmark.text import SIZES, study_guide
from tests.benchmark.tools import TOOLS


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--sizes", default="S,M", help=f"some of {', '.join(SIZES)} (default: S,M)")
    parser.add_argument("--tools", default=",".join(TOOLS), help=f"some of {', '.join(TOOLS)} (default: all)")
    parser.add_argument(
        "--write", type=Path, required=True, metavar="FOLDER", help="where to write the sites"
    )
    arguments = parser.parse_args()
    for size in arguments.sizes.split(","):
        guide = study_guide(SIZES[size])
        for name in arguments.tools.split(","):
            TOOLS[name].write(guide, arguments.write / size / name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
