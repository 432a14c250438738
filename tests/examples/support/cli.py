"""Runs shell scripts whose `aws` only notes its arguments, and reads those with the AWS CLI's own parser."""

from __future__ import annotations

import contextlib
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from awscli.clidriver import CLIOperationCaller, create_clidriver
from botocore.validate import ParamValidator

from tests.examples.support.model_limits import violations

#: Notes the number of arguments and then each, separated by NUL, as arguments may hold line ends.
_NOTE = """\
#!/bin/sh
printf '%s\\0' "$#" "$@" >>"$AWS_CALLS"
"""


@dataclass(frozen=True)
class Call:
    """One call of the AWS CLI, with parameters as boto3 would take them."""

    service: str
    operation: str
    parameters: dict[str, Any]


def run(script: Path, folder: Path, *arguments: str) -> list[Call]:
    """The calls that a script makes, in order. `folder` is a temporary one. Nothing is sent."""
    tool, notes = folder / "aws", folder / "calls"
    tool.write_text(_NOTE, encoding="utf-8")
    tool.chmod(0o755)
    notes.touch()
    subprocess.run(
        ["/bin/bash", str(script), *arguments],
        env={"PATH": f"{folder}:/usr/bin:/bin", "AWS_CALLS": str(notes)},
        check=True,
        timeout=10,
    )
    return [parse(words) for words in _commands(notes.read_text(encoding="utf-8"))]


def _commands(notes: str) -> Iterator[list[str]]:
    words = iter(notes.split("\0")[:-1])
    for count in words:
        yield [next(words) for _ in range(int(count))]


def parse(words: list[str]) -> Call:
    """Read the words after `aws`. Raises ValueError for what the CLI or the service's model refuses."""
    calls: list[Call] = []

    def note(
        caller: CLIOperationCaller, service: str, operation: str, parameters: dict[str, Any], options: object
    ) -> int:
        model = caller._session.get_service_model(service).operation_model(operation)
        report = ParamValidator().validate(parameters, model.input_shape)
        problems = [report.generate_report()] if report.has_errors() else []
        problems += violations(model.input_shape, parameters)
        if problems:
            raise ValueError("; ".join(problems))
        calls.append(Call(service, operation, parameters))
        return 0

    errors = io.StringIO()
    with patch.object(CLIOperationCaller, "invoke", note), contextlib.redirect_stderr(errors):
        try:
            code = create_clidriver().main(words)
        except SystemExit as stopped:
            code = stopped.code
    if code or len(calls) != 1:
        raise ValueError(f"aws {' '.join(words)}: {errors.getvalue().strip()}")
    return calls[0]
