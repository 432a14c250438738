"""The references are of the documented form, and no secret is written in the template."""

import re

import pytest

from tests.examples.support import templates

SSM = re.compile(r"\{\{resolve:ssm:[a-zA-Z0-9_.\-/]+:\d+\}\}")
SECRET = re.compile(r"\{\{resolve:secretsmanager:[^:}]+:SecretString:[^:}]+\}\}")


@pytest.fixture
def cache(example) -> dict:
    (found,) = templates.resources(templates.load(example), "AWS::ElastiCache::ReplicationGroup").values()
    return found


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_plain_value_is_pinned_to_a_version(cache):
    assert SSM.fullmatch(cache["CacheNodeType"])


def test_secret_is_referred_to_without_a_version(cache):
    assert SECRET.fullmatch(cache["AuthToken"])
