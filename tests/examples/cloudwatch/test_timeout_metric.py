"""The filter, and which lines of a function's log its pattern finds."""

import time

import boto3
import pytest

GROUP = "/aws/lambda/orders"
TIMEOUT = "2026-11-23T09:15:03.010Z 3b4c Task timed out after 3.00 seconds"
LINES = [
    "START RequestId: 3b4c Version: 12",
    TIMEOUT,
    "2026-11-23T09:15:04.000Z 3b4c the Task after this one timed out",
    "2026-11-23T09:15:05.000Z 3b4c task timed out after a while",
    "REPORT RequestId: 3b4c Duration: 3000.00 ms Billed Duration: 3000 ms Status: timeout",
]


@pytest.fixture
def log(aws):
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName=GROUP)
    logs.create_log_stream(logGroupName=GROUP, logStreamName="one")
    now = int(time.time() * 1000) - 60_000

    def write(*lines: str) -> int:
        events = [{"timestamp": now + number, "message": line} for number, line in enumerate(lines)]
        logs.put_log_events(logGroupName=GROUP, logStreamName="one", logEvents=events)
        return now

    return write


def test_pattern_finds_the_line_of_a_timeout_and_no_other(load, log):
    start = log(*LINES)

    assert load().past_timeouts(GROUP, start) == [TIMEOUT]


def test_earlier_lines_are_left_out(load, log):
    start = log(TIMEOUT, "START RequestId: 5d6e Version: 12", TIMEOUT.replace("3b4c", "5d6e"))

    assert load().past_timeouts(GROUP, start + 1) == [TIMEOUT.replace("3b4c", "5d6e")]


def test_every_match_counts_one_and_other_lines_zero(load, log):
    module = load()
    module.count_timeouts(GROUP)

    (found,) = boto3.client("logs").describe_metric_filters(logGroupName=GROUP)["metricFilters"]
    assert found["filterPattern"] == module.PATTERN
    (metric,) = found["metricTransformations"]
    assert (metric["metricNamespace"], metric["metricName"]) == ("Shop", "Timeouts")
    assert (metric["metricValue"], metric["defaultValue"]) == ("1", 0)
    assert "dimensions" not in metric
