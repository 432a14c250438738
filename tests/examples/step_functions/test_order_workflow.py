"""The template: role, log, alarms, and how the alias moves."""

import pytest

from tests.examples.support import state_machines, templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_definition_leads_nowhere_wrong(template):
    machine = template["Resources"]["Machine"]["Properties"]

    substitutions = dict.fromkeys(machine["DefinitionSubstitutions"], "x")
    assert state_machines.problems(machine["Definition"], **substitutions) == []


def test_role_is_for_state_machines_of_this_account(template):
    (trust,) = template["Resources"]["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert trust["Principal"] == {"Service": "states.amazonaws.com"}
    assert trust["Condition"].keys() == {"StringEquals", "ArnLike"}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert trust["Condition"]["ArnLike"]["aws:SourceArn"]["Fn::Sub"].endswith(":stateMachine:*")


def test_every_attempt_of_an_order_charges_under_the_same_key(template):
    charge = template["Resources"]["Machine"]["Properties"]["Definition"]["States"]["Charge"]

    assert charge["Arguments"]["Payload"]["key"] == "{% $states.input.id & '-charge' %}"


def test_role_writes_into_its_own_log_alone(template):
    (policy,) = template["Resources"]["Role"]["Properties"]["Policies"]
    (write,) = (
        statement
        for statement in policy["PolicyDocument"]["Statement"]
        if "logs:PutLogEvents" in statement["Action"]
    )

    assert write["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert write["Resource"] == {"Fn::GetAtt": ["Log", "Arn"]}


def test_log_has_no_data_and_an_end(template):
    logging = template["Resources"]["Machine"]["Properties"]["LoggingConfiguration"]
    log = template["Resources"]["Log"]["Properties"]

    assert logging["IncludeExecutionData"] is False
    assert log["LogGroupName"].startswith("/aws/vendedlogs/states/")
    assert log["RetentionInDays"] == 30


def test_log_outlives_the_stack_but_not_a_failed_first_attempt(template):
    log = template["Resources"]["Log"]

    assert (log["DeletionPolicy"], log["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_a_bad_version_is_rolled_back_by_the_alarm_and_the_old_one_is_kept(template):
    preference = template["Resources"]["Live"]["Properties"]["DeploymentPreference"]

    assert preference["StateMachineVersionArn"] == {"Ref": "Version"}
    assert preference["Alarms"] == [{"Ref": "Failed"}]
    assert template["Resources"]["Version"]["UpdateReplacePolicy"] == "Retain"
