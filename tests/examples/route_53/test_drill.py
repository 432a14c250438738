"""The drill's calls, as the AWS CLI reads them: it always ends with a check that tells the truth."""

from __future__ import annotations

from pathlib import Path

from tests.examples.support.cli import run

ZONE, NAME, CHECK = "Z0123456789EXAMPLE", "shop.example.com", "1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b"


def test_inverts_looks_and_goes_back(example: Path, tmp_path: Path) -> None:
    calls = run(example, tmp_path, ZONE, NAME, CHECK)

    assert {call.service for call in calls} == {"route53"}
    assert [(call.operation, call.parameters) for call in calls] == [
        ("UpdateHealthCheck", {"HealthCheckId": CHECK, "Inverted": True}),
        ("GetHealthCheckStatus", {"HealthCheckId": CHECK}),
        ("TestDNSAnswer", {"HostedZoneId": ZONE, "RecordName": NAME, "RecordType": "A"}),
        ("UpdateHealthCheck", {"HealthCheckId": CHECK, "Inverted": False}),
    ]
