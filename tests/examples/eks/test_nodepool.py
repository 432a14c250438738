"""The node pool: Karpenter's fields, and numbers that fit together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FIELDS = {
    "": {"apiVersion", "kind", "metadata", "spec"},
    "spec": {"weight", "limits", "disruption", "template"},
    "spec.disruption": {"consolidationPolicy", "consolidateAfter", "budgets"},
    "spec.template": {"metadata", "spec"},
    "spec.template.spec": {
        "expireAfter",
        "terminationGracePeriod",
        "nodeClassRef",
        "taints",
        "requirements",
    },
}
#: Labels that Auto Mode knows, of those that select instances.
LABELS = {
    "karpenter.sh/capacity-type",
    "kubernetes.io/arch",
    "eks.amazonaws.com/instance-category",
    "eks.amazonaws.com/instance-cpu",
}


@pytest.fixture
def pool(example: Path) -> dict[str, Any]:
    return yaml.safe_load(example.read_text(encoding="utf-8"))


@pytest.fixture
def nodes(pool: dict[str, Any]) -> dict[str, Any]:
    return pool["spec"]["template"]["spec"]


def hours(duration: str) -> int:
    return int(re.fullmatch(r"(\d+)h", duration)[1])


@pytest.mark.parametrize("path", list(FIELDS))
def test_the_fields_are_karpenters(pool: dict[str, Any], path: str) -> None:
    value: Any = pool
    for name in filter(None, path.split(".")):
        value = value[name]
    assert value.keys() == FIELDS[path]
    assert (pool["apiVersion"], pool["kind"]) == ("karpenter.sh/v1", "NodePool")


def test_the_node_class_is_auto_modes(nodes: dict[str, Any]) -> None:
    assert nodes["nodeClassRef"] == {"group": "eks.amazonaws.com", "kind": "NodeClass", "name": "default"}


def test_requirements_use_labels_with_text_values(nodes: dict[str, Any]) -> None:
    assert {requirement["key"] for requirement in nodes["requirements"]} == LABELS
    assert all(isinstance(value, str) for entry in nodes["requirements"] for value in entry["values"])


def test_there_are_many_kinds_of_instances_to_choose_from(nodes: dict[str, Any]) -> None:
    kinds = 1
    for requirement in nodes["requirements"]:
        kinds *= len(requirement["values"])
    assert kinds >= 12


def test_the_pool_ends_somewhere(pool: dict[str, Any]) -> None:
    assert pool["spec"]["limits"].keys() == {"cpu", "memory"}


def test_a_node_is_gone_before_auto_modes_limit(nodes: dict[str, Any]) -> None:
    assert hours(nodes["expireAfter"]) + hours(nodes["terminationGracePeriod"]) < 21 * 24


def test_only_repacking_pauses_in_the_morning(pool: dict[str, Any]) -> None:
    always, morning = pool["spec"]["disruption"]["budgets"]
    assert always == {"nodes": "10%"}
    assert morning["nodes"] == "0"
    assert morning["reasons"] == ["Underutilized"]  # security updates go on
    assert len(morning["schedule"].split()) == 5


def test_pods_must_agree_to_be_interrupted(nodes: dict[str, Any]) -> None:
    (taint,) = nodes["taints"]
    assert taint["effect"] == "NoSchedule"
    assert isinstance(taint["value"], str)
