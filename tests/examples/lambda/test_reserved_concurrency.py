"""The calls that the script makes, as the AWS CLI reads them."""

import pytest

from tests.examples.support.cli import parse, run


def test_script_makes_these_calls(example, tmp_path):
    calls = run(example, tmp_path)

    assert {call.service for call in calls} == {"lambda"}
    assert [(call.operation, call.parameters) for call in calls] == [
        ("GetAccountSettings", {}),
        ("PutFunctionConcurrency", {"FunctionName": "order-writer", "ReservedConcurrentExecutions": 40}),
        (
            "UpdateEventSourceMapping",
            {
                "UUID": "8a1c6e0e-2f3d-4a59-9f5b-0d7c1b2e3f40",
                "ScalingConfig": {"MaximumConcurrency": 30},
            },
        ),
        (
            "PutProvisionedConcurrencyConfig",
            {"FunctionName": "checkout", "Qualifier": "live", "ProvisionedConcurrentExecutions": 10},
        ),
        ("PutFunctionConcurrency", {"FunctionName": "nightly-export", "ReservedConcurrentExecutions": 0}),
    ]


def test_queue_asks_for_no_more_than_the_function_has(example, tmp_path):
    calls = {call.operation: call.parameters for call in reversed(run(example, tmp_path))}

    most = calls["UpdateEventSourceMapping"]["ScalingConfig"]["MaximumConcurrency"]
    assert most <= calls["PutFunctionConcurrency"]["ReservedConcurrentExecutions"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("lambda put-function-concurrency --function-name orders", "reserved-concurrent-executions"),
        ("lambda put-function-concurency --function-name orders", "Invalid choice|invalid choice"),
        (
            "lambda update-event-source-mapping --uuid u --scaling-config MaximumConcurrency=1",
            "valid min value",
        ),
        ("lambda update-event-source-mapping --uuid u --scaling-config MaximumConcurrency=9999", "more than"),
    ],
)
def test_parser_refuses_what_the_cli_or_the_service_would(words, problem):
    with pytest.raises(ValueError, match=problem):
        parse(words.split())
