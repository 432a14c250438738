"""Workflows, issue forms and dependency updates."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros.guide import load_catalog
from macros.rendering.cards import report_url
from tests.support.guides import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [file for file in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if file.stem != "config"]
TASKS = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def read(file: Path) -> dict[str, Any]:
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def test_there_is_a_workflow_for_each_occasion() -> None:
    assert {file.stem for file in WORKFLOWS} == {"test", "deploy", "links", "drift", "release"}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_calls_tasks_and_pinned_actions_and_nothing_else(file: Path) -> None:
    for job in read(file)["jobs"].values():
        assert int(job["timeout-minutes"]) <= 45
        assert job["runs-on"] == "ubuntu-24.04"
        for step in job["steps"]:
            if "run" in step:
                assert re.fullmatch(r"make ([a-z-]+)", step["run"]), step["run"]
                assert step["run"].removeprefix("make ") in TASKS
            else:
                assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_do_no_more_than_it_must(file: Path) -> None:
    workflow = read(file)
    text = file.read_text(encoding="utf-8")
    assert workflow["permissions"] == {}
    assert "secrets." not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    writes = {
        (job, name)
        for job, settings in workflow["jobs"].items()
        for name, access in settings["permissions"].items()
        if access == "write"
    }
    assert (
        writes
        == {
            "test": set(),
            "deploy": {("deploy", "pages"), ("deploy", "id-token")},
            "links": {("links", "issues")},
            "drift": {("drift", "issues"), ("upstream", "issues"), ("stale", "issues")},
            "release": {("release", "contents")},
        }[file.stem]
    )


def test_what_runs_on_pull_requests_cannot_write_and_leaves_a_copy_to_look_at() -> None:
    on_pull_requests = [file for file in WORKFLOWS if "pull_request" in read(file)["on"]]
    assert [file.stem for file in on_pull_requests] == ["test"]
    jobs = read(on_pull_requests[0])["jobs"]
    assert all(job["permissions"] == {"contents": "read"} for job in jobs.values())
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert {step.get("run") for step in steps} >= {"make test", "make check", "make site", "make offline"}
    assert any(step.get("with", {}).get("path") == "dist/*.zip" for step in steps)


def test_the_job_that_deploys_runs_no_code_of_the_repository() -> None:
    assert [
        step["uses"].split("@")[0]
        for step in read(GITHUB / "workflows/deploy.yml")["jobs"]["deploy"]["steps"]
    ] == ["actions/deploy-pages"]


def test_dependencies_of_every_kind_are_kept_up_to_date() -> None:
    updates = read(GITHUB / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "npm", "github-actions"}
    folders = [name for update in updates for name in update.get("directories", [update.get("directory")])]
    assert all((PROJECT / name.strip("/")).is_dir() for name in folders)


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert {file.stem for file in FORMS} == {"wrong-answer", "new-question", "broken-page"}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_has_what_github_asks_for(file: Path) -> None:
    """Source: GitHub Docs, "Syntax for issue forms"."""
    form = read(file)
    assert form["name"]
    assert form["description"]
    assert {field["type"] for field in form["body"]} <= {
        "input",
        "textarea",
        "dropdown",
        "checkboxes",
        "markdown",
    }
    names = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(names) == len(set(names))
    assert all(field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") == "true" for field in form["body"])


def test_the_link_on_a_card_fills_in_a_form_that_exists() -> None:
    catalog = load_catalog(PROJECT)
    question = next(iter(catalog.questions.values()))
    fields = parse_qs(urlsplit(report_url(catalog, question)).query)
    (template,) = fields.pop("template")
    known = {field["id"] for field in read(GITHUB / "ISSUE_TEMPLATE" / template)["body"]}
    assert set(fields) - {"title"} <= known
    assert fields["question"] == [question.id]
