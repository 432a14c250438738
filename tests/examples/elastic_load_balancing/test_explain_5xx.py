"""Lines in the format of the documentation, one for each cause."""

from __future__ import annotations

import gzip
import runpy
import sys

import pytest

GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/73e2d6bc24d8a067"


def line(
    elb: str,
    target_status: str = "-",
    target: str = "10.20.16.10:8080",
    took: float = 0.02,
    reason: str = "-",
    request: str = "GET https://shop.example.com:443/orders?q=a%20b HTTP/2.0",
    group: str = GROUP,
) -> str:
    """A line of an access log. `took` are the seconds from the request to the answer."""
    end = f"2026-11-26T09:{int(took) // 60:02}:{took % 60:09.6f}Z"
    times = "-1 -1 -1" if target_status == "-" else "0.000 0.018 0.000"
    return (
        f"h2 {end} app/shop/50dc6c495c0c9188 203.0.113.7:46512 {target} {times} {elb} {target_status} 34 366"
        f' "{request}" "curl/8.9 (a test)" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 {group}'
        f' "Root=1-58337364-23a8c76965a2ef7629b185e3" "shop.example.com" "session-reused" 10'
        f' 2026-11-26T09:00:00.000000Z "waf,forward" "-" "{reason}" "{target}" "{target_status}" "-" "-"'
    )


@pytest.fixture
def module(load):
    return load()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (line("500", "500"), "application answered"),
        (line("503", "503"), "application answered"),
        (line("502"), "closed by the target"),
        (line("502", "200"), "could not pass on the target's 200"),
        (line("502", target="-", reason="LambdaUnhandled"), "Lambda target, LambdaUnhandled"),
        (line("503", target="-"), "no target in service"),
        (line("504", took=10.01), "no connection or TLS handshake"),
        (line("504", took=60.0), "before the idle timeout"),
        (line("504", took=61.5), "before the idle timeout"),
        (line("460", took=30), "the client gave up"),
        (line("463", target="-"), "X-Forwarded-For"),
        (line("464", target="-"), "protocol version"),
        (line("500", target="-", reason="AuthTokenEpRequestTimeout"), "identity provider failed"),
        (line("561", target="-"), "identity provider answered"),
        (line("505", target="-"), "list of its codes"),
    ],
)
def test_error_is_explained(module, entry, words):
    assert words in module.explain(module.parse(entry))


@pytest.mark.parametrize("entry", [line("200", "200"), line("302", "302"), line("404", "404"), line("404")])
def test_other_answers_need_no_explanation(module, entry):
    assert module.explain(module.parse(entry)) is None


def test_raised_idle_timeout_moves_the_border(module):
    entry = module.parse(line("504", took=60.0))

    assert "no connection" in module.explain(entry, idle_timeout=120)


def test_fields_stand_where_the_documentation_says(module):
    entry = module.parse(line("200", "200") + ' TID_123 "-" "-" "-"')

    assert entry["target"] == "10.20.16.10:8080"
    assert entry["request"].startswith("GET https://shop")
    assert entry["user_agent"] == "curl/8.9 (a test)"
    assert entry["target_group"] == GROUP
    assert entry["actions"] == "waf,forward"
    assert entry["classification_reason"] == "-"


def test_empty_user_agent_is_a_field(module):
    entry = module.parse(line("200", "200").replace("curl/8.9 (a test)", ""))

    assert entry["ssl_protocol"] == "TLSv1.2"


def test_other_text_is_refused(module):
    with pytest.raises(ValueError, match="only 2 fields"):
        module.parse("something else")


def test_report_counts_by_target(module):
    lines = [line("502"), line("502"), line("502", target="10.20.32.11:8080"), line("200", "200")]

    found = module.report(lines)

    assert {(status, group, target): count for (status, group, target, _), count in found.items()} == {
        ("502", "orders", "10.20.16.10:8080"): 2,
        ("502", "orders", "10.20.32.11:8080"): 1,
    }


def test_line_without_group_counts_too(module):
    ((_, group, _, _),) = module.report([line("503", target="-", group="-")])

    assert group == "-"


def test_files_are_read_from_the_command_line(example, tmp_path, monkeypatch, capsys):
    path = tmp_path / "a.log.gz"
    with gzip.open(path, "wt") as file:
        file.write(line("502") + "\n" + line("200", "200") + "\n")
    monkeypatch.setattr(sys, "argv", ["explain_5xx.py", str(path)])

    runpy.run_path(str(example), run_name="__main__")

    (printed,) = capsys.readouterr().out.splitlines()
    assert printed.split()[:4] == ["1", "502", "orders", "10.20.16.10:8080"]
