"""Verdicts on connection attempts, from flow log records."""

import pytest

CLIENT, SERVER, PORT = "10.20.16.10", "10.20.48.20", 5432
ETH = "eni-0aaaabbbbccccdddd"


@pytest.fixture
def module(load):
    return load()


@pytest.fixture
def judge(module):
    def judge(*lines: str) -> str:
        return module.verdict(module.parse(lines, module.DEFAULT), ETH, CLIENT, SERVER, PORT)

    return judge


def record(
    source: str, target: str, ports: tuple[int, int], action: str, interface: str = ETH, protocol: int = 6
) -> str:
    head = f"2 123456789012 {interface} {source} {target} {ports[0]} {ports[1]} {protocol}"
    return f"{head} 5 300 1795600000 1795600060 {action} OK"


def request(action: str, **other: str) -> str:
    return record(CLIENT, SERVER, (51_000, PORT), action, **other)


def reply(action: str) -> str:
    return record(SERVER, CLIENT, (PORT, 51_000), action)


def test_silence(judge):
    assert judge() == judge(f"2 123456789012 {ETH} - - - - - - - 1795600000 1795600060 - NODATA")
    assert judge().startswith("nothing arrived")


def test_rejected_request(judge):
    assert judge(request("REJECT")).startswith("rejected on the way in")


def test_rejected_reply_is_the_network_acl(judge):
    assert judge(request("ACCEPT"), reply("REJECT")).startswith("reply rejected: a network ACL")


def test_request_without_reply(judge):
    assert judge(request("ACCEPT")).startswith("accepted, but no reply")


def test_both_ways(judge):
    assert judge(request("ACCEPT"), reply("ACCEPT")).startswith("both directions pass")


def test_rule_that_was_added_meanwhile(judge):
    assert judge(request("REJECT"), request("ACCEPT"), reply("ACCEPT")).startswith("both directions pass")


def test_other_interfaces_and_ports_do_not_count(judge):
    other = record(CLIENT, SERVER, (51_000, 443), "ACCEPT")
    assert judge(request("REJECT"), request("ACCEPT", interface="eni-0eeee"), other).startswith("rejected")


def test_other_protocols_do_not_count(judge):
    udp = [
        record(CLIENT, SERVER, (51_000, PORT), "ACCEPT", protocol=17),
        record(SERVER, CLIENT, (PORT, 51_000), "ACCEPT", protocol=17),
    ]
    assert judge(request("REJECT"), *udp).startswith("rejected on the way in")


def test_file_whose_first_line_names_the_fields(module):
    lines = [
        "interface-id srcaddr dstaddr srcport dstport action",
        f"{ETH} {CLIENT} {SERVER} 51000 5432 REJECT",
    ]
    (found,) = module.parse(lines)
    assert (found.source, found.target_port, found.action) == (CLIENT, PORT, "REJECT")


def test_line_that_does_not_fit_its_format_is_an_error(module):
    with pytest.raises(ValueError, match="zip"):
        module.parse(["2 123456789012"], module.DEFAULT)
