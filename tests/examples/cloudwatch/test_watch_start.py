"""The start of the exercise deploys, and is wrong in the ways that the exercise asks for."""

import pytest

from tests.examples.support import modules, templates


@pytest.fixture
def alarms(example) -> dict:
    return templates.resources(templates.load(example), "AWS::CloudWatch::Alarm")


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_dead_service_raises_none_of_the_alarms(examples, alarms, monkeypatch):
    evaluate = modules.load(examples / "alarm_state.py", monkeypatch).evaluate

    for alarm in alarms.values():
        n = alarm["EvaluationPeriods"]
        state = evaluate([None] * (n + 2), n, n, alarm.get("TreatMissingData", "missing"))
        assert state == "INSUFFICIENT_DATA"
        assert "InsufficientDataActions" not in alarm


def test_one_fault_at_night_wakes_somebody(examples, alarms, monkeypatch):
    evaluate = modules.load(examples / "alarm_state.py", monkeypatch).evaluate
    errors = alarms["Errors"]

    assert (errors["Statistic"], errors["Threshold"], errors["EvaluationPeriods"]) == ("Sum", 0, 1)
    assert evaluate([False, False, True], 1, 1) == "ALARM"


def test_average_hides_the_slow_hundredth(alarms):
    latencies = [100] * 985 + [9_000] * 15
    limit = alarms["Latency"]["Threshold"]

    assert alarms["Latency"]["Statistic"] == "Average"
    assert sum(latencies) / len(latencies) < limit < sorted(latencies)[989]
