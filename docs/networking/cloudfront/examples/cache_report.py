"""Reads standard logs of CloudFront (W3C format) and says which paths go to the origin, and how slowly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

#: "RefreshHit" is an expired copy that the origin confirmed: the body was saved, the trip was not.
HITS = frozenset({"Hit", "RefreshHit", "OriginShieldHit"})


def records(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each request as a dictionary. The names come from the file, for the fields can be chosen."""
    names: list[str] = []
    for line in lines:
        text = line.rstrip("\n")
        if text.startswith("#Fields:"):
            names = text.removeprefix("#Fields:").split()
        elif text and not text.startswith("#"):
            if not names:
                raise ValueError("no #Fields line before the first request")
            yield dict(zip(names, text.split("\t"), strict=True))


@dataclass
class Group:
    """Requests of one first folder of the path."""

    requests: int = 0
    hits: int = 0
    errors: int = 0  # status 5xx
    cacheable: int = 0
    queries: set[str] = field(default_factory=set)  # many: is a needless parameter in the cache key?
    waits: list[float] = field(default_factory=list)  # seconds to the first byte, when the origin was asked

    @property
    def hit_ratio(self) -> float | None:
        return self.hits / self.cacheable if self.cacheable else None

    @property
    def slow(self) -> float | None:
        """The 95th percentile of the waits: one in twenty was slower."""
        ordered = sorted(self.waits)
        return ordered[(len(ordered) * 95 - 1) // 100] if ordered else None


def report(lines: Iterable[str]) -> dict[str, Group]:
    """Groups by the first folder, sorted by cacheable requests that went to the origin, most first."""
    groups: dict[str, Group] = {}
    for record in records(lines):
        first, slash, _ = record["cs-uri-stem"].removeprefix("/").partition("/")
        group = groups.setdefault(f"/{first}/" if slash else "/", Group())
        group.requests += 1
        group.queries.add(record["cs-uri-query"])
        result = record["x-edge-detailed-result-type"]
        if record["sc-status"].startswith("5"):
            group.errors += 1
        elif record["cs-method"] in {"GET", "HEAD"} and result in HITS | {"Miss"}:
            group.cacheable += 1
            group.hits += result in HITS
            if result in {"Miss", "RefreshHit"}:
                group.waits.append(float(record["time-to-first-byte"]))
    return dict(sorted(groups.items(), key=lambda item: -len(item[1].waits)))
