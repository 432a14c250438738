"""The theme's templates, as they are kept and listed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from mkdocs.config import load_config

from macros.quick_mkdocs import templates
from macros.quick_mkdocs.templates import Compiled, Templates
from tests.support.guides import write

THEME = {
    "theme/main.html": '{% extends "base.html" %}{% block a %}{% include "partials/" ~ kind %}{% endblock %}',
    "theme/base.html": '{% import "partials/oven.html" as oven -%}{% block a %}{% endblock %}',
    "theme/partials/oven.html": "{% macro bake() %}bread{% endmacro %}",
    "theme/partials/rye.html": "rye",
}


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


@pytest.mark.parametrize("processes", ["1", "2"])
def test_before_the_first_site_all_that_templates_name_is_compiled_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: str
) -> None:
    monkeypatch.setenv("GUIDE_PROCESSES", processes)
    kept = tmp_path / "kept"
    environment = _environment(tmp_path, kept)
    early = len(list(kept.iterdir()))
    assert early == 4  # MkDocs' sitemap is one; what a name that is put together means is not known yet
    assert environment.get_template("main.html").render(kind="rye.html") == "rye"
    assert len(list(kept.iterdir())) == early + 1


def test_later_only_what_is_used_is_compiled(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    environment = _environment(tmp_path, kept)
    assert not list(kept.iterdir())
    environment.get_template("partials/rye.html")
    assert len(list(kept.iterdir())) == 1


def _environment(root: Path, kept: Path) -> jinja2.Environment:
    """The environment of a small theme whose compiled templates are in the folder `kept`."""
    write(root, {**THEME, "mkdocs.yml": "site_name: Bread\ntheme: {name: null, custom_dir: theme}\n"})
    (root / "docs").mkdir(exist_ok=True)
    config = load_config(str(root / "mkdocs.yml"), plugins=[])
    templates.enable(config, kept)
    made: jinja2.Environment = config.theme.get_env()
    return made
