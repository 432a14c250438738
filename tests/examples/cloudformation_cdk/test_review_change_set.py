"""The review against answers of CloudFormation that the test writes, in the shape of its model."""

import pytest
from botocore.stub import Stubber

ROOT = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/release/1"
NESTED = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/release/2"
TABLE, FUNCTION, STACK = "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::CloudFormation::Stack"


def change(action: str, name: str, kind: str, **more: object) -> dict:
    return {
        "Type": "Resource",
        "ResourceChange": {"Action": action, "LogicalResourceId": name, "ResourceType": kind} | more,
    }


def cause(name: str, recreation: str) -> dict:
    return {"Target": {"Attribute": "Properties", "Name": name, "RequiresRecreation": recreation}}


@pytest.fixture
def review(load, aws):
    """Reviews the change set with these pages."""
    module = load()
    with Stubber(module.cloudformation) as stub:

        def answer(*pages: tuple[str, list[dict], dict], approved: frozenset[str] = frozenset()) -> list[str]:
            for name, found, more in pages:
                expected = {"ChangeSetName": name} | ({"NextToken": "2"} if more.pop("second", False) else {})
                stub.add_response(
                    "describe_change_set", {"Status": "CREATE_COMPLETE", "Changes": found} | more, expected
                )
            return module.review(ROOT, approved)

        yield answer
        stub.assert_no_pending_responses()


def test_harmless_changes_pass(review):
    assert review((ROOT, [
        change("Add", "Archive", TABLE),
        change("Import", "Legacy", TABLE),
        change("Modify", "Orders", TABLE, Replacement="False"),
        change("Modify", "Handler", FUNCTION, Replacement="True"),
        change("Remove", "OldHandler", FUNCTION, PolicyAction="Delete"),
    ], {})) == []  # fmt: skip


@pytest.mark.parametrize(
    ("found", "objection"),
    [
        (
            change("Modify", "Orders", TABLE, Replacement="True", PolicyAction="ReplaceAndRetain",
                   Details=[cause("KeySchema", "Always"), cause("BillingMode", "Never")]),
            "Orders: Replacement True because of KeySchema",
        ),
        (
            change("Modify", "Orders", TABLE, Replacement="Conditional",
                   Details=[cause("TableName", "Conditionally")]),
            "Orders: Replacement Conditional because of TableName",
        ),
        (change("Remove", "Orders", TABLE, PolicyAction="Retain"), "Orders: Remove, Retain"),
        (change("Dynamic", "Orders", TABLE), "Orders: Dynamic, fate unknown"),
    ],
)  # fmt: skip
def test_state_at_risk_is_an_objection(review, found, objection):
    assert review((ROOT, [found], {})) == [objection]


def test_approval_names_one_resource(review):
    found = [
        change("Remove", "Orders", TABLE, PolicyAction="Retain"),
        change("Remove", "Carts", TABLE, PolicyAction="Delete"),
    ]

    assert review((ROOT, found, {}), approved=frozenset({"Orders"})) == ["Carts: Remove, Delete"]


def test_every_page_is_read(review):
    assert review(
        (ROOT, [change("Add", "Handler", FUNCTION)], {"NextToken": "2"}),
        (ROOT, [change("Remove", "Orders", TABLE, PolicyAction="Delete")], {"second": True}),
    ) == ["Orders: Remove, Delete"]


def test_nested_stacks_are_read_too(review):
    assert review(
        (ROOT, [change("Modify", "Data", STACK, Replacement="False", ChangeSetId=NESTED)], {}),
        (NESTED, [change("Remove", "Orders", TABLE, PolicyAction="Delete")], {}),
    ) == ["Data/Orders: Remove, Delete"]


def test_nested_stack_that_was_left_out_is_an_objection(review):
    (found,) = review((ROOT, [change("Modify", "Data", STACK, Replacement="False")], {}))

    assert found.startswith("Data: nested stack without a change set")


def test_failed_change_set_stops_the_pipeline(load, aws):
    module = load()
    with Stubber(module.cloudformation) as stub:
        stub.add_response(
            "describe_change_set", {"Status": "FAILED", "StatusReason": "Access denied", "Changes": []}
        )
        with pytest.raises(SystemExit, match="is FAILED: Access denied"):
            module.review(ROOT)
