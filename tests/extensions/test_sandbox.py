"""Templates of pages cannot reach Python's internals, with the environment that the engine itself makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.exceptions import SecurityError
from mkdocs.config import load_config

from macros.extensions.sandbox import Sandbox
from tests.support.guides import PROJECT, guide, make_site

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
    environment = made_by_the_engine(tmp_path)
    assert environment.sandboxed
    with pytest.raises(SecurityError):
        environment.from_string(ESCAPES[0]).render()


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.offline.yml"])
def test_every_configuration_asks_for_it(name: str) -> None:
    config = load_config(str(PROJECT / name))
    assert config.plugins["macros"].config["j2_extensions"] == ["macros.extensions.sandbox.Sandbox"]
