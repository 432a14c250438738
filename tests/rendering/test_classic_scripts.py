"""Data in classic scripts."""

from __future__ import annotations

import json

from macros.rendering.classic_scripts import as_json, digest


def test_data_is_short_json_in_which_no_sign_ends_a_line_of_javascript() -> None:
    data = {"a": [1, "é"], "b": "one\u2028two\u2029three\nfour"}
    text = as_json(data)
    assert text == '{"a":[1,"é"],"b":"one\\u2028two\\u2029three\\nfour"}'
    assert json.loads(text) == data


def test_a_mark_is_the_same_for_the_same_text_alone() -> None:
    assert digest("cards") == digest("cards") == "6ac9a32c0ca8e84e"
    assert digest("cards ") != digest("cards")
