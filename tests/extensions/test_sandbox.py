"""Templates of pages cannot reach Python's internals, with the environment that the engine itself makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from jinja2.exceptions import SecurityError
from mkdocs.config import load_config

from macros.extensions.sandbox import Sandbox
from macros.guide import Guide, load_catalog
from tests.support.guides import PROJECT, guide, issues, make_site, resolved_config

ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ fact.__globals__ }}",
    "{{ fact.__init__.__globals__['os'].system('true') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ ''|attr('__class__')|attr('__mro__') }}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ range(10000000) }}",
]


def fact(name: str) -> str:
    return f"the fact {name}"


def made_by_the_engine(root: Path) -> Any:
    """The environment that mkdocs-macros makes for a site with our configuration."""
    config = load_config(str(make_site(guide(root)) / "mkdocs.yml"))
    config = config.plugins.on_startup(command="build", dirty=False) or config
    config.plugins.on_config(config)
    return config.plugins["macros"].env


@pytest.mark.parametrize("template", ESCAPES)
def test_a_template_does_not_get_out(template: str) -> None:
    environment = jinja2.Environment(extensions=[Sandbox], undefined=jinja2.StrictUndefined)
    environment.globals["fact"] = fact
    with pytest.raises((SecurityError, jinja2.UndefinedError, OverflowError)):
        environment.from_string(template).render()


@pytest.mark.parametrize("template", ESCAPES[:2])
def test_without_the_sandbox_it_would(template: str) -> None:
    environment = jinja2.Environment()
    environment.globals["fact"] = fact
    assert environment.from_string(template).render()


def test_a_call_of_a_macro_works_as_ever() -> None:
    environment = jinja2.Environment(extensions=[Sandbox])
    environment.globals["fact"] = fact
    assert environment.from_string('{{ fact("a") }}, {{ range(2)|list }}').render() == "the fact a, [0, 1]"


def test_pages_of_the_site_are_rendered_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    small = Guide(load_catalog(guide(tmp_path)))
    monkeypatch.setattr("macros.guide.open_guide", lambda *_: small)
    environment = made_by_the_engine(tmp_path)
    assert environment.sandboxed
    with pytest.raises(SecurityError):
        environment.from_string(ESCAPES[0]).render()


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.offline.yml"])
def test_every_configuration_asks_for_it(name: str) -> None:
    config = load_config(str(PROJECT / name))
    assert config.plugins["macros"].config["j2_extensions"] == ["macros.extensions.sandbox.Sandbox"]


# -- Zensical, which has macros and variables of its own beside ours -----------------------------------------

#: Renders each text as the body of a page, and then as its title, the way Zensical's runtime asks for pages.
RENDER = """
import json, sys
from zensical.config import parse_config
from zensical.markdown.render import render

def outcome(text, **front_matter):
    try:
        page = render(text, "index.md", "", json.dumps(front_matter), front_matter.get("title"))
    except Exception as error:
        return type(error).__name__
    return front_matter and page["meta"]["title"] or page["content"]

parse_config("mkdocs.yml")
texts = json.load(sys.stdin)
json.dump([[outcome(text), outcome("Text.", title=text)] for text in texts], sys.stdout)
"""


@pytest.fixture(scope="session")
def under_zensical(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What Zensical makes of templates that no check has seen: {template: [as a body, as a title]}."""
    root = make_site(guide(tmp_path_factory.mktemp("zensical")))
    config = {
        name: value for name, value in resolved_config(root / "mkdocs.yml").items() if value is not None
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    templates = [*ESCAPES, HARMLESS]
    result = subprocess.run(
        [sys.executable, "-c", RENDER],
        cwd=root,
        input=json.dumps(templates),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(templates, json.loads(result.stdout), strict=True))


HARMLESS = '{{ fact("sourdough/proof-max") }}'


@pytest.mark.parametrize("template", ESCAPES)
def test_a_template_does_not_get_out_under_zensical(
    under_zensical: dict[str, list[str]], template: str
) -> None:
    assert set(under_zensical[template]) <= {"SecurityError", "UndefinedError", "OverflowError"}


def test_zensical_renders_bodies_and_titles_where_it_may(under_zensical: dict[str, list[str]]) -> None:
    body, title = under_zensical[HARMLESS]
    assert ">48 hours</a>" in body
    assert title.startswith("[48 hours]")


@pytest.mark.parametrize(
    "template",
    [
        '{{ read_raw("mkdocs.yml") }}',
        '{{ read_yaml("mkdocs.yml") }}',
        "{{ macros_info() }}",
        "{{ context() }}",
        "{{ config }}",
        "{{ environment }}",
        "{{ git }}",
        "{{ page.meta }}",
        '{% include "glossary/index.md" %}',
        "{{ 'a' | pretty }}",
    ],
)
def test_what_zensical_offers_inside_of_the_sandbox_is_refused_by_the_checks(
    tmp_path: Path, template: str
) -> None:
    """It reads files and shows settings: the sandbox would let it."""
    page = {"docs/about.md": f"---\ntitle: About\ndescription: It.\n---\n\n{template}\n"}
    assert any(line.startswith("docs/about.md:6: ") for line in issues(tmp_path, page))
    title = {"docs/about.md": f"---\ntitle: {json.dumps(template)}\ndescription: It.\n---\n\nText.\n"}
    assert any(
        line.startswith("docs/about.md:2: title: should have no '{{'") for line in issues(tmp_path, title)
    )
