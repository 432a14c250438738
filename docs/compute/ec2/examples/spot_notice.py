"""Runs on a Spot Instance: looks for the interruption notice and lets work in progress finish."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection

METADATA_SERVICE = "169.254.169.254"


def ask(host: str, method: str, path: str, headers: dict[str, str]) -> str | None:
    """One request to the metadata service, which answers 404 for what does not exist."""
    connection = HTTPConnection(host, timeout=2)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    if response.status == 404:
        return None
    if response.status != 200:
        raise OSError(f"metadata service: {response.status}")
    return body


def interrupted_at(host: str = METADATA_SERVICE) -> datetime | None:
    """When EC2 will stop or terminate this instance, or None as long as nothing is known."""
    # IMDSv2: a PUT gets the token that every GET must show.
    lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    token = ask(host, "PUT", "/latest/api/token", lifetime) or ""
    shown = {"X-aws-ec2-metadata-token": token}
    notice = ask(host, "GET", "/latest/meta-data/spot/instance-action", shown)
    return datetime.fromisoformat(json.loads(notice)["time"]) if notice else None


def watch(drain: Callable[[float], None], host: str = METADATA_SERVICE, every: float = 5) -> None:
    """Waits for the notice, then calls `drain` once with the seconds that are left."""
    while True:
        try:
            end = interrupted_at(host)
        except OSError:
            end = None  # a watcher that dies of one timeout misses the notice
        if end:
            drain(max(0.0, (end - datetime.now(UTC)).total_seconds()))
            return
        time.sleep(every)
