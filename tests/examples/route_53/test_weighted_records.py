"""Weights move together, and nothing else does."""

import boto3
import pytest
from botocore.exceptions import ParamValidationError

NAME = "shop.example.com"
CHECK = "1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b"


@pytest.fixture
def route53(aws):
    return boto3.client("route53")


def upsert(route53, zone: str, **record) -> None:
    changes = [{"Action": "UPSERT", "ResourceRecordSet": {"Type": "A", "TTL": 60} | record}]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


@pytest.fixture
def zone(route53) -> str:
    """Two weighted records between neighbors that look alike."""
    made = route53.create_hosted_zone(Name="example.com", CallerReference="1")
    zone = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    for number, (stack, weight) in enumerate((("blue", 100), ("green", 0))):
        address = [{"Value": f"192.0.2.{number}"}]
        upsert(
            route53,
            zone,
            Name=NAME,
            SetIdentifier=stack,
            Weight=weight,
            ResourceRecords=address,
            HealthCheckId=CHECK,
        )
    upsert(route53, zone, Name=NAME, Type="TXT", ResourceRecords=[{"Value": '"verified"'}])
    upsert(route53, zone, Name=f"a.{NAME}", ResourceRecords=[{"Value": "192.0.2.9"}])
    upsert(route53, zone, Name="tea.example.com", ResourceRecords=[{"Value": "192.0.2.8"}])
    return zone


@pytest.fixture
def shift(load, route53, zone):
    module = load()
    return lambda weights: module.shift(route53, zone, NAME, weights)


def records(route53, zone: str) -> dict[tuple, dict]:
    found = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {(one["Name"], one["Type"], one.get("SetIdentifier")): one for one in found}


def test_weights_change_and_the_rest_stays(shift, route53, zone):
    before = records(route53, zone)

    shift({"blue": 90, "green": 10})

    after = records(route53, zone)
    for stack, weight in (("blue", 90), ("green", 10)):
        key = (f"{NAME}.", "A", stack)
        assert after.pop(key) == before.pop(key) | {"Weight": weight}
    assert after == before


def test_both_weights_go_in_one_batch(shift, route53):
    batches = []
    route53.meta.events.register(
        "provide-client-params.route53.ChangeResourceRecordSets",
        lambda params, **_: batches.append(params["ChangeBatch"]["Changes"]),
    )

    answer = shift({"blue": 0, "green": 255})

    (batch,) = batches
    assert [change["Action"] for change in batch] == ["UPSERT", "UPSERT"]
    assert answer.startswith("/change/")


def test_a_stack_cannot_be_forgotten_or_invented(shift, route53, zone):
    before = records(route53, zone)

    for weights in ({"blue": 100}, {"blue": 90, "green": 5, "gray": 5}):
        with pytest.raises(ValueError, match=r"\['blue', 'green'\], not for"):
            shift(weights)

    assert records(route53, zone) == before


def test_all_zeros_are_refused_as_they_mean_equal_shares(shift):
    with pytest.raises(ValueError, match="equal shares"):
        shift({"blue": 0, "green": 0})


def test_model_knows_no_weight_above_255(shift):
    with pytest.raises(ParamValidationError, match="more than 255"):
        shift({"blue": 0, "green": 256})
