"""CloudFormation's resource schemas, as cfn-lint ships them.

Source: https://github.com/aws-cloudformation/cfn-lint/tree/main/src/cfnlint/data/schemas
"""

from __future__ import annotations

from cfnlint.schema import ResourceNotFoundError
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from macros.models import Verify
from macros.verification.comparing import disagreement, search

REGION = "us-east-1"


def check(verify: Verify) -> str:
    """Compare the value at the path of the resource type's schema. Raises LookupError."""
    try:
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, verify.resource or "").schema
    except (ResourceNotFoundError, ValueError) as error:
        raise LookupError(f"there is no resource type '{verify.resource}'") from error
    found = search(verify.path or "", schema, f"the schema of {verify.resource}")
    return disagreement(verify, found)
