"""Where the exercise starts. Each step has tests that fail until you have written the functions for it.

pip install boto3 cryptography "moto[kms]" pytest
pytest -x letters_start.py
"""

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import boto3
import pytest
from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from moto import mock_aws


class Sealed(NamedTuple):
    """What is stored of a letter."""

    key: str  # the ARN of the KMS key
    data_key: bytes  # encrypted
    ciphertext: bytes


class ForgottenError(Exception):
    """The patient's key is gone, and no other will be made."""


def lock(data_key: bytes, text: str, bound: str) -> bytes:
    """AES-GCM. `bound` is not in the result, but the same is needed to unlock it."""
    nonce = os.urandom(12)
    return nonce + AESGCM(data_key).encrypt(nonce, text.encode(), bound.encode())


def unlock(data_key: bytes, ciphertext: bytes, bound: str) -> str:
    """The text again. Raises InvalidTag for another data key, another `bound` or a changed ciphertext."""
    return AESGCM(data_key).decrypt(ciphertext[:12], ciphertext[12:], bound.encode()).decode()


def seal(kms: Any, key: str, patient: str, letter: str, text: str) -> Sealed:
    """The letter under a new data key, whose encryption context is {"patient": patient}. Step 1."""
    raise NotImplementedError


def open_letter(kms: Any, keys: Collection[str], sealed: Sealed, patient: str, letter: str) -> str:
    """The text, if this is that letter of that patient, under one of these KMS keys. Step 2.

    Raises ValueError for another KMS key, before any call, ClientError when KMS refuses, InvalidTag as
    unlock() does.
    """
    raise NotImplementedError


class Reuse:
    """Stands in for the client in seal() and open_letter(), and asks KMS less often. Step 3.

    An answer serves `uses` equal calls at most, the first included, and only for `seconds`.
    """

    def __init__(self, kms: Any, uses: int, seconds: float, clock: Callable[[], float] = time.monotonic):
        raise NotImplementedError

    def generate_data_key(self, **call: Any) -> dict[str, Any]:
        raise NotImplementedError

    def decrypt(self, **call: Any) -> dict[str, Any]:
        raise NotImplementedError


def move(kms: Any, letters: sqlite3.Connection, old: str, new: str) -> int:
    """Puts the data keys under another KMS key. Returns how many letters the old one still has. Step 4."""
    raise NotImplementedError


def patient_key(kms: Any, patients: sqlite3.Connection, key: str, patient: str) -> bytes:
    """The patient's own key in plain text: the one in the table, or a new one. `key` is an ARN. Step 5."""
    raise NotImplementedError


def forget(patients: sqlite3.Connection, patient: str) -> None:
    """Destroys the patient's key, for good. Step 5."""
    raise NotImplementedError


class Kms:
    """The emulated KMS with what it lacks: keys can be switched off, and SourceKeyId counts."""

    def __init__(self) -> None:
        self.client = boto3.client("kms", region_name="eu-west-1")
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.off: set[str] = set()
        self.meanwhile: list[Callable[[], object]] = []  # what others do during the next calls

    def new_key(self) -> str:
        return self.client.create_key()["KeyMetadata"]["Arn"]

    def generate_data_key(self, **call: Any) -> dict[str, Any]:
        return self._call("generate_data_key", call)

    def decrypt(self, **call: Any) -> dict[str, Any]:
        return self._call("decrypt", call)

    def re_encrypt(self, **call: Any) -> dict[str, Any]:
        return self._call("re_encrypt", call)

    def _call(self, name: str, call: dict[str, Any]) -> dict[str, Any]:
        self.log.append((name, call))
        answer = getattr(self.client, name)(**call)
        used = {answer["KeyId"], answer.get("SourceKeyId")}
        if used & self.off:
            raise ClientError({"Error": {"Code": "DisabledException"}}, name)
        if call.get("SourceKeyId") not in {None, *used}:
            raise ClientError({"Error": {"Code": "IncorrectKeyException"}}, name)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return answer

    def calls(self, name: str) -> int:
        return [each for each, _ in self.log].count(name)


def new_letters() -> sqlite3.Connection:
    letters = sqlite3.connect(":memory:")
    columns = "id TEXT PRIMARY KEY, patient TEXT, key TEXT, data_key BLOB, ciphertext BLOB"
    letters.execute(f"CREATE TABLE letters ({columns})")
    return letters


def put(letters: sqlite3.Connection, patient: str, letter: str, sealed: Sealed) -> None:
    with letters:
        letters.execute("INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?, ?)", (letter, patient, *sealed))


def get(letters: sqlite3.Connection, letter: str) -> Sealed:
    found = letters.execute("SELECT key, data_key, ciphertext FROM letters WHERE id = ?", (letter,))
    return Sealed(*found.fetchone())


def new_patients() -> sqlite3.Connection:
    patients = sqlite3.connect(":memory:")
    patients.execute("CREATE TABLE patients (id TEXT PRIMARY KEY, data_key BLOB)")  # no key: forgotten
    return patients


@pytest.fixture
def kms() -> Iterator[Kms]:
    with mock_aws():  # KMS in this process, empty for each test
        yield Kms()


def test_step_1_each_letter_has_a_data_key_of_its_own(kms: Kms) -> None:
    key = kms.new_key()
    kms.client.create_alias(AliasName="alias/letters", TargetKeyId=key)
    first, second = (seal(kms, "alias/letters", "p-1", letter, "Dear Ms. Roy") for letter in ("l-1", "l-2"))
    assert [name for name, _ in kms.log] == ["generate_data_key"] * 2
    assert first.key == key  # not the alias, which can move
    assert first.data_key != second.data_key
    answer = kms.client.decrypt(CiphertextBlob=first.data_key, EncryptionContext={"patient": "p-1"})
    assert len(answer["Plaintext"]) == 32
    for secret in (answer["Plaintext"], b"Dear Ms. Roy"):
        assert secret not in first.data_key + first.ciphertext


def test_step_2_a_letter_opens_in_its_place_alone(kms: Kms) -> None:
    key = kms.new_key()
    first, second = (seal(kms, key, "p-1", letter, f"text of {letter}") for letter in ("l-1", "l-2"))
    assert open_letter(kms, [kms.new_key(), key], first, "p-1", "l-1") == "text of l-1"
    with pytest.raises(ClientError, match="InvalidCiphertextException"):
        open_letter(kms, [key], first, "p-2", "l-1")  # somebody copied it into another patient's file
    for swapped, letter in ((first, "l-2"), (second, "l-1")):
        with pytest.raises(InvalidTag):
            open_letter(kms, [key], swapped, "p-1", letter)


def test_step_2_a_letter_under_a_stranger_s_key_is_refused(kms: Kms) -> None:
    key, strange = kms.new_key(), kms.new_key()
    planted = seal(kms, strange, "p-1", "l-1", "Take twice as much.")
    with pytest.raises(ValueError, match="key"):
        open_letter(kms, [key], planted, "p-1", "l-1")
    assert kms.calls("decrypt") == 0
    with pytest.raises(ClientError):  # it lies about its key
        open_letter(kms, [key], planted._replace(key=key), "p-1", "l-1")


def test_step_3_fewer_calls_and_a_bound_on_uses(kms: Kms) -> None:
    key = kms.new_key()
    reuse = Reuse(kms, uses=3, seconds=300)
    places = [(f"p-{number % 2}", f"l-{number}") for number in range(14)]  # seven letters of each, in turn
    sealed = [seal(reuse, key, *place, f"text of {place}") for place in places]
    assert kms.calls("generate_data_key") == 6
    for place, each in reversed([*zip(places, sealed, strict=True)]):
        assert open_letter(reuse, [key], each, *place) == f"text of {place}"
    assert kms.calls("decrypt") == 6


def test_step_3_a_key_that_is_off_opens_nothing_after_the_age(kms: Kms) -> None:
    key, now = kms.new_key(), [0.0]
    reuse = Reuse(kms, uses=1000, seconds=300, clock=lambda: now[0])
    sealed = seal(reuse, key, "p-1", "l-1", "text")
    open_letter(reuse, [key], sealed, "p-1", "l-1")
    kms.off.add(key)
    for now[0] in (200, 299):
        open_letter(reuse, [key], sealed, "p-1", "l-1")
        seal(reuse, key, "p-1", "l-2", "text")
    now[0] = 301
    with pytest.raises(ClientError, match="DisabledException"):
        open_letter(reuse, [key], sealed, "p-1", "l-1")
    with pytest.raises(ClientError, match="DisabledException"):
        seal(reuse, key, "p-1", "l-3", "text")


def test_step_3_a_warm_cache_refuses_what_kms_would_refuse(kms: Kms) -> None:
    key, other = kms.new_key(), kms.new_key()
    reuse = Reuse(kms, uses=10, seconds=300)
    sealed = seal(reuse, key, "p-1", "l-1", "text")
    assert seal(reuse, key, "p-2", "l-2", "text").data_key != sealed.data_key
    assert seal(reuse, other, "p-1", "l-3", "text").key == other
    open_letter(reuse, [key], sealed, "p-1", "l-1")
    with pytest.raises(ClientError, match="InvalidCiphertextException"):
        open_letter(reuse, [key], sealed, "p-2", "l-1")
    with pytest.raises(ClientError):
        open_letter(reuse, [other], sealed._replace(key=other), "p-1", "l-1")


def test_step_4_a_crash_keeps_what_was_done(kms: Kms) -> None:
    def crash() -> None:
        raise RuntimeError("the machine is gone")

    letters, old, new = new_letters(), kms.new_key(), kms.new_key()
    for number in range(5):
        put(letters, "p-1", f"l-{number}", seal(kms, old, "p-1", f"l-{number}", f"text {number}"))
    kms.meanwhile = [lambda: None, lambda: None, crash]  # in the third call
    with pytest.raises(RuntimeError):
        move(kms, letters, old, new)
    letters.rollback()
    for keys in ([old, new], [new]):
        for number in range(5):
            text = open_letter(kms, keys, get(letters, f"l-{number}"), "p-1", f"l-{number}")
            assert text == f"text {number}"
        if keys == [old, new]:
            assert move(kms, letters, old, new) == 0
            kms.off.add(old)
    assert kms.calls("re_encrypt") == 6  # the third one twice, and no letter that was done
    assert kms.calls("decrypt") == 10  # five here, twice: the job sees no data key in plain text


def test_step_4_a_letter_that_is_rewritten_meanwhile_survives(kms: Kms) -> None:
    letters, old, new = new_letters(), kms.new_key(), kms.new_key()
    put(letters, "p-1", "l-1", seal(kms, old, "p-1", "l-1", "first version"))
    kms.meanwhile = [lambda: put(letters, "p-1", "l-1", seal(kms, old, "p-1", "l-1", "second version"))]
    left = move(kms, letters, old, new)
    assert letters.execute("SELECT count(*) FROM letters WHERE key = ?", (old,)).fetchone() == (left,)
    assert open_letter(kms, [old, new], get(letters, "l-1"), "p-1", "l-1") == "second version"
    assert move(kms, letters, old, new) == 0
    assert open_letter(kms, [new], get(letters, "l-1"), "p-1", "l-1") == "second version"


def test_step_4_a_planted_or_copied_letter_is_not_moved_and_stops_nothing(kms: Kms) -> None:
    letters, old, new = new_letters(), kms.new_key(), kms.new_key()
    planted = seal(kms, kms.new_key(), "p-1", "l-1", "Take twice as much.")
    put(letters, "p-1", "l-1", planted._replace(key=old))
    put(letters, "p-2", "l-0", copied := seal(kms, old, "p-1", "l-0", "text"))
    put(letters, "p-1", "l-2", seal(kms, old, "p-1", "l-2", "text"))
    assert move(kms, letters, old, new) == 2
    assert get(letters, "l-1").data_key == planted.data_key
    assert get(letters, "l-0") == copied
    assert open_letter(kms, [new], get(letters, "l-2"), "p-1", "l-2") == "text"


def test_step_4_a_key_that_is_off_stops_the_job(kms: Kms) -> None:
    letters, old, new = new_letters(), kms.new_key(), kms.new_key()
    put(letters, "p-1", "l-1", seal(kms, old, "p-1", "l-1", "text"))
    kms.off.add(new)
    with pytest.raises(ClientError, match="DisabledException"):
        move(kms, letters, old, new)


def test_step_5_a_patient_has_one_key(kms: Kms) -> None:
    patients, key = new_patients(), kms.new_key()
    first = patient_key(kms, patients, key, "p-1")
    patients.rollback()  # letters lie under this key, so it must be stored by now
    assert patient_key(kms, patients, key, "p-1") == first != patient_key(kms, patients, key, "p-2")
    stored = dict(patients.execute("SELECT id, data_key FROM patients"))
    assert set(stored) == {"p-1", "p-2"}
    assert first not in stored["p-1"]
    patients.execute("UPDATE patients SET data_key = ?", (stored["p-1"],))
    with pytest.raises(ClientError, match="InvalidCiphertextException"):
        patient_key(kms, patients, key, "p-2")
    strange = kms.client.generate_data_key(
        KeyId=kms.new_key(), KeySpec="AES_256", EncryptionContext={"patient": "p-1"}
    )
    patients.execute("UPDATE patients SET data_key = ?", (strange["CiphertextBlob"],))
    with pytest.raises(ClientError):  # somebody planted it
        patient_key(kms, patients, key, "p-1")


def test_step_5_two_writers_use_the_same_key(kms: Kms) -> None:
    patients, key = new_patients(), kms.new_key()
    other: list[bytes] = []
    kms.meanwhile = [lambda: other.append(patient_key(kms, patients, key, "p-1"))]
    mine = patient_key(kms, patients, key, "p-1")
    assert [mine, patient_key(kms, patients, key, "p-1")] == other * 2


def test_step_5_who_is_forgotten_stays_forgotten(kms: Kms) -> None:
    patients, key = new_patients(), kms.new_key()
    letter = lock(patient_key(kms, patients, key, "p-1"), "text", "p-1/l-1")
    assert unlock(patient_key(kms, patients, key, "p-1"), letter, "p-1/l-1") == "text"
    forget(patients, "p-1")
    patients.rollback()
    kms.meanwhile = [lambda: forget(patients, "p-2")]
    for patient in ("p-1", "p-2", "p-1", "p-2"):
        with pytest.raises(ForgottenError):
            patient_key(kms, patients, key, patient)
    assert patients.execute("SELECT count(data_key) FROM patients").fetchone() == (0,)
