"""The rules are valid, cover the whole Region and stay within what the service allows."""

import pytest
from botocore.loaders import Loader

from tests.examples.support import templates


@pytest.fixture
def rules(example) -> dict[str, dict]:
    found = templates.resources(templates.load(example), "AWS::Rbin::Rule").values()
    return {rule["ResourceType"]: rule for rule in found}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_service_knows_these_resources(rules):
    model = Loader().load_service_model("rbin", "service-2")

    assert set(rules) <= set(model["shapes"]["ResourceType"]["enum"])


def test_periods_are_allowed(rules):
    days = {kind: rule["RetentionPeriod"]["RetentionPeriodValue"] for kind, rule in rules.items()}

    assert 1 <= days["EBS_VOLUME"] <= 7
    assert 1 <= days["EBS_SNAPSHOT"] <= 365


def test_rules_cover_the_region(rules):
    assert all("ResourceTags" not in rule for rule in rules.values())


def test_snapshot_rule_is_locked(rules):
    assert rules["EBS_SNAPSHOT"]["LockConfiguration"]["UnlockDelayValue"] >= 7


def test_nothing_is_made_after_the_rule_that_cannot_be_rolled_back(example):
    resources = templates.load(example)["Resources"]
    (locked,) = (name for name, one in resources.items() if "LockConfiguration" in one.get("Properties", {}))

    assert set(resources[locked]["DependsOn"]) == set(resources) - {locked}


def test_no_snapshot_can_be_public(example):
    (block,) = templates.resources(templates.load(example), "AWS::EC2::SnapshotBlockPublicAccess").values()

    assert block == {"State": "block-all-sharing"}
