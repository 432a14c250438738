"""The steps of the move, the waits between them and the way back."""

import boto3
import pytest

NAME = "shop.example.com."
ADDRESSES = {"old": "192.0.2.1", "new": "198.51.100.1"}


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


@pytest.fixture
def weights(route53, zone):
    def ask() -> dict[str, int]:
        found = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        return {one["SetIdentifier"]: one["Weight"] for one in found if one["Name"] == NAME}

    return ask


def run(sample, route53, zone, fine, **options) -> bool:
    options = {"sleep": lambda seconds: None} | options
    return sample.canary(route53, zone, NAME, ADDRESSES, fine, **options)


def test_all_steps_when_all_is_fine(sample, route53, zone, weights):
    seen = []

    assert run(sample, route53, zone, lambda: seen.append(weights()) or True)
    assert [one["new"] for one in seen] == [5, 25, 50, 100]
    assert all(sum(one.values()) == 100 for one in seen)
    assert weights() == {"old": 0, "new": 100}


def test_trouble_ends_it_and_everything_goes_back(sample, route53, zone, weights):
    answers = iter([True, False])

    assert not run(sample, route53, zone, lambda: next(answers))
    assert weights() == {"old": 100, "new": 0}


def test_who_cannot_see_does_not_go_on(sample, route53, zone, weights):
    def blind() -> bool:
        raise ConnectionError("no metrics")

    with pytest.raises(ConnectionError):
        run(sample, route53, zone, blind)
    assert weights() == {"old": 100, "new": 0}


def test_it_asks_only_after_the_caches_have_run_out(sample, route53, zone):
    events = []

    run(
        sample,
        route53,
        zone,
        lambda: events.append("ask") or True,
        steps=[10],
        watch=120,
        sleep=lambda seconds: events.append(seconds),
    )

    assert events == [sample.TTL + 120, "ask"]


def test_each_step_is_one_batch_that_has_arrived(sample, route53, zone):
    calls = []
    for operation in ("ChangeResourceRecordSets", "GetChange"):
        route53.meta.events.register(
            f"provide-client-params.route53.{operation}", lambda params, model, **_: calls.append(model.name)
        )

    run(sample, route53, zone, lambda: True, steps=[50, 100])

    assert calls == ["ChangeResourceRecordSets", "GetChange"] * 2


def test_records_share_a_ttl(sample, route53, zone):
    run(sample, route53, zone, lambda: True, steps=[5])

    found = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    assert {one["TTL"] for one in found if one["Name"] == NAME} == {60}


def test_a_second_run_changes_nothing(sample, route53, zone, weights):
    for _ in range(2):
        assert run(sample, route53, zone, lambda: True, steps=[100])

    assert weights() == {"old": 0, "new": 100}
