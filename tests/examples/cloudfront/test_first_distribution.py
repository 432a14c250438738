"""The template of the exercise: valid, private, and with the key and the lifetimes that the text explains."""

import pytest

from tests.examples.support import templates


@pytest.fixture
def resources(example) -> dict:
    return templates.load(example)["Resources"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_key_and_lifetimes_are_those_of_the_exercise(resources):
    config = resources["Cache"]["Properties"]["CachePolicyConfig"]
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]

    assert (config["MinTTL"], config["DefaultTTL"], config["MaxTTL"]) == (0, 60, 3600)
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "whitelist", "QueryStrings": ["page"]}
    behavior = resources["Site"]["Properties"]["DistributionConfig"]["DefaultCacheBehavior"]
    assert behavior["CachePolicyId"] == {"Ref": "Cache"}


def test_bucket_has_one_reader_and_no_list(resources):
    (statement,) = resources["PagesPolicy"]["Properties"]["PolicyDocument"]["Statement"]

    assert statement["Action"] == "s3:GetObject"
    assert statement["Condition"]["StringEquals"].keys() == {"AWS:SourceArn"}
    assert "PublicAccessBlockConfiguration" not in resources["Pages"].get("Properties", {})
