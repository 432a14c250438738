"""Which builds run in which order: all tools in turn, so that they share the machine's moods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.benchmark.figures import COLD, EDITED, SERVE, UNCHANGED, Key
from tests.benchmark.measure import Edit, Run, RunError, run, serve
from tests.benchmark.text import Question, StudyGuide
from tests.benchmark.tools import OURS
from tests.benchmark.tools.base import Tool, set_aside
from tests.support.serving import free_port

EDITS = 3


@dataclass
class Measured:
    """The runs of one size.

    `differing` are the files that our rebuilds made other than a cold build does, by variant; `failed` are
    the tools that were given up.
    """

    runs: dict[Key, list[Run]] = field(default_factory=lambda: defaultdict(list))
    differing: dict[str, list[str]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """A written site of one tool, and the question in it that is edited."""

    tool: Tool
    root: Path
    source: Path
    address: str
    question: Question

    @classmethod
    def written(cls, tool: Tool, guide: StudyGuide, root: Path) -> Site:
        """Write the site below `root`; the edited question stands in its middle."""
        tool.write(guide, root)
        question = guide.questions[len(guide.questions) // 2]
        return cls(tool, root, root / tool.source(guide, question), tool.address(guide, question), question)

    def build(self) -> Run:
        """Build with all that the last build left behind."""
        return run(self.tool.build(self.root), self.root)

    def build_cold(self) -> Run:
        """Build as for the first time."""
        set_aside(self.root, self.tool.caches)
        return self.build()

    def opening(self, revision: int) -> str:
        """The answer's first sentence after that many edits."""
        text = self.question.opening
        return f"{text[:-1]} and revision {revision}." if revision else text

    @contextmanager
    def edits(self) -> Iterator[Callable[[int], None]]:
        """A function that makes the n-th edit; the text of before is back after the block."""
        before = self.source.read_text(encoding="utf-8")
        if before.count(self.question.opening) != 1:
            raise ValueError(f"{self.source} does not hold the question's first sentence once")

        def edit(revision: int) -> None:
            text = before.replace(self.question.opening, self.opening(revision))
            self.source.write_text(text, encoding="utf-8")

        try:
            yield edit
        finally:
            self.source.write_text(before, encoding="utf-8")

    def page(self) -> str:
        """The built page with the question."""
        return (self.root / self.tool.output / self.address / "index.html").read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """The hash of each built file by its path."""
        folder = self.root / self.tool.output
        return {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def measure(
    size: str,
    sites: Sequence[Site],
    variants: Sequence[str],
    rounds: int,
    say: Callable[[str], None],
) -> Measured:
    """Build every site in each of the rounds, then serve each of them once; a tool that fails is left out."""
    measured = Measured()

    def note(site: Site, variant: str, *found: Run) -> None:
        measured.runs[Key(size, site.tool.name, variant)] += found
        times = ", ".join(f"{one.seconds:.2f} s" for one in found)
        say(f"{size} {site.tool.label}, {variant}: {times}")

    def each(step: Callable[[Site], None]) -> None:
        for site in sites:
            if site.tool.name not in measured.failed:
                try:
                    step(site)
                except RunError as error:
                    say(f"{size} {site.tool.label} is left out from here: {error}")
                    measured.failed.append(site.tool.name)

    for number in range(rounds):
        say(f"{size}: round {number + 1} of {rounds}")
        last = measured if number + 1 == rounds else None
        each(lambda site, last=last: _round(site, variants, note, last))  # type: ignore[misc]
    if SERVE in variants:
        each(lambda site: note(site, SERVE, *_serve(site)) if site.tool.served else None)
    return measured


def _round(site: Site, variants: Sequence[str], note: Callable[..., None], compare: Measured | None) -> None:
    """A cold build, then rebuilds; in the last round, what ours make is held against cold builds."""
    checked = compare is not None and site.tool is OURS
    if not {COLD, UNCHANGED, EDITED} & set(variants):
        return
    note(site, COLD, site.build_cold())
    if not site.tool.incremental:
        return
    cold = site.files() if checked else {}
    if UNCHANGED in variants:
        note(site, UNCHANGED, site.build())
        if compare and checked:
            compare.differing[UNCHANGED] = different(cold, site.files())
    if EDITED in variants:
        with site.edits() as edit:
            edit(1)
            found = site.build()
            if site.opening(1) not in site.page():
                raise RunError("the page does not show the edit after the build")
            note(site, EDITED, found)
            if compare and checked:
                warm = site.files()
                site.build_cold()
                compare.differing[EDITED] = different(site.files(), warm)


def _serve(site: Site) -> list[Run]:
    port = free_port()
    with site.edits() as edit:
        steps = [
            Edit(lambda revision=revision: edit(revision), site.opening(revision))  # type: ignore[misc]
            for revision in range(1, EDITS + 1)
        ]
        url = f"http://127.0.0.1:{port}/{site.address}"
        times = serve(site.tool.serve(site.root, port), site.root, url, site.opening(0), steps)
    return [Run(seconds, 0, 0) for seconds in times]


def different(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The paths at which two built sites differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
