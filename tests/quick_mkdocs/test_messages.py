"""What is logged is said later, and not lost."""

from __future__ import annotations

import logging

import pytest

from macros.quick_mkdocs.messages import Message, recorded, say


def test_what_is_logged_is_said_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    said: list[Message] = []
    with caplog.at_level(logging.INFO), recorded(said):
        logging.getLogger("mkdocs.pages").warning("no %s", "crust")
    assert (caplog.messages, said) == ([], [("mkdocs.pages", logging.WARNING, "no crust")])
    say(said)
    assert caplog.messages == ["no crust"]


def test_what_is_logged_before_a_failure_is_said_at_once(caplog: pytest.LogCaptureFixture) -> None:
    def bake() -> None:
        with recorded([]):
            logging.getLogger("mkdocs").error("smoke")
            raise ValueError("burnt")

    with pytest.raises(ValueError, match="burnt"):
        bake()
    assert caplog.messages == ["smoke"]
