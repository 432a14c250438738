"""The Kubernetes manifest: known fields only, and times and numbers that fit together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator


def fields(*required: str, **properties: Any) -> dict[str, Any]:
    """The schema of an object that has no other fields: the API server drops or refuses those."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def some(entry: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list that is not empty."""
    return {"type": "array", "items": entry, "minItems": 1}


NAME = {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
AT_LEAST_ONE = {"type": "integer", "minimum": 1}
YES_OR_NO = {"type": "boolean"}
LABELS = {"type": "object", "additionalProperties": NAME, "minProperties": 1}
SELECTOR = fields("matchLabels", matchLabels=LABELS)
METADATA = fields("name", "namespace", name=NAME, namespace=NAME)
AMOUNTS = fields(
    cpu={"type": "string", "pattern": "^[0-9]+m?$"}, memory={"type": "string", "pattern": "^[0-9]+[MG]i$"}
)
PROBE = fields(
    "httpGet",
    httpGet=fields("path", "port", path={"type": "string", "pattern": "^/"}, port=NAME),
    periodSeconds=AT_LEAST_ONE,
    failureThreshold=AT_LEAST_ONE,
)
CONTAINER = fields(
    "name",
    "image",
    name=NAME,
    image=TEXT,
    ports=some(fields("containerPort", name=NAME, containerPort=AT_LEAST_ONE)),
    resources=fields("requests", requests=AMOUNTS, limits=AMOUNTS),
    startupProbe=PROBE,
    readinessProbe=PROBE,
    livenessProbe=PROBE,
    lifecycle=fields(preStop=fields("sleep", sleep=fields("seconds", seconds=AT_LEAST_ONE))),
    securityContext=fields(
        runAsNonRoot=YES_OR_NO,
        readOnlyRootFilesystem=YES_OR_NO,
        allowPrivilegeEscalation=YES_OR_NO,
        capabilities=fields(drop=some(TEXT)),
    ),
)
SPREAD = fields(
    "maxSkew",
    "topologyKey",
    "whenUnsatisfiable",
    maxSkew=AT_LEAST_ONE,
    topologyKey=TEXT,
    whenUnsatisfiable={"enum": ["DoNotSchedule", "ScheduleAnyway"]},
    labelSelector=SELECTOR,
)
POD = fields(
    "containers",
    serviceAccountName=NAME,
    terminationGracePeriodSeconds=COUNT,
    topologySpreadConstraints=some(SPREAD),
    containers=some(CONTAINER),
)
STRATEGY = fields(
    "type", type={"const": "RollingUpdate"}, rollingUpdate=fields(maxSurge=COUNT, maxUnavailable=COUNT)
)
SCHEMAS = {
    "Deployment": fields(
        "spec",
        apiVersion={"const": "apps/v1"},
        kind=TEXT,
        metadata=METADATA,
        spec=fields(
            "selector",
            "template",
            replicas=COUNT,
            selector=SELECTOR,
            strategy=STRATEGY,
            template=fields("metadata", "spec", metadata=fields("labels", labels=LABELS), spec=POD),
        ),
    ),
    "PodDisruptionBudget": fields(
        "spec",
        apiVersion={"const": "policy/v1"},
        kind=TEXT,
        metadata=METADATA,
        spec=fields(
            "selector",
            maxUnavailable=COUNT,
            unhealthyPodEvictionPolicy={"enum": ["IfHealthyBudget", "AlwaysAllow"]},
            selector=SELECTOR,
        ),
    ),
}


@pytest.fixture
def manifest(example: Path) -> dict[str, dict[str, Any]]:
    """The objects by their kind."""
    documents = yaml.safe_load_all(example.read_text(encoding="utf-8"))
    return {document["kind"]: document for document in documents}


@pytest.fixture
def spec(manifest: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return manifest["Deployment"]["spec"]


@pytest.fixture
def pod(spec: dict[str, Any]) -> dict[str, Any]:
    return spec["template"]["spec"]


@pytest.fixture
def container(pod: dict[str, Any]) -> dict[str, Any]:
    (only,) = pod["containers"]
    return only


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_every_field_is_one_of_kubernetes(manifest: dict[str, dict[str, Any]], kind: str) -> None:
    found = Draft202012Validator(SCHEMAS[kind]).iter_errors(manifest[kind])
    assert [f"{error.json_path}: {error.message}" for error in found] == []


def test_the_manifest_has_nothing_else(manifest: dict[str, dict[str, Any]]) -> None:
    assert manifest.keys() == SCHEMAS.keys()


def test_all_selectors_find_the_pods(manifest: dict[str, dict[str, Any]], pod: dict[str, Any]) -> None:
    deployment, budget = manifest["Deployment"], manifest["PodDisruptionBudget"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    selectors = [deployment["spec"]["selector"], budget["spec"]["selector"]]
    selectors += [constraint["labelSelector"] for constraint in pod["topologySpreadConstraints"]]
    assert all(selector["matchLabels"].items() <= labels.items() for selector in selectors)
    assert deployment["metadata"]["namespace"] == budget["metadata"]["namespace"]


def test_a_release_never_has_fewer_pods_than_wanted(spec: dict[str, Any]) -> None:
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert spec["strategy"]["rollingUpdate"]["maxSurge"] >= 1


def test_a_node_can_be_drained_while_pods_keep_serving(
    manifest: dict[str, dict[str, Any]], spec: dict[str, Any]
) -> None:
    evictable = manifest["PodDisruptionBudget"]["spec"]["maxUnavailable"]
    assert 1 <= evictable < spec["replicas"]


def test_after_the_pause_there_is_time_to_finish_requests(
    pod: dict[str, Any], container: dict[str, Any]
) -> None:
    pause = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] - pause >= 30


def test_the_pod_has_the_minute_to_boot_that_the_comment_promises(container: dict[str, Any]) -> None:
    startup = container["startupProbe"]
    assert startup["periodSeconds"] * startup["failureThreshold"] == 60


def test_restarting_asks_another_question_than_receiving_requests(container: dict[str, Any]) -> None:
    assert container["livenessProbe"]["httpGet"]["path"] != container["readinessProbe"]["httpGet"]["path"]


def test_probes_ask_a_port_that_the_container_has(container: dict[str, Any]) -> None:
    names = {port["name"] for port in container["ports"]}
    probes = [container[name] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
    assert {probe["httpGet"]["port"] for probe in probes} <= names


def test_memory_is_reserved_in_full_and_cpu_is_not_capped(container: dict[str, Any]) -> None:
    resources = container["resources"]
    assert resources["requests"].keys() == {"cpu", "memory"}
    assert resources["limits"] == {"memory": resources["requests"]["memory"]}


def test_the_image_is_a_certain_one(container: dict[str, Any]) -> None:
    repository, _, tag = container["image"].rpartition(":")
    assert repository.endswith("/orders")
    assert tag != "latest"


def test_the_process_has_no_privileges(container: dict[str, Any]) -> None:
    assert container["securityContext"] == {
        "runAsNonRoot": True,
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
