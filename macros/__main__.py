"""`python -m macros <command>`: work on the content without building the site."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from macros.commands import COMMANDS

try:
    from macros.guide import ROOT
    from macros.issues import ContentError
except ModuleNotFoundError as error:
    if (error.name or "macros").startswith("macros"):
        raise
    raise SystemExit(
        f"the package {error.name} is missing in {sys.executable}; "
        "run 'make site' once, and then: .venv/bin/python -m macros ..."
    ) from None


#: What a file system refuses, whatever is asked: it is no fault of the generator's.
REFUSALS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 1 when content is at fault, 2 when the call is."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository (default: this one)")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    given = list(sys.argv[1:] if argv is None else argv)
    # Where the command comes first, the others need not be imported to tell what it is.
    for name in given[:1] if given and given[0] in COMMANDS else COMMANDS:
        command = COMMANDS[name]
        summary = command.__doc__.splitlines()[0]
        command.add_arguments(subparsers.add_parser(name, help=summary, description=summary))
    args = parser.parse_args(given)
    if not (args.root / "docs").is_dir():
        parser.error(f"there is no docs folder in {args.root}")
    try:
        return COMMANDS[args.command].run(args.root, args)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        print(f"{error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    code = 1
    with suppress(BrokenPipeError):  # whoever reads what is said has seen enough
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    # Freeing a guide object by object takes as long as a tenth of a check, and the system does it at once.
    os._exit(code)
