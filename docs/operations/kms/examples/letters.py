"""A solution of the exercise: letters open in their place alone, and some of them never again."""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

REFUSED = {"InvalidCiphertextException", "IncorrectKeyException"}  # about this data key, not about KMS


class Sealed(NamedTuple):
    """What is stored of a letter."""

    key: str
    data_key: bytes
    ciphertext: bytes


class ForgottenError(Exception):
    """The patient's key is gone, and no other will be made."""


def lock(data_key: bytes, text: str, bound: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(data_key).encrypt(nonce, text.encode(), bound.encode())


def unlock(data_key: bytes, ciphertext: bytes, bound: str) -> str:
    return AESGCM(data_key).decrypt(ciphertext[:12], ciphertext[12:], bound.encode()).decode()


def seal(kms: Any, key: str, patient: str, letter: str, text: str) -> Sealed:
    """The letter, encrypted, with its data key, encrypted, and the ARN of the KMS key."""
    made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext={"patient": patient})
    # KMS ties the data key to the patient. The letter is tied here, for letters may share a data key.
    ciphertext = lock(made["Plaintext"], text, json.dumps([patient, letter]))
    return Sealed(made["KeyId"], made["CiphertextBlob"], ciphertext)


def open_letter(kms: Any, keys: Collection[str], sealed: Sealed, patient: str, letter: str) -> str:
    """The text, if this is that letter of that patient, under one of these KMS keys."""
    if sealed.key not in keys:
        raise ValueError(f"{sealed.key} is no key for letters")
    answer = kms.decrypt(
        KeyId=sealed.key,  # without it KMS takes any key that the caller may use
        CiphertextBlob=sealed.data_key,
        EncryptionContext={"patient": patient},  # of the request, never from the stored row
    )
    return unlock(answer["Plaintext"], sealed.ciphertext, json.dumps([patient, letter]))


class Reuse:
    """Stands in for the client and asks KMS less often. For one thread."""

    def __init__(self, kms: Any, uses: int, seconds: float, clock: Callable[[], float] = time.monotonic):
        self.kms = kms
        self.uses = uses
        self.seconds = seconds
        self.clock = clock
        self.kept: dict[str, tuple[dict[str, Any], float, int]] = {}  # answer, end, uses that are left

    def generate_data_key(self, **call: Any) -> dict[str, Any]:
        return self._reuse(self.kms.generate_data_key, "generate_data_key", call)

    def decrypt(self, **call: Any) -> dict[str, Any]:
        return self._reuse(self.kms.decrypt, "decrypt", call)

    def _reuse(self, ask: Callable[..., dict[str, Any]], name: str, call: dict[str, Any]) -> dict[str, Any]:
        now = self.clock()
        # What is too old goes, whoever's it is: a key that nobody asks for must not stay in memory.
        self.kept = {each: kept for each, kept in self.kept.items() if now < kept[1]}
        # Everything that KMS would have looked at: key, context, data key.
        same = repr((name, sorted(call.items())))
        answer, end, left = self.kept.pop(same, None) or (ask(**call), now + self.seconds, self.uses)
        if left > 1:
            self.kept[same] = (answer, end, left - 1)
        return answer


def move(kms: Any, letters: sqlite3.Connection, old: str, new: str) -> int:
    """Puts the data keys under another KMS key. Returns how many letters the old one still has."""
    last = ""
    query = "SELECT id, patient, data_key FROM letters WHERE key = ? AND id > ? ORDER BY id LIMIT 1"
    while row := letters.execute(query, (old, last)).fetchone():  # what is done has another key
        last, patient, data_key = row
        try:
            answer = kms.re_encrypt(
                SourceKeyId=old,  # or a stranger's data key becomes one of ours
                CiphertextBlob=data_key,
                SourceEncryptionContext={"patient": patient},
                DestinationKeyId=new,
                DestinationEncryptionContext={"patient": patient},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in REFUSED:
                raise
            continue  # it is counted, and somebody should look at it
        with letters:  # each by itself; all letters that share the data key, and none that has another by now
            letters.execute(
                "UPDATE letters SET key = ?, data_key = ? WHERE key = ? AND data_key = ? AND patient = ?",
                (answer["KeyId"], answer["CiphertextBlob"], old, data_key, patient),
            )
    return letters.execute("SELECT count(*) FROM letters WHERE key = ?", (old,)).fetchone()[0]


def patient_key(kms: Any, patients: sqlite3.Connection, key: str, patient: str) -> bytes:
    """The patient's own key in plain text: the one in the table, or a new one."""
    context = {"patient": patient}
    query = "SELECT data_key FROM patients WHERE id = ?"
    row = patients.execute(query, (patient,)).fetchone()
    if row is None:
        made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=context)
        with patients:
            patients.execute(
                "INSERT INTO patients VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
                (patient, made["CiphertextBlob"]),
            )
        # What the table has now counts: another writer may have been first.
        row = patients.execute(query, (patient,)).fetchone()
    if row[0] is None:
        raise ForgottenError(patient)
    return kms.decrypt(KeyId=key, CiphertextBlob=row[0], EncryptionContext=context)["Plaintext"]


def forget(patients: sqlite3.Connection, patient: str) -> None:
    """Destroys the patient's key. The row stays, so that a late writer makes no new one."""
    with patients:
        patients.execute(
            "INSERT INTO patients VALUES (?, NULL) ON CONFLICT (id) DO UPDATE SET data_key = NULL", (patient,)
        )
