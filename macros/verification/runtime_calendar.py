"""The calendar of function runtimes that cfn-lint ships.

Source: https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from macros.models import Verify
from macros.verification.comparing import disagreement


@cache
def _calendar() -> dict[str, dict[str, Any]]:
    file = files("cfnlint") / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def check(verify: Verify) -> str:
    """Compare a date of the runtime's entry. Raises LookupError."""
    entry = _calendar().get(verify.runtime or "")
    if entry is None:
        raise LookupError(f"the calendar has no runtime '{verify.runtime}'")
    if verify.field not in entry:
        raise LookupError(f"the calendar has no field '{verify.field}' for {verify.runtime}")
    return disagreement(verify, entry[verify.field])
