"""The table of task sizes against what ECS's own model says, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

import botocore.loaders
import pytest


@pytest.fixture
def sizes(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture(scope="module")
def documented() -> str:
    """What the API says of a task's memory, without tags and commas."""
    model = botocore.loaders.Loader().load_service_model("ecs", "service-2")
    text = model["shapes"]["RegisterTaskDefinitionRequest"]["members"]["memory"]["documentation"]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def of(documented: str, cpu: int) -> str:
    """The part of the text that belongs to so many CPU units."""
    before = documented.split(f"Available cpu values: {cpu} (")[0]
    return re.split(r"vCPU\)", before)[-1]


@pytest.mark.parametrize("cpu", [256, 512, 1024])
def test_small_sizes_are_those_that_the_model_lists(sizes: ModuleType, documented: str, cpu: int) -> None:
    listed = [int(value) for value in re.findall(r"(\d+) \([\d.]+ GB\)", of(documented, cpu))]
    assert sizes.memories(cpu) == listed


@pytest.mark.parametrize("cpu", [2048, 4096, 8192, 16384])
def test_large_sizes_reach_from_the_least_to_the_most_memory(
    sizes: ModuleType, documented: str, cpu: int
) -> None:
    least, most, step = (int(value) for value in re.findall(r"(\d+) ?GB", of(documented, cpu))[:3])
    assert sizes.SIZES[cpu] == (least * 1024, most * 1024, step * 1024)


@pytest.mark.parametrize(
    ("vcpus", "memory", "expected"),
    [
        (0.1, 300, ("256", "512")),
        (0.1, 1100, ("256", "2048")),
        (0.4, 1000, ("512", "2048")),
        (0.1, 3000, ("512", "4096")),
        (3, 9000, ("4096", "11264")),
    ],
)
def test_the_smallest_size_holds_both_and_the_headroom(
    sizes: ModuleType, vcpus: float, memory: int, expected: tuple[str, str]
) -> None:
    size = sizes.smallest(vcpus, memory)
    assert (size.cpu, size.memory) == expected


def test_what_fits_no_size_is_refused(sizes: ModuleType) -> None:
    with pytest.raises(ValueError, match="32 vCPU"):
        sizes.smallest(20, 1000)
