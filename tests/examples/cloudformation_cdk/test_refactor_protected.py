"""The solution of the first step: same resources, with protection and nothing else."""

from tests.examples.support import stacks, templates


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_every_resource_says_what_becomes_of_it(example):
    for resource in templates.load(example)["Resources"].values():
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"]


def test_identities_are_those_of_the_start(aws, example, examples):
    start = templates.load(examples / "refactor_start.template.yaml")["Resources"]
    for name, resource in templates.load(example)["Resources"].items():
        assert start[name]["Properties"].items() <= resource["Properties"].items()

    assert stacks.create(templates.load(example)).keys() == {"Table", "Queue"}
