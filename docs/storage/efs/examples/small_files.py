"""Shows what many small files cost when each operation crosses a network."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def write(path: Path, size: int) -> None:
    """Writes one file. A close waits until the server has everything."""
    path.write_bytes(b"x" * size)


def many(
    folder: Path, count: int, size: int, workers: int = 1, write: Callable[[Path, int], None] = write
) -> float:
    """Seconds for `count` files of `size` bytes each, written by some threads."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda number: write(folder / f"{number:06}", size), range(count)))
    return time.perf_counter() - began


def report(root: Path, count: int = 1_000, size: int = 4_096) -> None:
    """Prints the time of one file, of many in a row and of many at once, all with the same bytes in sum."""
    for name, files, workers in (("one", 1, 1), ("in-a-row", count, 1), ("at-once", count, 32)):
        seconds = many(root / name, files, size * count // files, workers)
        print(f"{name}: {files} files in {seconds:.2f} s")
