"""All files are written, and with many threads they wait together."""

import threading

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


def test_threads_wait_together(sample, tmp_path):
    """No clock: the barrier opens only when as many files are being written at once as there are workers."""
    together = threading.Barrier(20)
    sample.many(tmp_path, 40, 1, workers=20, write=lambda path, size: together.wait(timeout=60))
    assert not together.broken


def test_one_worker_writes_one_file_after_the_other(sample, tmp_path):
    together = threading.Barrier(2)
    with pytest.raises(threading.BrokenBarrierError):
        sample.many(tmp_path, 2, 1, workers=1, write=lambda path, size: together.wait(timeout=0.1))


def test_report_writes_the_same_bytes_three_times(sample, tmp_path, capsys):
    sample.report(tmp_path, count=8, size=64)

    sizes = {
        folder.name: sum(file.stat().st_size for file in folder.iterdir()) for folder in tmp_path.iterdir()
    }
    assert sizes == {"one": 512, "in-a-row": 512, "at-once": 512}
    assert capsys.readouterr().out.count(" s\n") == 3
