"""Reads VPC flow log records and says what they tell about one TCP connection attempt.

A record counts the packets of one direction on one interface. The first line of a file names the fields.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DEFAULT = (
    "version account-id interface-id srcaddr dstaddr srcport dstport "
    "protocol packets bytes start end action log-status"
)


@dataclass(frozen=True)
class Record:
    interface: str
    source: str
    target: str
    source_port: int
    target_port: int
    action: str


def parse(lines: Iterable[str], fields: str | None = None) -> list[Record]:
    """The records of TCP traffic. Without `fields`, the first line names them, as in files in S3.

    UDP to the same port, as in HTTP/3, would hide a rejected TCP. Without a protocol all count as TCP.
    """
    rows = iter(lines)
    names = (fields or next(rows)).split()
    records = []
    for line in rows:
        row = dict(zip(names, line.split(), strict=True))
        # NODATA and SKIPDATA have no ports.
        if row.get("log-status", "OK") == "OK" and row["srcport"] != "-" and row.get("protocol", "6") == "6":
            records.append(
                Record(
                    row["interface-id"],
                    row["srcaddr"],
                    row["dstaddr"],
                    int(row["srcport"]),
                    int(row["dstport"]),
                    row["action"],
                )
            )
    return records


def verdict(records: Iterable[Record], interface: str, client: str, server: str, port: int) -> str:
    """What the server's interface saw of requests from the client to the port, and of its replies."""
    seen = [record for record in records if record.interface == interface]
    asked = {
        record.action
        for record in seen
        if (record.source, record.target, record.target_port) == (client, server, port)
    }
    answered = {
        record.action
        for record in seen
        if (record.source, record.target, record.source_port) == (server, client, port)
    }
    if not asked:
        return "nothing arrived: look at name resolution, routes and the client's side"
    if asked == {"REJECT"}:
        return "rejected on the way in: security group or network ACL of the server"
    if "REJECT" in answered:
        return "reply rejected: a network ACL of the server's subnet, for security groups let replies pass"
    if not answered:
        return "accepted, but no reply: the host's firewall, a busy program, or a way back elsewhere"
    return "both directions pass here: refused means no listener; else compare the client's interface"
