"""The model gives what the tables of AWS's page on missing data give, row by row."""

import pytest

KEPT = "kept"
TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
THREE_OF_THREE = {
    "0-X-X": ("OK", "OK", "OK", "OK"),
    "0----": ("OK", "OK", "OK", "OK"),
    "-----": ("INSUFFICIENT_DATA", KEPT, "ALARM", "OK"),
    "0XX-X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "--X--": ("ALARM", KEPT, "ALARM", "OK"),
}
TWO_OF_THREE = {
    "0-X-X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "00X0X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0-X--": ("OK", "OK", "ALARM", "OK"),
    "----0": ("OK", "OK", "ALARM", "OK"),
    "---X-": ("ALARM", KEPT, "ALARM", "OK"),
}
ROWS = [
    (points, m, treat, state)
    for m, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, states in table.items()
    for treat, state in zip(TREATMENTS, states, strict=True)
]


def read(points: str) -> list[bool | None]:
    return [{"X": True, "0": False, "-": None}[point] for point in points]


@pytest.mark.parametrize(("points", "m", "treat", "state"), ROWS)
@pytest.mark.parametrize("current", ["OK", "ALARM"])
def test_table(load, points, m, treat, state, current):
    expected = current if state == KEPT else state

    assert load().evaluate(read(points), m, 3, treat, current) == expected


@pytest.mark.parametrize("points", ["----X", "---X-"])
def test_one_late_point_is_no_alarm_yet(load, points):
    assert load().evaluate(read(points), 3, 3, "missing", "OK") == "OK"


def test_single_spike_is_absorbed_by_three_of_five(load):
    evaluate = load().evaluate

    assert evaluate(read("00X00"), 1, 1) == "OK"  # over again
    assert evaluate(read("0000X"), 1, 1) == "ALARM"
    assert evaluate(read("0000X"), 3, 5) == "OK"
    assert evaluate(read("X0X0X"), 3, 5) == "ALARM"
