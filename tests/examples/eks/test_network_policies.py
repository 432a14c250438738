"""Network policies, evaluated: a connection needs the sender's egress and the receiver's ingress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml


class Pod(NamedTuple):
    namespace: str
    labels: dict[str, str]


def shop(app: str) -> Pod:
    return Pod("shop", {"app": app})


DNS = Pod("kube-system", {"k8s-app": "kube-dns"})


@pytest.fixture
def policies(example: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(example.read_text(encoding="utf-8")))


def fits(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    assert selector.keys() <= {"matchLabels"}
    return selector.get("matchLabels", {}).items() <= labels.items()


def peer_fits(peer: dict[str, Any], home: str, pod: Pod) -> bool:
    assert peer.keys() <= {"namespaceSelector", "podSelector"}
    if "namespaceSelector" in peer:
        inside = fits(peer["namespaceSelector"], {"kubernetes.io/metadata.name": pod.namespace})
    else:
        inside = pod.namespace == home
    return inside and fits(peer.get("podSelector", {}), pod.labels)


def rules(policies: list[dict[str, Any]], kind: str, pod: Pod) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for policy in policies:
        home, spec = policy["metadata"]["namespace"], policy["spec"]
        if home == pod.namespace and kind in spec["policyTypes"] and fits(spec["podSelector"], pod.labels):
            yield home, spec.get(kind.lower(), [])


def side(policies: list[dict[str, Any]], kind: str, pod: Pod, other: Pod, port: tuple[str, int]) -> bool:
    selected = list(rules(policies, kind, pod))
    peers = "from" if kind == "Ingress" else "to"
    return not selected or any(
        any(peer_fits(peer, home, other) for peer in rule[peers])
        and {"protocol": port[0], "port": port[1]} in rule["ports"]
        for home, listed in selected
        for rule in listed
    )


def connects(
    policies: list[dict[str, Any]], sender: Pod, receiver: Pod, port: tuple[str, int] = ("TCP", 8080)
) -> bool:
    return side(policies, "Egress", sender, receiver, port) and side(
        policies, "Ingress", receiver, sender, port
    )


def test_they_are_kubernetes_network_policies(policies: list[dict[str, Any]]) -> None:
    for policy in policies:
        assert (policy["apiVersion"], policy["kind"]) == ("networking.k8s.io/v1", "NetworkPolicy")
        assert policy["spec"].keys() <= {"podSelector", "policyTypes", "ingress", "egress"}


def test_web_reaches_orders_on_its_port_alone(policies: list[dict[str, Any]]) -> None:
    assert connects(policies, shop("web"), shop("orders"))
    assert not connects(policies, shop("web"), shop("orders"), ("TCP", 5432))


@pytest.mark.parametrize(
    ("sender", "receiver"),
    [
        (shop("orders"), shop("web")),
        (shop("other"), shop("orders")),
        (shop("web"), shop("payments")),
        (Pod("test", {"app": "web"}), shop("orders")),
        (shop("orders"), Pod("test", {"app": "payments"})),
    ],
)
def test_nothing_else_connects(policies: list[dict[str, Any]], sender: Pod, receiver: Pod) -> None:
    assert not connects(policies, sender, receiver)


def test_the_way_to_payments_is_open_on_the_side_of_orders(policies: list[dict[str, Any]]) -> None:
    assert side(policies, "Egress", shop("orders"), shop("payments"), ("TCP", 8080))
    assert not connects(policies, shop("orders"), shop("payments"))  # payments has not said yes


@pytest.mark.parametrize("protocol", ["UDP", "TCP"])
def test_every_pod_resolves_names(policies: list[dict[str, Any]], protocol: str) -> None:
    assert connects(policies, shop("new"), DNS, (protocol, 53))
    assert not connects(policies, shop("new"), Pod("kube-system", {"app": "other"}), (protocol, 53))
