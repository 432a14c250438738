"""The template around the custom resource: valid, narrow, and with timeouts in the right order."""

import re

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_stack_waits_longer_than_the_function_runs(template):
    (function,) = templates.resources(template, "AWS::Lambda::Function").values()
    (custom,) = templates.resources(template, "Custom::RemoteParameter").values()

    pauses = 60 + 120  # between Lambda's attempts at an asynchronous event
    assert 3 * function["Timeout"] + pauses < int(custom["ServiceTimeout"]) < 3600


def test_handler_is_the_sample(template, examples):
    (function,) = templates.resources(template, "AWS::Lambda::Function").values()
    module, _, name = function["Handler"].partition(".")

    assert f"def {name}(" in (examples / f"{module}.py").read_text(encoding="utf-8")


def test_published_name_lies_in_what_the_role_may_touch(template):
    (role,) = templates.resources(template, "AWS::IAM::Role").values()
    (custom,) = templates.resources(template, "Custom::RemoteParameter").values()
    allowed = role["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"]["Fn::Sub"]

    assert allowed.endswith(":parameter/shared/*")
    assert custom["Name"].startswith("/shared/")


def test_role_may_do_what_the_sample_does_and_nothing_else(template, examples):
    (role,) = templates.resources(template, "AWS::IAM::Role").values()
    source = (examples / "remote_parameter.py").read_text(encoding="utf-8")
    calls = {name.title().replace("_", "") for name in re.findall(r"\bssm\.(\w+)\(", source)}

    allowed = role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"]
    assert set(allowed) == {f"ssm:{call}" for call in calls | {"AddTagsToResource"}}  # for tags at creation
