"""The arithmetic: medians of seconds, ratios with their spread, targets."""

from __future__ import annotations

import pytest

from tests.benchmark.figures import COLD, SERVE, TARGETS, UNCHANGED, Key, figures, growth, outcomes, ratio
from tests.benchmark.measure import Run

QUESTIONS = {"M": 2400, "L": 12000}


def runs(*seconds: float, memory: float = 100) -> list[Run]:
    return [Run(value, value, memory) for value in seconds]


def test_a_ratio_is_one_of_medians_and_its_spread_one_of_rounds() -> None:
    found = ratio([1, 2, 9], [2, 4, 6])
    assert found is not None
    assert (found.median, found.least, found.most) == (0.5, 0.5, 1.5)
    assert str(found) == "0.50 (0.50–1.50)"
    assert str(ratio([1], [2])) == "0.50"


@pytest.mark.parametrize("theirs", [[], [0, 1]])
def test_there_is_no_ratio_to_nothing(theirs: list[float]) -> None:
    assert ratio([1, 2], theirs) is None


def test_rebuilds_are_compared_with_the_cold_build_of_plain_material_and_serving_with_serving() -> None:
    found = figures(
        {
            Key("M", "material", COLD): runs(10, 12, 8, memory=50),
            Key("M", "material", SERVE): runs(4),
            Key("M", "ours", UNCHANGED): runs(1, 1, 3, memory=100),
            Key("M", "ours", SERVE): runs(2),
            Key("L", "ours", COLD): runs(20),
        }
    )
    unchanged = found[Key("M", "ours", UNCHANGED)]
    assert (unchanged.seconds, unchanged.mib) == (1, 100)
    assert unchanged.time is not None
    assert unchanged.memory is not None
    assert (unchanged.time.median, unchanged.memory.median) == (0.1, 2)
    served = found[Key("M", "ours", SERVE)]
    assert served.time is not None
    assert served.time.median == 0.5
    assert found[Key("L", "ours", COLD)].time is None


def test_targets_are_met_missed_or_not_measured() -> None:
    found = figures(
        {
            Key("M", "material", COLD): runs(10, memory=50),
            Key("M", "ours", COLD): runs(4, memory=61),
            Key("M", "ours", SERVE): runs(0.9, 1.4, 1.0),
            Key("L", "ours", COLD): runs(30),
        }
    )
    met = {
        (one.target.size, one.target.variant, one.target.measure): one.met
        for one in outcomes(found, QUESTIONS)
    }
    assert len(met) == len(TARGETS)
    assert met[("M", COLD, "time")] is True
    assert met[("M", COLD, "memory")] is False
    assert met[("M", SERVE, "seconds")] is True
    assert met[("L", COLD, "time")] is None  # plain Material was not measured at L
    assert met[("L", COLD, "growth")] is False  # 5 times the questions took 7.5 times as long


def test_growth_is_the_time_of_a_question_in_the_larger_guide() -> None:
    found = figures({Key("M", "ours", COLD): runs(6), Key("L", "ours", COLD): runs(24)})
    assert growth(found, QUESTIONS, "M", "L") == pytest.approx(0.8)
    assert growth(found, QUESTIONS, "S", "L") is None
