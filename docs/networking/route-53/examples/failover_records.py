"""Sends users to a standby while the primary fails its health check."""

import hashlib
from typing import Any

TTL = 60  # seconds for which resolvers go on handing out the failed address


def health_check(route53: Any, host: str, path: str) -> str:
    """A check that asks the primary itself, not the name that will move. Returns its ID."""
    # Asked again, Route 53 returns the same check. Of a deleted one it refuses the reference for days.
    reference = hashlib.sha256(f"{host}{path}".encode()).hexdigest()  # 64 characters, as many as it takes
    created = route53.create_health_check(
        CallerReference=reference,
        HealthCheckConfig={
            "Type": "HTTPS",
            "FullyQualifiedDomainName": host,
            "Port": 443,
            "ResourcePath": path,  # a page that tests what users need, and little more
            "EnableSNI": True,
            "RequestInterval": 10,  # seconds; can only be chosen now
            "FailureThreshold": 3,
        },
    )
    return created["HealthCheck"]["Id"]


def failover(route53: Any, zone_id: str, name: str, primary: str, standby: str, check_id: str) -> None:
    """Makes or replaces the pair of records and waits until all name servers know it."""
    pair = {"Name": name, "Type": "A", "TTL": TTL}
    records = [
        pair
        | {
            "SetIdentifier": "primary",
            "Failover": "PRIMARY",
            "HealthCheckId": check_id,  # without one the primary counts as healthy forever
            "ResourceRecords": [{"Value": primary}],
        },
        # No check: if both were unhealthy, Route 53 would answer with the primary.
        pair
        | {
            "SetIdentifier": "standby",
            "Failover": "SECONDARY",
            "ResourceRecords": [{"Value": standby}],
        },
    ]
    change = route53.change_resource_record_sets(
        HostedZoneId=zone_id,
        ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record} for record in records]},
    )
    route53.get_waiter("resource_record_sets_changed").wait(Id=change["ChangeInfo"]["Id"])
