"""Where the traffic goes after each step, and where it goes when something is wrong."""

import boto3
import pytest


def is_sticky(forward: dict) -> bool:
    """Whether a cookie decides, before the weights do."""
    return forward["TargetGroupStickinessConfig"]["Enabled"] in (True, "true")


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


def test_clients_stay_with_their_version_only_while_there_are_two(shift, forward):
    seen = []

    shift(lambda percent: seen.append(is_sticky(forward())) or True)

    assert seen == [True, True, True, False]
    assert not is_sticky(forward())


def test_clients_with_the_cookie_go_back_as_well(shift, forward, weights):
    seen = []

    assert shift(lambda percent: seen.append(is_sticky(forward())) or percent < 25) is False
    assert seen == [True, True]
    assert weights() == (100, 0)
    assert not is_sticky(forward())


def test_next_release_is_sticky_again(shift, forward):
    shift(lambda percent: False)
    seen = []

    shift(lambda percent: seen.append(forward()["TargetGroupStickinessConfig"]) or False)

    (during,) = seen
    assert is_sticky({"TargetGroupStickinessConfig": during})
    assert int(during["DurationSeconds"]) == 300


def test_requests_are_drawn_anew_without_stickiness(load, elbv2, rule, groups, forward):
    seen = []

    load().shift(
        elbv2,
        rule,
        groups["blue"],
        groups["green"],
        lambda percent: seen.append(is_sticky(forward())) or True,
        sticky=0,
    )

    assert seen == [False, False, False, False]
