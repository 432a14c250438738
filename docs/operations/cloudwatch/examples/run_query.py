"""Runs a Logs Insights query over the last minutes, and says how much was scanned: that is what it costs."""

import time
from contextlib import suppress
from typing import Any

import boto3

logs = boto3.client("logs")


def run(query: str, log_group: str, minutes: int, patience: float = 60) -> tuple[list[dict[str, str]], float]:
    """The rows and the bytes scanned. The time range is the price: ask for minutes, not for weeks."""
    now = int(time.time())
    query_id = logs.start_query(
        logGroupName=log_group, queryString=query, startTime=now - minutes * 60, endTime=now
    )["queryId"]
    end = time.monotonic() + patience
    while (answer := logs.get_query_results(queryId=query_id))["status"] in {"Scheduled", "Running"}:
        if time.monotonic() > end:
            with suppress(logs.exceptions.InvalidParameterException):  # it has just ended by itself
                logs.stop_query(queryId=query_id)  # or it would go on, and scan
            raise TimeoutError(f"no result after {patience} seconds")
        time.sleep(0.5)
    if answer["status"] != "Complete":
        raise RuntimeError(f"the query ended as {answer['status']}")
    return [_row(fields) for fields in answer["results"]], answer["statistics"]["bytesScanned"]


def _row(fields: list[dict[str, Any]]) -> dict[str, str]:
    return {field["field"]: field["value"] for field in fields if field["field"] != "@ptr"}
