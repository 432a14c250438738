"""The three kinds of references, as the template and the exporting template write them."""

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_import_names_the_export_of_the_data_stack(template, examples):
    (role,) = templates.resources(template, "AWS::IAM::Role").values()
    imported = role["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"]["Fn::ImportValue"]["Fn::Sub"]
    exporting = templates.load(examples / "orders_data.template.yaml")
    exported = exporting["Outputs"]["TableArn"]["Export"]["Name"]["Fn::Sub"]

    assert imported.replace("${DataStack}", "orders-data") == exported.replace(
        "${AWS::StackName}", "orders-data"
    )


def test_weak_reference_names_stack_and_output(template):
    (function,) = templates.resources(template, "AWS::Lambda::Function").values()
    reference = function["Environment"]["Variables"]["AUDIT_TOPIC"]["Fn::GetStackOutput"]

    assert reference.keys() == {"StackName", "OutputName", "Region"}


def test_parameter_store_value_is_typed(template):
    assert template["Parameters"]["Subnets"]["Type"].startswith("AWS::SSM::Parameter::Value<")
