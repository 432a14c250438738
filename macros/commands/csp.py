"""Give a built site its Content-Security-Policy: in every page, and as a file of headers.

The policy holds the hashes of the scripts that the theme wrote into the pages. It needs no engine, only HTML.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.csp import headers_file, html_files, inline_scripts, policy, with_policy
from macros.exports.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the built site."""
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--print", action="store_true", help="print the header's value; change nothing")


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the policy, or say what it would not let through."""
    if not (args.site / "index.html").is_file():
        print(f"{args.site} is no built site", file=sys.stderr)
        return 2
    pages = {file: file.read_text(encoding="utf-8") for file in html_files(args.site)}
    scripts: list[str] = []
    faults: list[str] = []
    for file, html in pages.items():
        found, unsafe = inline_scripts(html)
        scripts += found
        faults += [
            f"{file.relative_to(args.site)}: <{what}> would not work under the policy" for what in unsafe
        ]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    if args.print:
        print(policy(scripts, header=True))
        return 0
    for file, html in pages.items():
        write_whole(file, with_policy(html, policy(scripts)))
    write_whole(args.site / "_headers", headers_file(policy(scripts, header=True)))
    return 0
