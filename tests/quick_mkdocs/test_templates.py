"""The theme's templates, as they are kept and listed."""

from __future__ import annotations

from pathlib import Path

import jinja2

from macros.quick_mkdocs.templates import Compiled, Templates


def test_a_damaged_template_is_compiled_anew(tmp_path: Path) -> None:
    def text() -> str:
        loader = jinja2.DictLoader({"a": "{{ 1 + 1 }} loaves"})
        environment = jinja2.Environment(loader=loader, bytecode_cache=Compiled(tmp_path))
        return environment.get_template("a").render()

    assert [text(), text()] == ["2 loaves", "2 loaves"]
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert text() == "2 loaves"


def test_of_the_theme_everything_is_listed_that_is_not_hidden(tmp_path: Path) -> None:
    files = ["base.html", "assets/a.js", ".icons/bread.svg", "assets/.hidden/b.js", "partials/a.html"]
    for base, names in (("ours", files[:2]), ("theirs", files)):
        for name in names:
            (tmp_path / base / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / base / name).touch()
    templates = Templates([tmp_path / "ours", tmp_path / "theirs"])
    assert templates.list_templates() == ["assets/a.js", "base.html", "partials/a.html"]
