"""Writes one JSON line for each request: a log event to search, with the metrics inside of it."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SERVICE = "orders"
# Templates, never paths: each value of a dimension is a metric that is billed.
ROUTES = frozenset({"POST /orders", "GET /orders/{id}"})
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def correlation_id(header: str | None) -> str:
    """The caller's ID if it looks like one. Text from outside goes nowhere unchecked."""
    return header if header and _ID.fullmatch(header) else str(uuid.uuid4())


@contextmanager
def measured(route: str, header: str | None = None) -> Iterator[dict[str, Any]]:
    """Measures what happens inside. Fields that are added can be searched and cost no metric."""
    fields: dict[str, Any] = {"status": 200}
    correlation = correlation_id(header)
    started = time.perf_counter()
    try:
        yield fields
    except BaseException as error:  # also a worker that is told to exit: it did not answer 200
        fields |= {"status": 500, "error": type(error).__name__}
        raise
    finally:
        print(_line(fields, route, correlation, (time.perf_counter() - started) * 1000), flush=True)


def _line(fields: dict[str, Any], route: str, correlation: str, latency_ms: float) -> str:
    header = {
        "Timestamp": int(time.time() * 1000),
        "CloudWatchMetrics": [
            {
                "Namespace": "Shop",
                # A metric for each route and one for the service: custom metrics are not added up.
                "Dimensions": [["Service", "Route"], ["Service"]],
                "Metrics": [
                    {"Name": "Latency", "Unit": "Milliseconds"},
                    {"Name": "Fault", "Unit": "Count"},
                ],
            }
        ],
    }
    own = {
        "level": "ERROR" if fields["status"] >= 500 else "INFO",
        "correlation_id": correlation,
        "Service": SERVICE,
        "Route": route if route in ROUTES else "other",
        "Latency": round(latency_ms, 3),
        # 0 or 1 for every request: Sum counts faults, SampleCount requests, Average is the rate.
        "Fault": int(fields["status"] >= 500),
        "_aws": header,
    }
    return json.dumps(fields | own, default=str)  # own names win over the caller's
