"""Counts the timeouts of a function in its log, where a line is all that is left of them."""

import boto3

logs = boto3.client("logs")

# Lambda's line in text format. In quotes it is one phrase; without, the words may stand anywhere.
PATTERN = '"Task timed out after"'


def count_timeouts(log_group: str) -> None:
    """Lets CloudWatch Logs count matching lines from now on. Earlier ones are not looked at."""
    logs.put_metric_filter(
        logGroupName=log_group,
        filterName="timeouts",
        filterPattern=PATTERN,
        metricTransformations=[
            {
                "metricNamespace": "Shop",
                "metricName": "Timeouts",
                "metricValue": "1",
                # Reported while there are lines, of which none matches: the alarm sees data.
                "defaultValue": 0,
                "unit": "Count",
            }
        ],
    )


def past_timeouts(log_group: str, start_ms: int) -> list[str]:
    """The matching lines since then. Worth a look before an alarm hangs on the pattern."""
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=log_group, filterPattern=PATTERN, startTime=start_ms
    )
    return [event["message"] for page in pages for event in page["events"]]
