"""Picks the smallest task size that Fargate offers for what was measured, plus headroom."""

import math
from dataclasses import dataclass

#: CPU units (1,024 are one vCPU), and the smallest, largest and step of the memory in MiB that go with them.
SIZES = {
    256: (512, 2048, 512),    # 512, 1,024 and 2,048 only: see `memories`
    512: (1024, 4096, 1024),
    1024: (2048, 8192, 1024),
    2048: (4096, 16384, 1024),
    4096: (8192, 30720, 1024),
    8192: (16384, 61440, 4096),
    16384: (32768, 122880, 8192),
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """As a task definition wants it: both are texts there."""

    cpu: str
    memory: str


def memories(cpu: int) -> list[int]:
    """The memory, in MiB, that a task with that many CPU units may have."""
    least, most, step = SIZES[cpu]
    return [value for value in range(least, most + 1, step) if (cpu, value) != (256, 1536)]


def smallest(vcpus: float, memory_mib: float, headroom: float = 0.25) -> Size:
    """The first size that holds both, by CPU and then by memory."""
    cpu_wanted = math.ceil(vcpus * 1024 * (1 + headroom))
    memory_wanted = math.ceil(memory_mib * (1 + headroom))
    for cpu in SIZES:
        for memory in memories(cpu):
            if cpu >= cpu_wanted and memory >= memory_wanted:
                return Size(str(cpu), str(memory))
    raise ValueError("more than this table holds: use the 32 vCPU size, EC2, or several tasks")
