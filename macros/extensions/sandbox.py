"""Pages are rendered in Jinja's sandbox, so that a template cannot reach Python's internals.

The checks refuse everything but calls of known macros with literal values; this is what holds should they
miss something. Both engines make a plain environment of their own and load the extensions that
`j2_extensions` names into it, which is the one place where it can be turned into a sandbox.
Source: https://jinja.palletsprojects.com/en/stable/sandbox/
"""

from __future__ import annotations

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range


class Sandbox(Extension):
    """Makes the environment it is loaded into an `ImmutableSandboxedEnvironment`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        if not isinstance(environment, ImmutableSandboxedEnvironment):
            environment.__class__ = ImmutableSandboxedEnvironment
            assert isinstance(environment, ImmutableSandboxedEnvironment)  # noqa: S101 (for the type)
            environment.binop_table = environment.default_binop_table.copy()
            environment.unop_table = environment.default_unop_table.copy()
            environment.globals["range"] = safe_range
