"""Moves traffic from one target group to another in steps, and back at the first sign of trouble."""

from collections.abc import Callable
from typing import Any


def healthy_targets(elbv2: Any, target_group: str) -> int:
    """How many targets of the group pass their health checks."""
    states = elbv2.describe_target_health(TargetGroupArn=target_group)["TargetHealthDescriptions"]
    return sum(entry["TargetHealth"]["State"] == "healthy" for entry in states)


def set_weights(elbv2: Any, rule: str, weights: dict[str, int], sticky: int = 0) -> None:
    """Sets the weights of a rule that only forwards, and for how many seconds a client stays with its group.

    The cookie of a client beats the weights. So it counts only while both groups have a share: otherwise
    clients that have one would stay with a group that should get nothing. The groups must not have sticky
    sessions of their own: with them AWS demands stickiness on a rule of several groups.
    """
    (found,) = elbv2.describe_rules(RuleArns=[rule])["Rules"]
    (action,) = found["Actions"]  # a second one, such as sign-in, would be lost
    groups = [{"TargetGroupArn": group, "Weight": weight} for group, weight in weights.items()]
    stickiness: dict[str, Any] = {"Enabled": False}
    if sticky and all(weights.values()):
        stickiness = {"Enabled": True, "DurationSeconds": sticky}
    forward = action["ForwardConfig"] | {"TargetGroups": groups, "TargetGroupStickinessConfig": stickiness}
    elbv2.modify_rule(RuleArn=rule, Actions=[{"Type": "forward", "ForwardConfig": forward}])


def shift(
    elbv2: Any,
    rule: str,
    blue: str,
    green: str,
    fine: Callable[[int], bool],
    steps: tuple[int, ...] = (5, 25, 50, 100),
    sticky: int = 300,
) -> bool:
    """Gives green more and more percent. `fine` waits, looks at alarms and decides after each step."""
    done = False
    try:
        for percent in steps:
            # A load balancer that finds only unhealthy targets uses them all the same: it fails open.
            if not healthy_targets(elbv2, green):
                return False
            set_weights(elbv2, rule, {blue: 100 - percent, green: percent}, sticky)
            if not fine(percent):
                return False
        done = True
        return True  # blue still runs, so going back remains a change of weights
    finally:  # also if `fine` raised: who cannot see does not go on
        if not done:
            set_weights(elbv2, rule, {blue: 100, green: 0})
