"""Moves a name to a new stack in steps, and back at once when something is wrong."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

TTL = 60  # seconds; of both records, so that resolvers forget both equally fast


def records(name: str, addresses: dict[str, str], weights: dict[str, int]) -> Iterator[dict[str, Any]]:
    """One weighted record for each stack. An existing one is replaced, its health check included."""
    for stack, address in addresses.items():
        yield {
            "Name": name,
            "Type": "A",
            "SetIdentifier": stack,
            "Weight": weights[stack],
            "TTL": TTL,
            "ResourceRecords": [{"Value": address}],
        }


def apply(route53: Any, zone_id: str, changed: Iterable[dict[str, Any]]) -> None:
    """Writes the records in one batch and waits until every name server has it. Safe to repeat."""
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record} for record in changed]}
    change = route53.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch=batch)
    route53.get_waiter("resource_record_sets_changed").wait(Id=change["ChangeInfo"]["Id"])


def canary(
    route53: Any,
    zone_id: str,
    name: str,
    addresses: dict[str, str],
    fine: Callable[[], bool],
    steps: Iterable[int] = (5, 25, 50, 100),
    watch: int = 300,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Raises the share of the stack `new` step by step, in percent. Says whether it arrived.

    `addresses` holds the stacks `old` and `new`. `fine` asks about the new stack: errors, latency, sales.
    """

    def share(percent: int) -> None:
        apply(route53, zone_id, records(name, addresses, {"old": 100 - percent, "new": percent}))

    done = False
    try:
        for percent in steps:
            share(percent)
            sleep(TTL + watch)  # the split holds only when old answers have left the caches
            if not fine():
                return False
        done = True
        return True
    finally:  # also if `fine` raised: who cannot see does not go on
        if not done:
            share(0)  # resolvers may send users to the new stack for one more TTL: keep it running
