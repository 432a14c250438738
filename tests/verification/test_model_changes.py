"""What changed between two releases of a service's model."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from macros.verification.model_changes import Change, model_changes

MODEL: dict[str, Any] = dict(botocore.session.get_session().get_service_model("sqs")._service_description)


def packages(root: Path, service: str, model: dict[str, Any], name: str = "packages") -> Path:
    """A folder with a package that has this model."""
    folder = root / name
    file = folder / "botocore" / "data" / service / "2012-11-05" / "service-2.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(model), encoding="utf-8")
    about = folder / "botocore-99.0.dist-info" / "METADATA"
    about.parent.mkdir(exist_ok=True)
    about.write_text("Metadata-Version: 2.1\nName: botocore\nVersion: 99.0\n", encoding="utf-8")
    return folder


def changes(root: Path, model: dict[str, Any]) -> list[Change]:
    return list(model_changes(["sqs"], packages(root, "sqs", model)))


def changed(path: str, **values: Any) -> dict[str, Any]:
    """The installed model, with other values at a place."""
    model = deepcopy(MODEL)
    place = model
    for name in path.split("."):
        place = place.setdefault(name, {})
    place.update(values)
    return model


def test_the_same_models_differ_in_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path, MODEL) == []


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("operations", {"Bake": {"documentation": "Bakes."}}, [("Bake", ("a new operation",), ())]),
        (
            "shapes.Message.members",
            {"Crust": {"shape": "String", "documentation": "<p>How brown it is. From 1. To 9.</p>"}},
            [("Message.Crust", ("a new field", "How brown it is.", "From 1."), ())],
        ),
        ("shapes.NullableInteger", {"max": 9}, [("NullableInteger, max", ("9",), ())]),
    ],
)
def test_what_is_new_is_told_with_its_place(
    tmp_path: Path, path: str, values: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    found = changes(tmp_path, changed(path, **values))
    assert [(change.place, change.new, change.gone) for change in found] == expected


def test_sentences_and_values_that_stay_are_not_told(tmp_path: Path) -> None:
    written = MODEL["operations"]["PurgeQueue"]["documentation"]
    model = changed("operations.PurgeQueue", documentation=f"{written} <p>It is new.</p>")
    names = [name for name in MODEL["shapes"]["QueueAttributeName"]["enum"] if name != "All"]
    model["shapes"]["QueueAttributeName"]["enum"] = [*names, "Crust"]
    assert [(change.place, change.new, change.gone) for change in changes(tmp_path, model)] == [
        ("PurgeQueue", ("It is new.",), ()),
        ("QueueAttributeName, enum", ("Crust",), ("All",)),
    ]


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    model = deepcopy(MODEL)
    del model["operations"]["PurgeQueue"]
    del model["shapes"]["Message"]["members"]["Body"]
    assert [(change.place, change.new, change.gone) for change in changes(tmp_path, model)] == [
        ("PurgeQueue", (), ("the operation",)),
        ("Message.Body", (), ("the field",)),
    ]


def test_the_same_words_at_several_places_are_one_change(tmp_path: Path) -> None:
    model = deepcopy(MODEL)
    for name in ("PurgeQueue", "DeleteQueue", "ListQueues"):
        model["operations"][name]["documentation"] += " It is new."
    (change,) = changes(tmp_path, model)
    assert change.new == ("It is new.",)


def test_a_service_that_is_new_or_gone_has_all_its_operations_told(tmp_path: Path) -> None:
    newer = packages(tmp_path, "bread", {"operations": {"Bake": {}}, "shapes": {}})
    assert list(model_changes(["bread"], newer)) == [Change("bread", "Bake", ("a new operation",))]
    found = list(model_changes(["sqs"], newer))
    assert {change.gone for change in found} == {("the operation",)}


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="there is no botocore in"):
        list(model_changes(["sqs"], tmp_path))
