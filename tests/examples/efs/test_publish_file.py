"""Readers never see a half, and writers in several processes lose no line."""

import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest


@pytest.fixture
def sample(load):
    return load()


def test_file_is_replaced(sample, tmp_path):
    path = tmp_path / "prices.json"

    sample.publish(path, b"old")
    sample.publish(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_readers_see_whole_files_only(sample, tmp_path):
    path = tmp_path / "prices.json"
    versions = [bytes([65 + number]) * 200_000 for number in range(20)]
    sample.publish(path, versions[0])

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(lambda: [sample.publish(path, version) for version in versions])
        seen = []
        while not writing.done():
            seen.append(path.read_bytes())

    assert set(seen) <= set(versions)


def test_data_is_on_the_server_before_the_name(sample, tmp_path, monkeypatch):
    order = []
    replace = Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: order.append("fsync"))
    monkeypatch.setattr(
        Path, "replace", lambda self, target: order.append("replace") or replace(self, target)
    )

    sample.publish(tmp_path / "prices.json", b"new")

    assert order == ["fsync", "replace"]


def test_processes_lose_no_line(sample, tmp_path):
    path = tmp_path / "orders.log"
    context = get_context("fork")
    writers = [
        context.Process(target=lambda name=name: [sample.append(path, f"{name}-{n}") for n in range(25)])
        for name in "abcd"
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)

    assert [writer.exitcode for writer in writers] == [0] * 4
    assert sorted(path.read_text().split()) == sorted(f"{name}-{n}" for name in "abcd" for n in range(25))


def test_two_drafts_never_share_a_name(sample, tmp_path, monkeypatch):
    drafts = []
    monkeypatch.setattr(Path, "replace", lambda self, target: drafts.append(self.name))

    for _ in range(2):
        sample.publish(tmp_path / "prices.json", b"new")

    assert len(set(drafts)) == 2


def test_writer_waits_for_the_lock(sample, tmp_path):
    path = tmp_path / "orders.log"
    writer = get_context("fork").Process(target=sample.append, args=(path, "after"))

    with path.open("ab") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        writer.start()
        writer.join(0.3)
        assert (writer.is_alive(), path.read_text()) == (True, "")
    writer.join(10)

    assert path.read_text() == "after\n"


def test_line_is_on_the_server_before_the_lock_goes(sample, tmp_path, monkeypatch):
    path = tmp_path / "orders.log"
    stored = []
    monkeypatch.setattr(os, "fsync", lambda number: stored.append(path.read_text()))

    sample.append(path, "line")

    assert stored == ["line\n"]
