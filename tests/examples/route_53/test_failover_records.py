"""The check and the pair of records as Route 53 stores them."""

import boto3
import pytest

NAME = "shop.example.com."


@pytest.fixture
def route53(aws):
    return boto3.client("route53")


@pytest.fixture
def zone(route53) -> str:
    made = route53.create_hosted_zone(Name="example.com", CallerReference="1")
    return made["HostedZone"]["Id"].removeprefix("/hostedzone/")


@pytest.fixture
def sample(load):
    return load()


def stored(route53, zone: str) -> dict[str, dict]:
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {record["SetIdentifier"]: record for record in records if record["Name"] == NAME}


def test_check_asks_the_primary_over_https(sample, route53):
    check = sample.health_check(route53, "eu.shop.example.com", "/health")

    config = route53.get_health_check(HealthCheckId=check)["HealthCheck"]["HealthCheckConfig"]
    assert (config["Type"], config["Port"], config["EnableSNI"]) == ("HTTPS", 443, True)
    assert (config["FullyQualifiedDomainName"], config["ResourcePath"]) == ("eu.shop.example.com", "/health")
    assert config["RequestInterval"] * config["FailureThreshold"] + sample.TTL <= 90


def test_reference_is_the_same_for_the_same_check(sample, route53):
    seen = []
    route53.meta.events.register(
        "provide-client-params.route53.CreateHealthCheck",
        lambda params, **_: seen.append(params["CallerReference"]),
    )

    for path in ("/health", "/health", "/other", f"/{'a' * 200}"):
        sample.health_check(route53, "eu.shop.example.com", path)

    assert seen[0] == seen[1] != seen[2]
    assert max(map(len, seen)) <= 64


def test_primary_depends_on_the_check_and_the_standby_on_nothing(sample, route53, zone):
    check = sample.health_check(route53, "eu.shop.example.com", "/health")

    sample.failover(route53, zone, NAME, "192.0.2.1", "198.51.100.1", check)

    records = stored(route53, zone)
    assert (records["primary"]["Failover"], records["primary"]["HealthCheckId"]) == ("PRIMARY", check)
    assert records["standby"]["Failover"] == "SECONDARY"
    assert "HealthCheckId" not in records["standby"]
    for name, address in (("primary", "192.0.2.1"), ("standby", "198.51.100.1")):
        assert records[name]["ResourceRecords"] == [{"Value": address}]
        assert (records[name]["Type"], records[name]["TTL"]) == ("A", 60)


def test_same_call_replaces_the_pair(sample, route53, zone):
    check = sample.health_check(route53, "eu.shop.example.com", "/health")
    sample.failover(route53, zone, NAME, "192.0.2.1", "198.51.100.1", check)

    sample.failover(route53, zone, NAME, "192.0.2.1", "198.51.100.2", check)

    records = stored(route53, zone)
    assert records.keys() == {"primary", "standby"}
    assert records["standby"]["ResourceRecords"] == [{"Value": "198.51.100.2"}]


def test_it_waits_for_the_name_servers(sample, route53, zone):
    asked = []
    route53.meta.events.register(
        "provide-client-params.route53.GetChange", lambda params, **_: asked.append(params["Id"])
    )

    sample.failover(route53, zone, NAME, "192.0.2.1", "198.51.100.1", "1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b")

    assert len(asked) == 1
