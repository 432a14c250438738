"""The Jinja environment of our own templates (not of the pages that authors write)."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from macros.yaml_source import load_yaml

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    bytecode_cache=jinja2.FileSystemBytecodeCache(),  # in the system's folder for such; a check is short
    autoescape=lambda name: bool(name and name.endswith((".html.jinja", ".xml.jinja"))),  # noqa: S701
    undefined=jinja2.StrictUndefined,
    auto_reload=False,  # as Python's modules are read once: whoever changes a template starts anew
    trim_blocks=True,
    lstrip_blocks=True,
)


def _long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _yaml(text: str) -> str:
    """A text as a YAML value, in quotes where it would be something else without them."""
    plain = load_yaml(f"x: {text}", "").value == {"x": text}
    return text if plain else json.dumps(text, ensure_ascii=False)


def _css_text(text: str) -> str:
    """A text as a string of CSS, which no end tag of a style element can cut short."""
    escaped = re.sub(r'["\\<\n]', lambda match: f"\\{ord(match[0]):x} ", text)
    return f'"{escaped}"'


_ENVIRONMENT.filters |= {"css_text": _css_text, "long_date": _long_date, "yaml": _yaml}


def fill(template: str, **values: object) -> str:
    """The text of one template, without the blank space around it."""
    return _template(template).render(**values).strip()


@cache
def _template(name: str) -> jinja2.Template:
    template = _ENVIRONMENT.get_template(name)
    # Jinja copies these at each rendering: a chain of two takes longer than most templates to fill.
    template.globals = dict(template.globals)
    return template
