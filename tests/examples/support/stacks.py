"""Makes stacks of the emulated AWS from templates."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any, NoReturn

import boto3


def create(template: Mapping[str, Any], **parameters: str) -> dict[str, str]:
    """Makes a stack from a template's data. Returns the physical IDs by logical ID.

    The emulator leaves out types of resources that it does not know.
    """
    _stand_in_for_validator()
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="sample",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    (stack,) = cloudformation.describe_stacks(StackName="sample")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE", stack
    found = cloudformation.describe_stack_resources(StackName="sample")["StackResources"]
    return {
        resource["LogicalResourceId"]: resource.get("PhysicalResourceId", "")
        for resource in found
        if "LogicalResourceId" in resource  # not so for a type it does not know or a condition that fails
    }


def _stand_in_for_validator() -> None:
    """moto's CloudFormation imports a validator that only the import of REST APIs uses. Do without it."""
    if "openapi_spec_validator" in sys.modules or importlib.util.find_spec("openapi_spec_validator"):
        return

    def validate(*_: object) -> NoReturn:
        raise NotImplementedError("openapi_spec_validator is not installed")

    package, errors = ModuleType("openapi_spec_validator"), ModuleType("exceptions")
    package.validate = validate
    errors.OpenAPIValidationError = ValueError
    sys.modules |= {
        "openapi_spec_validator": package,
        "openapi_spec_validator.validation": ModuleType("validation"),
        "openapi_spec_validator.validation.exceptions": errors,
    }
