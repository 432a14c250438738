"""The solution as a whole, and the mistakes that its steps must catch."""

from __future__ import annotations

import json
import sqlite3

import pytest
from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from moto.core import DEFAULT_ACCOUNT_ID
from moto.kms.models import kms_backends

from tests.examples.kms.test_letters_start import NAMES
from tests.examples.support import exercises


@pytest.fixture
def module(load):
    return load()


@pytest.fixture
def start(examples, example, monkeypatch, aws):
    return exercises.solved(examples / "letters_start.py", example, NAMES, monkeypatch)


@pytest.fixture
def kms(start):
    return start.Kms()


@pytest.fixture
def key(kms):
    return kms.new_key()


class With:
    """A client, or a stand-in for one, with one method that does something else."""

    def __init__(self, kms, **methods):
        self.kms = kms
        self.methods = methods

    def __getattr__(self, name):
        return self.methods.get(name) or getattr(self.kms, name)


def refuse(start, step, *errors):
    with exercises.failing(*errors):
        exercises.run(start, step, start.Kms())


# Steps 1 and 2


@pytest.mark.parametrize(
    ("patient", "letter"), [("p-2", "l-1"), ("p-1", "l-2"), ("p-1/l-1", ""), ("", "p-1/l-1")]
)
def test_letter_opens_nowhere_else(module, kms, key, patient, letter):
    sealed = module.seal(kms, key, "p-1", "l-1", "text")

    with pytest.raises((ClientError, InvalidTag)):
        module.open_letter(kms, [key], sealed, patient, letter)


def test_ids_with_a_separator_are_told_apart(module, kms, key):
    reuse = With(kms, decrypt=lambda **_: {"Plaintext": data_key})
    sealed = module.seal(kms, key, "p/1", "l", "text")
    data_key = kms.decrypt(CiphertextBlob=sealed.data_key, EncryptionContext={"patient": "p/1"})["Plaintext"]

    assert module.open_letter(reuse, [key], sealed, "p/1", "l") == "text"
    with pytest.raises(InvalidTag):
        module.open_letter(reuse, [key], sealed, "p", "1/l")


def test_storing_the_alias_fails_step_1(module, start, monkeypatch):
    monkeypatch.setattr(
        start, "seal", lambda kms, key, *rest: start.Sealed(key, *module.seal(kms, key, *rest)[1:])
    )
    refuse(start, "test_step_1_each_letter_has_a_data_key_of_its_own")


def test_one_data_key_for_all_fails_steps_1_and_3(module, start, monkeypatch):
    answers = {}

    def seal(kms, key, patient, letter, text):
        made = With(
            kms,
            generate_data_key=lambda **call: (
                answers.get(kms) or answers.setdefault(kms, kms.generate_data_key(**call))
            ),
        )
        return module.seal(made, key, patient, letter, text)

    monkeypatch.setattr(start, "seal", seal)
    refuse(start, "test_step_1_each_letter_has_a_data_key_of_its_own")
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")
    refuse(start, "test_step_3_a_warm_cache_refuses_what_kms_would_refuse")


def test_storing_the_plain_data_key_fails_step_1(module, start, monkeypatch):
    def seal(kms, key, patient, letter, text):
        plain = []

        def generate(**call):
            made = kms.generate_data_key(**call)
            plain.append(made["Plaintext"])
            return made

        sealed = module.seal(With(kms, generate_data_key=generate), key, patient, letter, text)
        return sealed._replace(ciphertext=sealed.ciphertext + plain[0])

    monkeypatch.setattr(start, "seal", seal)
    refuse(start, "test_step_1_each_letter_has_a_data_key_of_its_own")


def other_context(monkeypatch, module, start, context):
    """Seal and open with another encryption context: consistent, and wrong."""

    def seal(kms, key, patient, letter, text):
        def generate(**call):
            return kms.generate_data_key(**call | {"EncryptionContext": context(patient, letter)})

        return module.seal(With(kms, generate_data_key=generate), key, patient, letter, text)

    def open_letter(kms, keys, sealed, patient, letter):
        def decrypt(**call):
            return kms.decrypt(**call | {"EncryptionContext": context(patient, letter)})

        return module.open_letter(With(kms, decrypt=decrypt), keys, sealed, patient, letter)

    monkeypatch.setattr(start, "seal", seal)
    monkeypatch.setattr(start, "open_letter", open_letter)


def test_no_context_fails_steps_1_and_2(module, start, monkeypatch):
    other_context(monkeypatch, module, start, lambda patient, letter: {})
    refuse(start, "test_step_1_each_letter_has_a_data_key_of_its_own", ClientError)
    refuse(start, "test_step_2_a_letter_opens_in_its_place_alone", InvalidTag)


def test_the_letter_in_the_context_fails_steps_1_and_3(module, start, monkeypatch):
    other_context(monkeypatch, module, start, lambda patient, letter: {"patient": patient, "letter": letter})
    refuse(start, "test_step_1_each_letter_has_a_data_key_of_its_own", ClientError)
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")


def test_binding_the_patient_alone_fails_step_2(module, start, monkeypatch):
    for name in ("lock", "unlock"):
        original = getattr(module, name)
        monkeypatch.setattr(
            module,
            name,
            lambda key, data, bound, original=original: original(key, data, json.loads(bound)[0]),
        )
    monkeypatch.setattr(start, "seal", module.seal)
    monkeypatch.setattr(start, "open_letter", module.open_letter)
    refuse(start, "test_step_2_a_letter_opens_in_its_place_alone")


def test_not_naming_the_key_fails_step_2(module, start, monkeypatch):
    def open_letter(kms, keys, sealed, patient, letter):
        def decrypt(KeyId, **call):  # noqa: N803
            return kms.decrypt(**call)

        return module.open_letter(With(kms, decrypt=decrypt), keys, sealed, patient, letter)

    monkeypatch.setattr(start, "open_letter", open_letter)
    start.test_step_2_a_letter_opens_in_its_place_alone(start.Kms())
    refuse(start, "test_step_2_a_letter_under_a_stranger_s_key_is_refused")


def test_naming_the_key_that_is_stored_fails_step_2(module, start, monkeypatch):
    monkeypatch.setattr(
        start,
        "open_letter",
        lambda kms, keys, sealed, *place: module.open_letter(kms, [sealed.key], sealed, *place),
    )
    refuse(start, "test_step_2_a_letter_under_a_stranger_s_key_is_refused")


# Step 3


def test_reuse_keeps_nothing_that_is_too_old_or_used_up(module, kms, key):
    now = [0.0]
    reuse = module.Reuse(kms, uses=2, seconds=300, clock=lambda: now[0])
    for patient in ("p-1", "p-1", "p-2"):
        module.seal(reuse, key, patient, "l-1", "text")
    assert len(reuse.kept) == 1

    now[0] = 300
    module.seal(reuse, key, "p-3", "l-1", "text")
    assert len(reuse.kept) == 1
    assert kms.calls("generate_data_key") == 3


def test_a_use_is_one_call(module, kms, key):
    reuse = module.Reuse(kms, uses=1, seconds=300)
    assert len({module.seal(reuse, key, "p-1", "l-1", "text").data_key for _ in range(3)}) == 3
    assert reuse.kept == {}


def test_refusals_are_not_kept(module, kms, key):
    reuse = module.Reuse(kms, uses=9, seconds=300)
    sealed = module.seal(reuse, key, "p-1", "l-1", "text")
    kms.off.add(key)
    with pytest.raises(ClientError, match="DisabledException"):
        module.open_letter(reuse, [key], sealed, "p-1", "l-1")
    kms.off.clear()
    assert module.open_letter(reuse, [key], sealed, "p-1", "l-1") == "text"


def test_what_is_shared_is_still_told_apart(module, kms, key):
    reuse = module.Reuse(kms, uses=9, seconds=300)
    first, second = (module.seal(reuse, key, "p-1", letter, letter) for letter in ("l-1", "l-2"))
    assert first.data_key == second.data_key

    with pytest.raises(InvalidTag):
        module.open_letter(reuse, [key], first, "p-1", "l-2")


def test_no_bound_on_uses_fails_step_3(module, start, monkeypatch):
    monkeypatch.setattr(start, "Reuse", lambda kms, uses, **rest: module.Reuse(kms, 10**9, **rest))
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")


@pytest.mark.parametrize("wrong", [-1, 1])
def test_a_use_too_many_or_too_few_fails_step_3(module, start, monkeypatch, wrong):
    monkeypatch.setattr(start, "Reuse", lambda kms, uses, **rest: module.Reuse(kms, uses + wrong, **rest))
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")


def test_room_for_one_answer_alone_fails_step_3(module, start, monkeypatch):
    class Small(module.Reuse):
        def _reuse(self, ask, name, call):
            answer = super()._reuse(ask, name, call)
            self.kept = dict([*self.kept.items()][-1:])
            return answer

    monkeypatch.setattr(start, "Reuse", Small)
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")


def test_a_cache_that_ignores_the_data_key_fails_step_3(module, start, monkeypatch):
    class Blind(module.Reuse):
        def _reuse(self, ask, name, call):
            seen = {each: value for each, value in call.items() if each != "CiphertextBlob"}
            return super()._reuse(lambda **_: ask(**call), name, seen)

    monkeypatch.setattr(start, "Reuse", Blind)
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses", InvalidTag)


def test_no_reuse_fails_step_3(module, start, monkeypatch):
    monkeypatch.setattr(start, "Reuse", lambda kms, **_: kms)
    refuse(start, "test_step_3_fewer_calls_and_a_bound_on_uses")


def test_no_bound_on_the_age_fails_step_3(module, start, monkeypatch):
    monkeypatch.setattr(start, "Reuse", lambda kms, uses, **_: module.Reuse(kms, uses, 10**9))
    refuse(start, "test_step_3_a_key_that_is_off_opens_nothing_after_the_age")


def test_an_age_that_begins_anew_with_each_use_fails_step_3(module, start, monkeypatch):
    class Sliding(module.Reuse):
        def _reuse(self, ask, name, call):
            now = self.clock()
            self.kept = {
                each: (answer, now + self.seconds if now < end else end, left)
                for each, (answer, end, left) in self.kept.items()
            }
            return super()._reuse(ask, name, call)

    monkeypatch.setattr(start, "Reuse", Sliding)
    refuse(start, "test_step_3_a_key_that_is_off_opens_nothing_after_the_age")


@pytest.mark.parametrize("operation", ["generate_data_key", "decrypt"])
@pytest.mark.parametrize("ignored", ["EncryptionContext", "KeyId"])
def test_a_cache_that_looks_at_less_fails_step_3(module, start, monkeypatch, ignored, operation):
    class Blind(module.Reuse):
        def _reuse(self, ask, name, call):
            seen = {each: value for each, value in call.items() if (name, each) != (operation, ignored)}
            return super()._reuse(lambda **_: ask(**call), name, seen)

    monkeypatch.setattr(start, "Reuse", Blind)
    refuse(start, "test_step_3_a_warm_cache_refuses_what_kms_would_refuse", InvalidTag)


def test_alias_that_moved_is_used_until_the_age_is_over(module, kms, key):
    """What the page says of the price, and of the incident."""
    now = [0.0]
    reuse = module.Reuse(kms, uses=9, seconds=300, clock=lambda: now[0])
    successor = kms.new_key()
    kms.client.create_alias(AliasName="alias/letters", TargetKeyId=key)
    module.seal(reuse, "alias/letters", "p-1", "l-1", "text")
    kms.client.update_alias(AliasName="alias/letters", TargetKeyId=successor)

    assert module.seal(reuse, "alias/letters", "p-1", "l-2", "text").key == key
    now[0] = 300
    assert module.seal(reuse, "alias/letters", "p-1", "l-3", "text").key == successor


# Step 4


def test_letters_that_share_a_data_key_are_moved_by_one_call(module, start, kms, key):
    letters, new = start.new_letters(), kms.new_key()
    reuse = module.Reuse(kms, uses=10, seconds=300)
    for number in range(25):
        start.put(letters, "p-1", f"l-{number}", module.seal(reuse, key, "p-1", f"l-{number}", "text"))

    assert module.move(kms, letters, key, new) == 0
    assert kms.calls("re_encrypt") == 3
    kms.off.add(key)
    for number in range(25):
        assert (
            module.open_letter(kms, [new], start.get(letters, f"l-{number}"), "p-1", f"l-{number}") == "text"
        )


def test_moving_does_not_change_the_data_key(module, start, kms, key):
    """So it is no answer to a data key that leaked."""
    letters, new = start.new_letters(), kms.new_key()
    start.put(letters, "p-1", "l-1", module.seal(kms, key, "p-1", "l-1", "text"))
    before = start.get(letters, "l-1")
    module.move(kms, letters, key, new)
    after = start.get(letters, "l-1")

    plain = [
        kms.decrypt(CiphertextBlob=each.data_key, EncryptionContext={"patient": "p-1"})["Plaintext"]
        for each in (before, after)
    ]
    assert plain[0] == plain[1]
    assert before.data_key != after.data_key
    assert before.ciphertext == after.ciphertext


def test_letter_that_was_rewritten_under_the_old_key_is_counted(module, start, kms, key):
    letters, new = start.new_letters(), kms.new_key()
    start.put(letters, "p-1", "l-1", module.seal(kms, key, "p-1", "l-1", "first"))
    kms.meanwhile = [lambda: start.put(letters, "p-1", "l-1", module.seal(kms, key, "p-1", "l-1", "second"))]

    assert [module.move(kms, letters, key, new) for _ in range(2)] == [1, 0]


def test_a_copied_data_key_stops_nothing_and_is_not_moved(module, start, kms, key):
    letters, new = start.new_letters(), kms.new_key()
    sealed = module.seal(kms, key, "p-1", "l-2", "text")
    start.put(letters, "p-2", "l-1", sealed)
    start.put(letters, "p-1", "l-2", sealed)

    assert module.move(kms, letters, key, new) == 1
    assert start.get(letters, "l-1") == sealed
    assert module.open_letter(kms, [new], start.get(letters, "l-2"), "p-1", "l-2") == "text"


def re_encrypt(kms, old, new, data_key, patient="p-1", **without):
    call = {
        "SourceKeyId": old,
        "CiphertextBlob": data_key,
        "SourceEncryptionContext": {"patient": patient},
        "DestinationKeyId": new,
        "DestinationEncryptionContext": {"patient": patient},
    }
    return kms.re_encrypt(**{each: value for each, value in call.items() if each not in without})


def job(write="each", where="data_key = ?", what="key = ?", catch=(), **without):
    """A job with the mistake that the arguments say."""

    def move(kms, letters, old, new):
        rows = letters.execute(f"SELECT id, patient, data_key FROM letters WHERE {what}", (old,)).fetchall()
        for letter, patient, data_key in rows:
            try:
                answer = re_encrypt(kms, old, new, data_key, patient, **without)
            except catch:
                continue
            letters.execute(
                f"UPDATE letters SET key = ?, data_key = ? WHERE id = ? AND {where}",
                (answer["KeyId"], answer["CiphertextBlob"], letter, data_key),
            )
            if write == "each":
                letters.commit()
        letters.commit()
        return letters.execute("SELECT count(*) FROM letters WHERE key = ?", (old,)).fetchone()[0]

    return move


CRASH = "test_step_4_a_crash_keeps_what_was_done"
REWRITTEN = "test_step_4_a_letter_that_is_rewritten_meanwhile_survives"
PLANTED = "test_step_4_a_planted_or_copied_letter_is_not_moved_and_stops_nothing"
OFF = "test_step_4_a_key_that_is_off_stops_the_job"


def test_a_job_that_writes_at_the_end_fails_step_4(start, monkeypatch):
    monkeypatch.setattr(start, "move", job(write="at the end"))
    refuse(start, CRASH)


def test_a_job_that_starts_over_fails_step_4(start, monkeypatch):
    def again(kms, letters, old, new):
        for letter, data_key in letters.execute("SELECT id, data_key FROM letters ORDER BY id").fetchall():
            answer = re_encrypt(kms, old, new, data_key, SourceKeyId=True)
            letters.execute(
                "UPDATE letters SET key = ?, data_key = ? WHERE id = ? AND data_key = ?",
                (answer["KeyId"], answer["CiphertextBlob"], letter, data_key),
            )
            letters.commit()
        return 0

    monkeypatch.setattr(start, "move", again)
    refuse(start, CRASH)


def test_a_job_that_overwrites_fails_step_4(start, monkeypatch):
    monkeypatch.setattr(start, "move", job(where="? IS NOT NULL"))
    start.test_step_4_a_crash_keeps_what_was_done(start.Kms())
    refuse(start, REWRITTEN, InvalidTag)


def test_a_job_that_does_not_name_the_key_fails_step_4(start, monkeypatch):
    monkeypatch.setattr(start, "move", job(SourceKeyId=True, catch=ClientError))
    start.test_step_4_a_letter_that_is_rewritten_meanwhile_survives(start.Kms())
    refuse(start, PLANTED)


def test_a_job_that_forgets_a_context_fails_step_4(start, monkeypatch):
    for forgotten in ("SourceEncryptionContext", "DestinationEncryptionContext"):
        monkeypatch.setattr(start, "move", job(**{forgotten: True}))
        refuse(start, REWRITTEN, ClientError)


def test_a_job_that_one_letter_stops_fails_step_4(start, monkeypatch):
    monkeypatch.setattr(start, "move", job())
    refuse(start, PLANTED, ClientError)


def test_a_job_that_a_copied_letter_stops_fails_step_4(module, start, monkeypatch):
    monkeypatch.setattr(module, "REFUSED", {"IncorrectKeyException"})
    monkeypatch.setattr(start, "move", module.move)
    refuse(start, PLANTED, ClientError)


def test_a_job_that_counts_only_what_was_refused_fails_step_4(module, start, monkeypatch):
    monkeypatch.setattr(start, "move", lambda *args: module.move(*args) and 0)
    refuse(start, REWRITTEN)


def test_a_job_that_swallows_every_error_fails_step_4(start, monkeypatch):
    monkeypatch.setattr(start, "move", job(catch=ClientError))
    start.test_step_4_a_planted_or_copied_letter_is_not_moved_and_stops_nothing(start.Kms())
    refuse(start, OFF)


def test_a_job_that_decrypts_fails_step_4(start, monkeypatch):
    def decrypting(kms, letters, old, new):
        for (data_key,) in letters.execute("SELECT data_key FROM letters WHERE key = ?", (old,)).fetchall():
            kms.decrypt(KeyId=old, CiphertextBlob=data_key, EncryptionContext={"patient": "p-1"})
        return job()(kms, letters, old, new)

    monkeypatch.setattr(start, "move", decrypting)
    refuse(start, CRASH)


# Step 5


def test_backup_of_the_keys_brings_the_patient_back(module, start, kms, key):
    """What the page says of copies: of the keys, and of the letters."""
    patients, backup = start.new_patients(), sqlite3.connect(":memory:")
    letter = module.lock(module.patient_key(kms, patients, key, "p-1"), "text", "l-1")
    patients.backup(backup)
    module.forget(patients, "p-1")

    assert module.unlock(module.patient_key(kms, backup, key, "p-1"), letter, "l-1") == "text"
    module.forget(backup, "p-1")  # the register, applied after each restore
    with pytest.raises(module.ForgottenError):
        module.patient_key(kms, backup, key, "p-1")


def test_cache_does_not_bring_the_patient_back(module, start, kms, key):
    patients, reuse = start.new_patients(), module.Reuse(kms, uses=9, seconds=300)
    held = module.patient_key(reuse, patients, key, "p-1")
    letter = module.lock(held, "text", "l-1")
    module.forget(patients, "p-1")

    with pytest.raises(module.ForgottenError):  # the table is asked first
        module.patient_key(reuse, patients, key, "p-1")
    assert module.unlock(held, letter, "l-1") == "text"  # whoever holds the key reads on


def test_somebody_unknown_can_be_forgotten_and_twice_is_once(module, start, kms, key):
    patients = start.new_patients()
    for _ in range(2):
        module.forget(patients, "p-1")
    with pytest.raises(module.ForgottenError):
        module.patient_key(kms, patients, key, "p-1")
    assert kms.log == []


def test_deleting_the_row_fails_step_5(start, monkeypatch):
    def delete(patients, patient):
        with patients:
            patients.execute("DELETE FROM patients WHERE id = ?", (patient,))

    monkeypatch.setattr(start, "forget", delete)
    refuse(start, "test_step_5_who_is_forgotten_stays_forgotten")


def test_forgetting_known_patients_alone_fails_step_5(start, monkeypatch):
    def update(patients, patient):
        with patients:
            patients.execute("UPDATE patients SET data_key = NULL WHERE id = ?", (patient,))

    monkeypatch.setattr(start, "forget", update)
    refuse(start, "test_step_5_who_is_forgotten_stays_forgotten")


def test_forgetting_without_a_commit_fails_step_5(start, monkeypatch):
    monkeypatch.setattr(
        start,
        "forget",
        lambda patients, patient: patients.execute(
            "INSERT OR REPLACE INTO patients VALUES (?, NULL)", (patient,)
        ),
    )
    refuse(start, "test_step_5_who_is_forgotten_stays_forgotten")


def test_a_patient_s_key_that_is_not_stored_fails_step_5(module, start, monkeypatch):
    class Uncommitted:
        """A connection whose `with` ends without a commit."""

        def __init__(self, patients):
            self.execute = patients.execute

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(
        start,
        "patient_key",
        lambda kms, patients, *rest: module.patient_key(kms, Uncommitted(patients), *rest),
    )
    refuse(start, "test_step_5_a_patient_has_one_key")


def test_not_naming_the_key_fails_step_5(module, start, monkeypatch):
    def patient_key(kms, *rest):
        def decrypt(KeyId, **call):  # noqa: N803
            return kms.decrypt(**call)

        return module.patient_key(With(kms, decrypt=decrypt), *rest)

    monkeypatch.setattr(start, "patient_key", patient_key)
    refuse(start, "test_step_5_a_patient_has_one_key")


@pytest.mark.parametrize("insert", ["INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_trusting_the_key_that_one_made_fails_step_5(module, start, monkeypatch, insert):
    def trusting(kms, patients, key, patient):
        if patients.execute("SELECT 1 FROM patients WHERE id = ?", (patient,)).fetchone():
            return module.patient_key(kms, patients, key, patient)
        made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext={"patient": patient})
        with patients:
            patients.execute(f"{insert} INTO patients VALUES (?, ?)", (patient, made["CiphertextBlob"]))
        return made["Plaintext"]

    monkeypatch.setattr(start, "patient_key", trusting)
    refuse(start, "test_step_5_two_writers_use_the_same_key")


# What the page says of the emulator


def test_emulator_does_not_change_the_material_when_it_rotates(kms, key):
    material = kms_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].keys[key.rsplit("/")[-1]]
    before = material.key_material
    kms.client.rotate_key_on_demand(KeyId=key)

    assert len(kms.client.list_key_rotations(KeyId=key)["Rotations"]) == 1
    assert material.key_material == before


def test_emulator_uses_keys_that_are_off_and_ignores_the_source_key(start, kms, key):
    sealed = start.seal(kms, key, "p-1", "l-1", "text")
    context = {"patient": "p-1"}
    for switch in (kms.client.disable_key, kms.client.schedule_key_deletion):
        switch(KeyId=key.rsplit("/")[-1])
        kms.client.decrypt(KeyId=key, CiphertextBlob=sealed.data_key, EncryptionContext=context)
    strange = kms.new_key()
    moved = kms.client.re_encrypt(
        SourceKeyId=strange,
        CiphertextBlob=sealed.data_key,
        SourceEncryptionContext=context,
        DestinationKeyId=strange,
    )
    assert moved["SourceKeyId"] == key


def test_emulator_says_something_else_for_another_key(start, kms, key):
    sealed = start.seal(kms, key, "p-1", "l-1", "text")
    with pytest.raises(ClientError, match="AccessDeniedException"):  # KMS: IncorrectKeyException
        kms.decrypt(KeyId=kms.new_key(), CiphertextBlob=sealed.data_key, EncryptionContext={"patient": "p-1"})
