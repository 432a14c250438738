"""What was made once, kept between runs: worth it where making it takes longer than looking it up.

A cache can only cost time, never change a result: a value counts for the very bytes that it was made of, and
for the very code and packages. Any other file, and a damaged one, is as none.
"""

from __future__ import annotations

import os
import pickle
import platform
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, TypeVar

from macros.whole_files import whole

T = TypeVar("T")
#: A digest of what a value was made of, and the value.
Entry = tuple[bytes, Any]
#: The same, the value pickled.
Packed = tuple[bytes, bytes]
#: Names that were asked for, and values that were not known.
Account = tuple[set[str], dict[str, Packed]]
#: Bytes of the digest in front of the values.
SIZE = 32
#: A file is written whole again when one in so many of its values has changed.
FEW = 8


def caching() -> bool:
    """Whether anything is kept: the environment variable GUIDE_CACHE turns it off with `off`."""
    return os.environ.get("GUIDE_CACHE", "") != "off"


def digest_of(*parts: bytes | str) -> bytes:
    """A mark of some bytes or texts, of how they are divided, too."""
    digest = blake2b(digest_size=SIZE)
    for given in parts:
        # YAML can write half a character
        part = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


class FileCache:
    """Values by name, each made of the bytes of one file or text. They must survive pickling.

    Each value is pickled alone: one that is not asked for is not unpacked. What has changed is written into a
    second file beside the first, as long as that is little. Should only one of them be there, some values are
    made again.
    """

    def __init__(self, file: Path | None = None) -> None:
        """`file`: where they stay between runs; None for values that live as long as the process."""
        self._file = file
        #: What the second file says of the first: values in the place of others, and names that are gone.
        self._changes: dict[str, Packed | None] = (read_kept(_second(file)) if file else None) or {}
        first: dict[str, Packed] = (read_kept(file) if file else None) or {}
        both = {**first, **self._changes}
        self._packed: dict[str, Packed] = {name: known for name, known in both.items() if known}
        self._values: dict[str, Entry] = {}
        self._asked: set[str] = set()
        self._new: set[str] = set()

    @property
    def empty(self) -> bool:
        """Whether nothing is known from an earlier run."""
        return not self._packed

    def get(self, name: str, mark: bytes, make: Callable[[], T]) -> T:
        """The value under this name that was made of what `mark` stands for, or a new one."""
        known, found = self._find(name, mark)
        value: T = found if known else make()
        self._note(name, mark, value, known)
        return value

    def has(self, name: str, mark: bytes) -> bool:
        """Whether `get` would make nothing."""
        return any(entries.get(name, (b"",))[0] == mark for entries in (self._values, self._packed))

    def holds_on_to(self, name: str, mark: bytes) -> bool:
        """The same; then it counts as asked for, without being unpacked."""
        known = self.has(name, mark)
        if known:
            self._asked.add(name)
        return known

    def of_each(
        self,
        name: str,
        marks: Mapping[str, bytes],
        data: bytes | str,
        make: Callable[[Collection[str]], Mapping[str, T]],
    ) -> dict[str, T]:
        """A value for each key of `marks`, which stand for what it is made of besides `data`.

        `make` gets the keys whose value is not known. All of them count as one value of this cache: better
        than one each where they are many and small.
        """
        mark = digest_of(data)
        known: dict[str, tuple[bytes, T]] = self._find(name, mark)[1] or {}
        found = {key: known[key] for key, own in marks.items() if known.get(key, (b"",))[0] == own}
        missing = [key for key in marks if key not in found]
        made = make(missing) if missing else {}
        found |= {key: (marks[key], made[key]) for key in missing}
        self._note(name, mark, found, known.keys() == found.keys() and not missing)
        return {key: value for key, (_, value) in found.items()}

    def _find(self, name: str, mark: bytes) -> tuple[bool, Any]:
        """(whether there is a value, the value)."""
        if self._values.get(name, (b"",))[0] == mark:
            return True, self._values[name][1]
        if self._packed.get(name, (b"",))[0] == mark:
            return True, pickle.loads(self._packed[name][1])  # noqa: S301 (ours: see read_kept)
        return False, None

    def _note(self, name: str, mark: bytes, value: object, known: bool) -> None:
        self._values[name] = mark, value
        self._asked.add(name)
        if not known:
            self._new.add(name)
            self._packed.pop(name, None)

    def account(self) -> Account:
        """What a copy of this process asked for and made, to be taken over by the one that saves."""
        if not self._file:
            return set(), {}
        new = {name: self._pack(name) for name in self._new}
        self._packed |= new
        return self._asked, new

    def take_over(self, account: Account) -> None:
        """Count what another process asked for and made as this one's."""
        asked, new = account
        self._asked |= asked
        self._new |= new.keys()
        self._packed |= new
        for name in new:
            self._values.pop(name, None)

    def save(self, forget: bool = True) -> None:
        """Write down what was asked for since the last time, for the next run; `forget`: and nothing else."""
        if self._file and (self._new or (forget and len(self._asked) != len(self._packed))):
            gone = self._packed.keys() - self._asked if forget else set()
            self._packed |= {name: self._pack(name) for name in self._asked}
            self._packed = {name: value for name, value in self._packed.items() if name not in gone}
            self._changes |= dict.fromkeys(gone) | {name: self._packed[name] for name in self._new}
            self._write(self._file)
        self._values = {name: entry for name, entry in self._values.items() if name in self._asked}
        self._asked, self._new = set(), set()

    def _write(self, file: Path) -> None:
        if len(self._changes) * FEW < len(self._packed):
            keep(_second(file), self._changes)
            return
        keep(file, self._packed)
        self._changes = {}
        with suppress(OSError):
            _second(file).unlink(missing_ok=True)

    def _pack(self, name: str) -> Packed:
        """What is kept of a value; pickled only where that was not done yet."""
        packed, entry = self._packed.get(name), self._values.get(name)
        if packed and (entry is None or entry[0] == packed[0]):
            return packed
        mark, value = self._values[name]
        return mark, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _second(file: Path) -> Path:
    return file.with_name(f"{file.stem}-changes{file.suffix}")


def read_kept(file: Path) -> Any:
    """The value in a file that `keep` wrote with this very code; None from any other file."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    values = memoryview(data)[SIZE:]
    if data[:SIZE] != _digest(values):
        return None
    return pickle.loads(values)  # noqa: S301 (ours: the digest says so)


def keep(file: Path, value: object) -> None:
    """Write a value for `read_kept`.

    Two runs at once do not disturb each other, for the file appears whole. Where nothing may be written,
    there is no cache.
    """
    values = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError), whole(file) as part, part.open("wb") as out:
        out.write(_digest(values))
        out.write(values)


def _digest(values: bytes | memoryview) -> bytes:
    # Twice as fast as the other where the processor knows it: the caches of a guide are many megabytes.
    digest = sha256(code())
    digest.update(values)
    return digest.digest()


@cache
def code() -> bytes:
    """What stands for this package's code and templates, and for every installed package's version."""
    parts = [f"{platform.python_version()} {platform.system()}", *_installed()]
    folder = Path(__file__).parent
    files = sorted(file for kind in ("*.py", "*.jinja") for file in folder.rglob(kind))
    named = [
        part for file in files for part in (file.relative_to(folder).as_posix().encode(), file.read_bytes())
    ]
    return digest_of(*parts, *named)


def _installed() -> list[str]:
    """Names and versions of the installed packages, as their folders of metadata give them."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
