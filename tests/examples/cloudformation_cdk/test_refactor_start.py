"""The start of the exercise deploys, and holds the faults that the exercise is about."""

from tests.examples.support import stacks, templates


def test_stack_can_be_made(aws, example):
    assert stacks.create(templates.load(example)).keys() == {"Table", "Queue"}


def test_no_linter_objects_to_what_is_missing(example):
    """A linter's default rules do not ask for policies: a person or a rule of one's own must."""
    assert [problem for problem in templates.problems(example) if "Policy" not in problem] == []
    assert all("DeletionPolicy" not in resource for resource in templates.load(example)["Resources"].values())
