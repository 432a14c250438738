"""The release that SAM makes of the template: alias, deployment group, alarm and hook."""

import json
from fnmatch import fnmatchcase

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from tests.examples.support import templates


@pytest.fixture
def expanded(example) -> dict:
    return templates.expand(example)


def only(template: dict, kind: str) -> tuple[str, dict]:
    ((name, properties),) = templates.resources(template, kind).items()
    return name, properties


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_codedeploy_moves_the_alias_in_two_steps(expanded):
    version, _ = only(expanded, "AWS::Lambda::Version")
    alias_name, alias = only(expanded, "AWS::Lambda::Alias")
    _, group = only(expanded, "AWS::CodeDeploy::DeploymentGroup")

    assert alias["Name"] == "live"
    assert alias["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}
    update = expanded["Resources"][alias_name]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    assert update["BeforeAllowTrafficHook"] == {"Ref": "TryOut"}
    assert "Canary10Percent10Minutes" in str(group["DeploymentConfigName"])


def test_no_log_is_kept_for_ever(expanded):
    (logs,) = templates.resources(expanded, "AWS::Logs::LogGroup").values()

    assert logs["RetentionInDays"] == 30
    for function in templates.resources(expanded, "AWS::Lambda::Function").values():
        assert function["LoggingConfig"] == {"LogGroup": {"Ref": "Logs"}}


def test_alarm_sets_the_alias_back(expanded):
    _, group = only(expanded, "AWS::CodeDeploy::DeploymentGroup")

    assert group["AlarmConfiguration"]["Alarms"] == [{"Name": {"Ref": "ErrorRate"}}]
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]


def test_alarm_looks_at_the_new_version_behind_the_alias_alone(expanded):
    version, _ = only(expanded, "AWS::Lambda::Version")
    rate, errors, invocations = expanded["Resources"]["ErrorRate"]["Properties"]["Metrics"]

    assert rate["Expression"] == "100 * errors / invocations"
    for metric, name in ((errors, "Errors"), (invocations, "Invocations")):
        assert metric["Id"] == name.lower()
        assert metric["MetricStat"]["Metric"]["MetricName"] == name
        assert metric["MetricStat"]["Metric"]["Dimensions"] == [
            {"Name": "FunctionName", "Value": {"Ref": "Orders"}},
            {"Name": "Resource", "Value": {"Fn::Sub": "${Orders}:live"}},
            {"Name": "ExecutedVersion", "Value": {"Fn::GetAtt": [version, "Version"]}},
        ]


def test_hook_may_invoke_the_new_version_and_answer_codedeploy(expanded):
    version, _ = only(expanded, "AWS::Lambda::Version")
    role = expanded["Resources"]["TryOutRole"]["Properties"]
    invoke, answer = role["Policies"][0]["PolicyDocument"]["Statement"]

    assert invoke["Action"] == "lambda:InvokeFunction"
    assert invoke["Resource"] == {"Ref": version}
    assert answer["Action"] == "codedeploy:PutLifecycleEventHookExecutionStatus"
    assert answer["Resource"]["Fn::Sub"] == (
        "arn:aws:codedeploy:${AWS::Region}:${AWS::AccountId}:deploymentgroup:${ServerlessDeploymentApplication}/*"
    )
    assert expanded["Resources"]["TryOut"]["Properties"]["Environment"]["Variables"] == {
        "NEW_VERSION": {"Ref": version}
    }


def test_codedeploys_role_may_invoke_a_function_of_the_hooks_name(expanded):
    (policy_arn,) = expanded["Resources"]["CodeDeployServiceRole"]["Properties"]["ManagedPolicyArns"]
    policy = json.loads(aws_managed_policies_data)[str(policy_arn).split("/")[-1].strip("'}]")]
    (allowed,) = (
        statement["Resource"]
        for statement in policy["Document"]["Statement"]
        if statement["Action"] == ["lambda:InvokeFunction"]
    )

    name = expanded["Resources"]["TryOut"]["Properties"]["FunctionName"]
    assert fnmatchcase(f"arn:aws:lambda:eu-west-1:123456789012:function:{name}", allowed)
