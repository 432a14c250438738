"""botocore's service models: numbers in shapes, and the provider's own prose.

Source: https://github.com/boto/botocore/tree/develop/botocore/data
"""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.exceptions import UnknownServiceError

from macros.models import Verify
from macros.verification.comparing import disagreement, search


@cache
def _model(service: str) -> Any:
    loader = botocore.session.get_session().get_component("data_loader")
    try:
        return loader.load_service_model(service, "service-2")
    except UnknownServiceError as error:
        raise LookupError(f"botocore has no service '{service}'") from error


def check(verify: Verify) -> str:
    """Compare the value (or the documentation text) at the path. Raises LookupError."""
    service = verify.model or verify.prose or ""
    found = search(verify.path or "", _model(service), f"botocore's model of '{service}'")
    return disagreement(verify, found)
