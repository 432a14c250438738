"""What is logged while a page is made, said in the order of the pages."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

#: Name of the logger, level, text.
Message = tuple[str, int, str]


class _Recorder(logging.Handler):
    def __init__(self, said: list[Message]) -> None:
        super().__init__(logging.INFO)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def recorded(said: list[Message]) -> Iterator[None]:
    """Keep what is logged, to be said in the order of the pages; at once, when something fails."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Recorder(said)], False
    failed = True
    try:
        yield
        failed = False
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        if failed:
            say(said)


def say(said: Iterable[Message]) -> None:
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
