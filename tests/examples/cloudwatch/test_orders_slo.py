"""The budget's arithmetic, and which alarms belong to which window."""

import re

import pytest

from tests.examples.support import templates

ALARMS = ("FastLong", "FastShort", "SlowLong", "SlowShort")
NAMES = {name: name for name in (*ALARMS, "Pager", "Tickets")}


@pytest.fixture
def resources(example) -> dict:
    found = templates.resolve(templates.load(example)["Resources"], NAMES)
    return {name: resource.get("Properties", {}) for name, resource in found.items()}


def window(alarm: dict) -> int:
    return int({entry["Name"]: entry["Value"] for entry in alarm["Dimensions"]}["BurnRateWindowMinutes"])


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_bad_and_total_come_from_one_metric(resources):
    sli = resources["Availability"]["RequestBasedSli"]["RequestBasedSliMetric"]
    (total,) = sli["TotalRequestCountMetric"]
    (bad,) = sli["MonitoredRequestCountMetric"]["BadCountMetric"]

    assert total["MetricStat"]["Metric"] == bad["MetricStat"]["Metric"]
    assert (total["MetricStat"]["Stat"], bad["MetricStat"]["Stat"]) == ("SampleCount", "Sum")


@pytest.mark.parametrize(("name", "share"), [("FastLong", 0.02), ("SlowLong", 0.05)])
def test_threshold_is_the_share_of_the_budget_that_the_window_may_use(resources, name, share):
    interval = resources["Availability"]["Goal"]["Interval"]["RollingInterval"]
    assert (interval["DurationUnit"], interval["Duration"]) == ("DAY", 30)

    assert resources[name]["Threshold"] == pytest.approx(share * 30 * 24 * 60 / window(resources[name]))


@pytest.mark.parametrize("speed", ["Fast", "Slow"])
def test_short_window_is_a_twelfth_of_the_long_one(resources, speed):
    long, short = resources[f"{speed}Long"], resources[f"{speed}Short"]

    assert window(long) == 12 * window(short)
    assert long["Threshold"] == short["Threshold"]


def test_every_window_is_computed_by_the_slo_of_that_name(resources):
    slo = resources["Availability"]
    computed = {entry["LookBackWindowMinutes"] for entry in slo["BurnRateConfigurations"]}

    assert {window(resources[name]) for name in ALARMS} == computed
    for name in ALARMS:
        assert {"Name": "SloName", "Value": slo["Name"]} in resources[name]["Dimensions"]


def test_fast_pages_and_slow_opens_a_ticket(resources):
    for composite, pair, topic in (("BurnsFast", "Fast", "Pager"), ("BurnsSlowly", "Slow", "Tickets")):
        rule = resources[composite]["AlarmRule"]
        assert re.findall(r'ALARM\("(\w+)"\)', rule) == [f"{pair}Long", f"{pair}Short"]
        assert " AND " in rule
        assert resources[composite]["AlarmActions"] == [topic]
