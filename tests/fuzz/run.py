"""Breaks the content of a small guide in thousands of ways, in a process of its own with little memory.

`python -m tests.fuzz.run 2000` makes so many mutants and prints what they came to; a seed as the second
argument makes others. Each mutant must end in findings with a place, or in a guide that can be built. It must
not raise, not take longer than 10 seconds, and not need more than 1 GiB.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from macros.checks import run_checks
from macros.fixing import apply_fixes
from macros.guide import Guide, load_catalog
from macros.issues import ContentError, Issue, Location, errors
from tests.fuzz.mutations import Mutation, mutations
from tests.support.guides import PROJECT

SECONDS = 10
MEMORY = 1 << 30
SITE = PROJECT / "tests/sites/bread"


class TooSlowError(Exception):
    """A mutant took longer than it may."""


def files_of(root: Path) -> list[Path]:
    """The content files of a guide, in a stable order."""
    return sorted(file for file in (root / "docs").rglob("*") if file.is_file())


def fresh(root: Path) -> None:
    """The guide as it was before anybody broke it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SITE, root)
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("../../../mkdocs.yml", str(PROJECT / "mkdocs.yml")))


def outcome(root: Path) -> str:
    """What the generator makes of a guide: "findings", "built" or "late findings"."""
    catalog = load_catalog(root)
    issues = run_checks(catalog)
    _are_located(root, issues)
    apply_fixes(root, issues)  # the fixer meets the same files
    if errors(issues):
        return "findings"
    guide = Guide(catalog, tuple(issues))
    try:
        _render(guide)
    except ContentError as error:
        _are_located(root, list(error.issues))
        return "late findings"
    return "built"


def _are_located(root: Path, issues: list[Issue]) -> None:
    lines: dict[str, int] = {}
    for issue in issues:
        assert issue.message, issue
        assert not Path(issue.location.path).is_absolute(), issue
        assert ".." not in issue.location.path.split("/"), issue
        file = root / issue.location.path
        assert issue.location.line >= 1, issue
        if str(file) not in lines:
            data = file.read_bytes() if file.is_file() else b""
            lines[str(file)] = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
        # A finding on the line after the last one says that something is missing there.
        assert issue.location.line <= lines[str(file)] + 2, issue


def _render(guide: Guide) -> None:
    """All texts of a guide, as a build renders them."""
    for question in guide.catalog.questions.values():
        guide.renderer.question(question)
    for term in guide.catalog.terms.values():
        guide.renderer.term(term)
    for page in guide.catalog.content.pages:
        guide.renderer.block(page.body, page.path, Location(page.location.path, page.body_line))


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError(f"longer than {SECONDS} s")


def _peak_mib() -> int:
    """The most memory that this process had at once.

    Linux counts the program alone; `ru_maxrss` there begins with what the parent had, and says too much.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE)
        if found:
            return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(count: int, given_seed: int) -> int:
    """Make so many mutants. Exit code 1 with the smallest one that fails."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _stop)
    root = Path(tempfile.mkdtemp(prefix="fuzz-")) / "guide"
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    fresh(root)
    total = len(files_of(root))

    @seed(given_seed)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(mutations(total))
    def mutant(changes: list[Mutation]) -> None:
        nonlocal slowest
        fresh(root)
        files = files_of(root)
        for change in changes:
            path = files[change.file]
            if path.is_file() and not path.is_symlink():
                change.change(path)
        start = time.monotonic()
        signal.alarm(SECONDS)
        try:
            outcomes[outcome(root)] += 1
        except Exception as error:
            error.add_note(f"the mutant: {changes} of {[str(file.relative_to(root)) for file in files]}")
            raise
        finally:
            signal.alarm(0)
        slowest = max(slowest, (time.monotonic() - start, str(changes)))

    mutant()
    shutil.rmtree(root.parent)
    peak = _peak_mib()
    print(
        json.dumps(
            {
                "outcomes": outcomes,
                "slowest_seconds": round(slowest[0], 2),
                "slowest": slowest[1],
                "peak_mib": peak,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
