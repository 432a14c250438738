"""Reads access logs of an Application Load Balancer and says for each error who made it and where to look."""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

# The fields in their order. New ones are added at the end: those that come after these are ignored.
FIELDS = re.findall(
    r"\w+",
    """type time elb client target request_processing_time target_processing_time response_processing_time
    elb_status target_status received_bytes sent_bytes request user_agent ssl_cipher ssl_protocol
    target_group trace_id domain certificate rule_priority created actions redirect error_reason
    targets target_statuses classification classification_reason""",
)
TOKEN = re.compile(r'"([^"]*)"|(\S+)')

OWN = {
    "460": "the client gave up: its timeout is shorter than the answer took",
    "463": "too many addresses in X-Forwarded-For: a loop, or a chain of proxies",
    "464": "the client's protocol does not fit the protocol version of the target group",
    "500": "AWS WAF or the identity provider failed: see actions and error reason",
    "503": "no target in service: group without targets, or none in this zone with cross-zone off",
    "561": "the identity provider answered with an error: see error reason",
}


def parse(line: str) -> dict[str, str]:
    """The fields of a line. Raises ValueError if it is not one."""
    tokens = [quoted or bare for quoted, bare in TOKEN.findall(line)]
    if len(tokens) < len(FIELDS):
        raise ValueError(f"only {len(tokens)} fields: {line[:80]}")
    return dict(zip(FIELDS, tokens, strict=False))


def seconds(entry: dict[str, str]) -> float:
    """From the request to the answer. The processing times are -1 where no target answered."""
    begin, end = (datetime.fromisoformat(entry[key]) for key in ("created", "time"))
    return (end - begin).total_seconds()


def explain(entry: dict[str, str], idle_timeout: float = 60) -> str | None:
    """What the line tells about an error; None for an answer that is none."""
    status, target_status = entry["elb_status"], entry["target_status"]
    if status == target_status and status >= "500":
        return "target: the application answered so, see its own log"
    if status == "502" and target_status != "-":
        return f"load balancer: it could not pass on the target's {target_status}, see its headers"
    if status == "502" and entry["error_reason"] != "-":
        return f"load balancer: Lambda target, {entry['error_reason']}"
    if status == "502":
        return "load balancer: refused, reset or closed by the target; keep-alive, crash, delay too short?"
    if status == "504" and seconds(entry) < idle_timeout - 1:
        return "load balancer: no connection or TLS handshake with the target; security group, ACL, overload?"
    if status == "504":
        return "load balancer: connected, but no answer before the idle timeout"
    if status in OWN:
        return f"load balancer: {OWN[status]}"
    return "load balancer: see the list of its codes" if status >= "500" else None


def report(lines: Iterable[str], idle_timeout: float = 60) -> Counter[tuple[str, str, str, str]]:
    """How often each status, target group, target and explanation occurs."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for line in lines:
        entry = parse(line)
        if reason := explain(entry, idle_timeout):
            group = entry["target_group"].split("/")[1:2]
            found[entry["elb_status"], *(group or ["-"]), entry["target"], reason] += 1
    return found


def read(paths: Iterable[str]) -> Iterator[str]:
    """The lines of files as Elastic Load Balancing writes them."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            yield from file


if __name__ == "__main__":
    for (status, group, target, reason), count in report(read(sys.argv[1:])).most_common():
        print(f"{count:6} {status} {group:20} {target:21} {reason}")
