"""All files are written, and with a latency per file the threads wait together."""

import time

import pytest


@pytest.fixture
def sample(load):
    return load()


def test_files_are_written(sample, tmp_path):
    seconds = sample.many(tmp_path / "files", 20, 100, workers=4)

    files = list((tmp_path / "files").iterdir())
    assert len(files) == 20
    assert {file.stat().st_size for file in files} == {100}
    assert seconds > 0


def test_threads_hide_the_latency(sample, tmp_path):
    def slow(path, size):
        time.sleep(0.01)

    in_a_row = sample.many(tmp_path, 40, 1, workers=1, write=slow)
    at_once = sample.many(tmp_path, 40, 1, workers=20, write=slow)

    assert in_a_row >= 0.4
    assert at_once < in_a_row / 2


def test_report_writes_the_same_bytes_three_times(sample, tmp_path, capsys):
    sample.report(tmp_path, count=8, size=64)

    sizes = {
        folder.name: sum(file.stat().st_size for file in folder.iterdir()) for folder in tmp_path.iterdir()
    }
    assert sizes == {"one": 512, "in-a-row": 512, "at-once": 512}
    assert capsys.readouterr().out.count(" s\n") == 3
