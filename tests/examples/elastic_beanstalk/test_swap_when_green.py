"""The swap against a stubbed Beanstalk, which moto does not know: when it happens, and when it must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

PUBLIC = "shop.eu-west-1.elasticbeanstalk.com"
PRIVATE = "shop-green.eu-west-1.elasticbeanstalk.com"


def environment(name: str, cname: str, **changes: str) -> dict[str, Any]:
    return {
        "EnvironmentName": name,
        "CNAME": cname,
        "VersionLabel": "v2",
        "Status": "Ready",
        "HealthStatus": "Ok",
    } | changes


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def stub(module: ModuleType) -> Iterator[Stubber]:
    with Stubber(module.beanstalk) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def answer(stub: Stubber, *environments: dict[str, Any]) -> None:
    stub.add_response(
        "describe_environments",
        {"Environments": list(environments)},
        {"ApplicationName": "shop", "IncludeDeleted": False},
    )


def test_a_healthy_green_takes_the_public_name(module: ModuleType, stub: Stubber) -> None:
    answer(stub, environment("blue", PUBLIC, VersionLabel="v1"), environment("green", PRIVATE))
    stub.add_response(
        "swap_environment_cnames",
        {},
        {"SourceEnvironmentName": "blue", "DestinationEnvironmentName": "green"},
    )
    assert "keep blue" in module.swap("shop", "green", "v2", PUBLIC)


def test_a_second_run_does_not_swap_back(module: ModuleType, stub: Stubber) -> None:
    answer(stub, environment("blue", PRIVATE, VersionLabel="v1"), environment("green", PUBLIC))
    assert module.swap("shop", "green", "v2", PUBLIC) == "done already"


def test_a_swap_without_an_answer_is_not_sent_again(module: ModuleType) -> None:
    sent: list[str] = []

    def lose_the_answer(request: Any, **_: object) -> None:
        sent.append(request.url)
        raise ReadTimeoutError(endpoint_url=request.url)

    module.beanstalk.meta.events.register("before-send.elasticbeanstalk", lose_the_answer)
    with pytest.raises(ReadTimeoutError):
        module.beanstalk.swap_environment_cnames(
            SourceEnvironmentName="blue", DestinationEnvironmentName="green"
        )
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"VersionLabel": "v1"}, "green runs v1"),
        ({"Status": "Updating"}, "Updating"),
        ({"HealthStatus": "Degraded"}, "Degraded"),
    ],
)
def test_what_is_not_ready_gets_no_traffic(
    module: ModuleType, stub: Stubber, changes: dict[str, str], reason: str
) -> None:
    answer(stub, environment("blue", PUBLIC, VersionLabel="v1"), environment("green", PRIVATE, **changes))
    with pytest.raises(module.NotReadyError, match=reason):
        module.swap("shop", "green", "v2", PUBLIC)


def test_a_name_that_nobody_holds_is_an_error(module: ModuleType, stub: Stubber) -> None:
    answer(stub, environment("green", PRIVATE))
    with pytest.raises(module.NotReadyError, match="holds"):
        module.swap("shop", "green", "v2", PUBLIC)


def test_an_unknown_environment_is_an_error(module: ModuleType, stub: Stubber) -> None:
    answer(stub, environment("blue", PUBLIC))
    with pytest.raises(module.NotReadyError, match="no environment"):
        module.swap("shop", "green", "v2", PUBLIC)
