"""What the prediction says of the changes in the exercise."""

from copy import deepcopy

import pytest

from tests.examples.support import templates


@pytest.fixture
def start(examples) -> dict:
    return templates.load(examples / "refactor_start.template.yaml")


@pytest.fixture
def predict(load):
    module = load()
    return lambda old, new: dict(module.predict(old, new))


def changed(template: dict, name: str, **properties: object) -> dict:
    new = deepcopy(template)
    new["Resources"][name]["Properties"] |= properties
    return new


def test_nothing_changes(predict, start):
    assert predict(start, deepcopy(start)) == {}


def test_setting_that_can_change_in_place(predict, start):
    assert predict(start, changed(start, "Queue", VisibilityTimeout=90)) == {"Queue": "modify"}


@pytest.mark.parametrize(
    ("name", "properties", "cause"),
    [
        ("Queue", {"QueueName": "exports"}, "QueueName"),
        ("Table", {"TableName": "orders-v2"}, "TableName"),
    ],
)
def test_new_name_replaces_and_loses(predict, start, name, properties, cause):
    assert predict(start, changed(start, name, **properties)) == {
        name: f"replace because of {cause}: Delete the old one"
    }


def test_renaming_the_logical_id_removes_the_table(predict, start):
    new = deepcopy(start)
    new["Resources"]["Orders"] = new["Resources"].pop("Table")

    assert predict(start, new) == {"Orders": "add", "Table": "remove: Delete"}


def test_policies_of_the_deployed_template_decide(predict, start, examples):
    protected = templates.load(examples / "refactor_protected.template.yaml")
    new = deepcopy(protected)
    new["Resources"]["Orders"] = new["Resources"].pop("Table")

    assert predict(start, protected) == {"Queue": "modify", "Table": "modify"}
    assert predict(protected, new)["Table"] == "remove: Retain"
    assert predict(start, new)["Table"] == "remove: Delete"


def test_databases_leave_a_snapshot_by_default(predict):
    database = {"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"Engine": "postgres"}}}}

    assert predict(database, {"Resources": {}}) == {"Db": "remove: Snapshot"}


def test_type_cannot_change_under_the_same_name(predict, start):
    new = deepcopy(start)
    new["Resources"]["Queue"] = {"Type": "AWS::SNS::Topic"}

    with pytest.raises(ValueError, match="Queue changes its type"):
        predict(start, new)


def test_it_runs_from_the_command_line(example, examples):
    import subprocess
    import sys

    files = [str(examples / f"refactor_{name}.template.yaml") for name in ("start", "protected")]
    done = subprocess.run([sys.executable, str(example), *files], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["Queue modify", "Table modify"]
