"""Where the traffic goes after each step, and where it goes when something is wrong."""

import boto3
import pytest


@pytest.fixture
def elbv2(network):
    return boto3.client("elbv2")


@pytest.fixture
def groups(elbv2, network) -> dict[str, str]:
    """A healthy target in each group."""
    made = {}
    for number, name in enumerate(("blue", "green")):
        (group,) = elbv2.create_target_group(
            Name=name, Protocol="HTTP", Port=8080, VpcId=network["Vpc"], TargetType="ip"
        )["TargetGroups"]
        made[name] = group["TargetGroupArn"]
        elbv2.register_targets(TargetGroupArn=made[name], Targets=[{"Id": f"10.0.{number}.10", "Port": 8080}])
    return made


@pytest.fixture
def rule(elbv2, network, groups) -> str:
    """All traffic goes to blue, and users stay where they are for five minutes."""
    forward = {
        "TargetGroups": [
            {"TargetGroupArn": groups["blue"], "Weight": 100},
            {"TargetGroupArn": groups["green"], "Weight": 0},
        ],
        "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 300},
    }
    (made,) = elbv2.create_rule(
        ListenerArn=network["Listener"],
        Priority=10,
        Conditions=[{"Field": "path-pattern", "Values": ["/orders"]}],
        Actions=[{"Type": "forward", "ForwardConfig": forward}],
    )["Rules"]
    return made["RuleArn"]


@pytest.fixture
def forward(elbv2, rule):
    """What the rule's action says now."""

    def read() -> dict:
        (found,) = elbv2.describe_rules(RuleArns=[rule])["Rules"]
        return found["Actions"][0]["ForwardConfig"]

    return read


@pytest.fixture
def weights(forward, groups):
    """The weights of blue and green now."""

    def read() -> tuple[int, int]:
        now = {group["TargetGroupArn"]: int(group["Weight"]) for group in forward()["TargetGroups"]}
        return now[groups["blue"]], now[groups["green"]]

    return read


@pytest.fixture
def shift(load, elbv2, rule, groups):
    module = load()
    return lambda fine: module.shift(elbv2, rule, groups["blue"], groups["green"], fine)


def test_green_gets_more_step_by_step(shift, weights):
    seen = []

    def fine(percent: int) -> bool:
        seen.append((percent, *weights()))
        return True

    assert shift(fine) is True
    assert seen == [(5, 95, 5), (25, 75, 25), (50, 50, 50), (100, 0, 100)]
    assert weights() == (0, 100)


def test_first_bad_step_sends_everything_back(shift, weights):
    assert shift(lambda percent: percent < 25) is False
    assert weights() == (100, 0)


def test_step_that_cannot_be_judged_sends_everything_back(shift, weights):
    def unknown(percent: int) -> bool:
        raise ConnectionError("no answer from the alarms")

    with pytest.raises(ConnectionError):
        shift(unknown)

    assert weights() == (100, 0)


def test_nothing_moves_to_a_group_without_healthy_targets(shift, weights, elbv2, groups):
    elbv2.deregister_targets(TargetGroupArn=groups["green"], Targets=[{"Id": "10.0.1.10", "Port": 8080}])
    seen = []

    assert shift(lambda percent: seen.append(percent) or True) is False
    assert seen == []
    assert weights() == (100, 0)


def test_targets_that_fail_on_the_way_end_it(shift, weights, elbv2, groups):
    def lose_the_target(percent: int) -> bool:
        if percent == 25:
            elbv2.deregister_targets(
                TargetGroupArn=groups["green"], Targets=[{"Id": "10.0.1.10", "Port": 8080}]
            )
        return True

    assert shift(lose_the_target) is False
    assert weights() == (100, 0)


def test_stickiness_stays(shift, forward):
    before = forward()["TargetGroupStickinessConfig"]

    shift(lambda percent: True)

    assert forward()["TargetGroupStickinessConfig"] == before
    assert before["Enabled"] in (True, "true")
