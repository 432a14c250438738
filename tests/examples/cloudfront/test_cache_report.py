"""Logs as CloudFront writes them: tabs, a line with the names, values that are encoded."""

import pytest

FIELDS = (
    "date time cs-method cs-uri-stem sc-status cs-uri-query time-to-first-byte x-edge-detailed-result-type"
)


def log(*rows: tuple[str, str, str, str, str, str]) -> list[str]:
    lines = [f"2026-11-26\t10:00:0{number % 10}\t" + "\t".join(row) for number, row in enumerate(rows)]
    return ["#Version: 1.0\n", f"#Fields: {FIELDS}\n", *(f"{line}\n" for line in lines)]


def test_hits_misses_and_waits_by_folder(load):
    groups = load().report(
        log(
            ("GET", "/assets/a.js", "200", "-", "0.001", "Hit"),
            ("GET", "/assets/a.js", "200", "-", "0.180", "Miss"),
            ("GET", "/assets/b.js", "200", "-", "0.001", "Hit"),
            ("GET", "/assets/b.js", "304", "-", "0.090", "RefreshHit"),
            ("GET", "/assets/c.js", "200", "-", "0.020", "OriginShieldHit"),
            ("GET", "/catalog/x", "200", "page=1", "0.400", "Miss"),
        )
    )

    assets = groups["/assets/"]
    assert (assets.requests, assets.hits, assets.cacheable) == (5, 4, 5)
    assert assets.hit_ratio == pytest.approx(0.8)
    assert assets.waits == [0.180, 0.090]
    assert groups["/catalog/"].hit_ratio == 0


def test_what_cannot_be_cached_does_not_spoil_the_ratio(load):
    groups = load().report(
        log(
            ("POST", "/orders/new", "201", "-", "0.300", "Miss"),
            ("GET", "/orders/1", "502", "-", "0.300", "AbortedOrigin"),
            ("GET", "/robots.txt", "200", "-", "0.001", "Hit"),
            ("GET", "/old", "301", "-", "0.000", "Redirect"),
        )
    )

    assert groups["/orders/"].hit_ratio is None
    assert (groups["/orders/"].errors, groups["/orders/"].slow) == (1, None)
    assert (groups["/"].hit_ratio, groups["/"].requests) == (1, 2)


def test_fragmented_key_shows_in_the_queries_and_comes_first(load):
    rows = [("GET", "/catalog/x", "200", f"utm={number}", "0.2", "Miss") for number in range(30)]
    groups = load().report(log(("GET", "/assets/a.js", "200", "-", "0.1", "Miss"), *rows))

    assert list(groups) == ["/catalog/", "/assets/"]
    assert len(groups["/catalog/"].queries) == 30


@pytest.mark.parametrize(("count", "place"), [(1, 1), (20, 19), (100, 95)])
def test_slow_is_the_95th_percentile(load, count, place):
    rows = [("GET", "/catalog/x", "200", "-", str(number), "Miss") for number in range(1, count + 1)]

    assert load().report(log(*rows))["/catalog/"].slow == place


def test_logs_without_names_or_with_missing_values_are_refused(load):
    with pytest.raises(ValueError, match="#Fields"):
        list(load().records(["2026-11-26\t10:00:00\n"]))
    with pytest.raises(ValueError, match="shorter"):
        list(load().records([f"#Fields: {FIELDS}\n", "2026-11-26\t10:00:00\n"]))
