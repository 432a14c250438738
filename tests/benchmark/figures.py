"""What measured seconds and MiB amount to: medians, ratios with their spread, and whether targets are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmark.measure import Run

#: What others are compared with: this tool's cold build of the same size.
BASELINE, OURS = "material", "ours"
COLD = "cold"
UNCHANGED, EDITED, SERVE = "unchanged", "edited", "serve"
VARIANTS = (COLD, UNCHANGED, EDITED, SERVE)


@dataclass(frozen=True)
class Key:
    """What was measured: a variant of the build of a size with a tool."""

    size: str
    tool: str
    variant: str


#: The runs of each, in the order of the rounds: the n-th runs of two keys stood close to each other in time.
Runs = Mapping[Key, Sequence[Run]]


@dataclass(frozen=True)
class Ratio:
    """A ratio of medians, and the least and the most that one round gave."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.median:.2f}"
        return f"{self.median:.2f} ({self.least:.2f}–{self.most:.2f})"


@dataclass(frozen=True)
class Figure:
    """All there is to say about one key. Ratios are None where the baseline was not measured."""

    runs: tuple[Run, ...]
    time: Ratio | None
    memory: Ratio | None

    @property
    def seconds(self) -> float:
        """The median time."""
        return median(run.seconds for run in self.runs)

    @property
    def mib(self) -> float:
        """The median peak of memory; 0 where none was measured."""
        return median(run.memory for run in self.runs)


def figures(runs: Runs) -> dict[Key, Figure]:
    """A figure for each key."""
    return {key: _figure(key, list(found), runs) for key, found in runs.items() if found}


def _figure(key: Key, found: Sequence[Run], runs: Runs) -> Figure:
    base = runs.get(Key(key.size, BASELINE, COLD if key.variant != SERVE else SERVE), ())
    return Figure(
        tuple(found),
        ratio([run.seconds for run in found], [run.seconds for run in base]),
        ratio([run.memory for run in found], [run.memory for run in base]),
    )


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio | None:
    """What `ours` is to `theirs`; None where there is nothing to compare with."""
    if not ours or not theirs or not all(theirs):
        return None
    rounds = [one / other for one, other in zip(ours, theirs, strict=False)]
    return Ratio(median(ours) / median(theirs), min(rounds), max(rounds))


@dataclass(frozen=True)
class Target:
    """What a figure of ours is to be at most."""

    what: str
    size: str
    variant: str
    measure: str
    most: float


#: Time and memory are ratios to the baseline's cold build; seconds are seconds; growth is the time a question
#: takes, as a ratio to the size before.
TARGETS = (
    Target("cold build", "M", COLD, "time", 0.50),
    Target("cold build", "L", COLD, "time", 0.40),
    Target("nothing changed", "M", UNCHANGED, "time", 0.20),
    Target("nothing changed", "L", UNCHANGED, "time", 0.10),
    Target("one question edited", "M", EDITED, "time", 0.25),
    Target("memory of a cold build", "M", COLD, "memory", 1.2),
    Target("memory of a cold build", "L", COLD, "memory", 1.2),
    Target("memory, nothing changed", "M", UNCHANGED, "memory", 4.0),
    Target("memory, nothing changed", "L", UNCHANGED, "memory", 4.0),
    Target("from saving an edit to the page that shows it", "M", SERVE, "seconds", 1.0),
    Target("growth of a question's time from M to L", "L", COLD, "growth", 1.0),
)


@dataclass(frozen=True)
class Outcome:
    """A target and what was reached; None where it was not measured."""

    target: Target
    reached: float | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where that was not measured."""
        return None if self.reached is None else self.reached <= self.target.most


def outcomes(found: Mapping[Key, Figure], questions: Mapping[str, int]) -> list[Outcome]:
    """Every target and how our figures compare; `questions` are those of each size."""
    return [Outcome(target, _reached(target, found, questions)) for target in TARGETS]


def _reached(target: Target, found: Mapping[Key, Figure], questions: Mapping[str, int]) -> float | None:
    figure = found.get(Key(target.size, OURS, target.variant))
    if figure is None:
        return None
    if target.measure == "seconds":
        return figure.seconds
    if target.measure == "growth":
        return growth(found, questions, "M", target.size)
    compared = figure.time if target.measure == "time" else figure.memory
    return compared.median if compared else None


def growth(found: Mapping[Key, Figure], questions: Mapping[str, int], small: str, large: str) -> float | None:
    """How many times as long a question takes in the larger guide; None where one was not measured."""
    both = [found.get(Key(size, OURS, COLD)) for size in (small, large)]
    if not all(both):
        return None
    one, other = (figure.seconds for figure in both if figure)
    return (other / questions[large]) / (one / questions[small])
