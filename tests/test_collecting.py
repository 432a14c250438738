"""The search for what only keeps itself alive rests, and goes on."""

from __future__ import annotations

import gc

import pytest

from macros.collecting import uncollected


@uncollected()
def _failing() -> None:
    raise ValueError("collecting" if gc.isenabled() else "at rest")


def test_it_rests_and_goes_on_whatever_happens() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="at rest"):
        _failing()
    assert gc.isenabled()


def test_within_another_rest_it_does_not_go_on() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
