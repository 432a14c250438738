"""Each reference has the form that CloudFormation takes, and secrets go where they do not come back."""

import re

import pytest

from tests.examples.support import templates

FORMS = {
    "ssm": r"[a-zA-Z0-9_.\-/]+:\d+",  # with a version, so that an update is a change in the template
    "ssm-secure": r"[a-zA-Z0-9_.\-/]+:\d+",
    "secretsmanager": r"[a-zA-Z0-9/_+=.@-]+:SecretString:\w+",  # without a version: rotation decides
}
REFERENCE = re.compile(r"\{\{resolve:(?P<kind>[a-z-]+):(?P<rest>[^}]+)\}\}")


@pytest.fixture
def references(example) -> dict[str, tuple[str, str]]:
    """Kind and rest of the reference, by resource and property."""
    found = {}
    for name, resource in templates.load(example)["Resources"].items():
        for key, value in resource["Properties"].items():
            if match := REFERENCE.fullmatch(str(value)):
                found[f"{name}.{key}"] = match["kind"], match["rest"]
    return found


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_all_three_kinds_are_shown_in_their_form(references):
    assert {kind for kind, _ in references.values()} == set(FORMS)
    for kind, rest in references.values():
        assert re.fullmatch(FORMS[kind], rest)


def test_no_reference_is_overlooked_by_the_test(example, references):
    assert example.read_text().count("{{resolve:") == len(references)


def test_passwords_go_into_properties_that_are_not_given_back(references):
    secret = {place for place, (kind, _) in references.items() if kind != "ssm"}

    # The user's name comes from the same secret. DMS does return it, so it must not be secret by itself.
    assert secret == {"OldDatabase.Username", "OldDatabase.Password", "Cache.AuthToken"}
