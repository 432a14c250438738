"""What is read of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
from pymdownx.superfences import fence_code_format

from macros.issues import ContentError
from macros.site_config import SiteConfig, read_site_config
from tests.support.guides import write


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    config = read_site_config(tmp_path)
    assert (config.site_url, config.repo_url, config.report_email) == ("", "", "")
    assert config.directory_urls
    assert config.edit_uri == "edit/main/docs/"


def test_settings_are_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": """\
                site_url: https://bread.example/
                repo_url: https://git.example/bread/
                edit_uri: edit/next/docs/
                use_directory_urls: false
                markdown_extensions: [tables, {toc: {permalink: true}}]
                extra: {guide: {stale_after: {answer: 30}, report_email: us@bread.example}}
                """
        },
    )
    assert read_site_config(tmp_path) == SiteConfig(
        site_url="https://bread.example/",
        repo_url="https://git.example/bread",
        edit_uri="edit/next/docs/",
        directory_urls=False,
        markdown_extensions=("tables", {"toc": {"permalink": True}}),
        stale_after={"answer": 30},
        report_email="us@bread.example",
        feed_authority="bread.example",
    )


def test_the_ids_of_the_feed_stay_when_the_address_changes(tmp_path: Path) -> None:
    config = "site_url: https://elsewhere.example/\nextra: {guide: {feed_authority: bread.example}}\n"
    assert read_site_config(write(tmp_path, {"mkdocs.yml": config})).feed_authority == "bread.example"


def test_a_file_lies_over_the_one_it_inherits_from(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "base.yml": "repo_url: https://git.example/a\n"
            "extra: {guide: {stale_after: {answer: 1, fact: 2}}}\n",
            "mkdocs.yml": "INHERIT: base.yml\nextra: {guide: {stale_after: {fact: 3}}}\n",
        },
    )
    config = read_site_config(tmp_path)
    assert config.repo_url == "https://git.example/a"
    assert config.stale_after == {"answer": 1, "fact": 3}


def test_a_setting_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_url: !ENV [BREAD_A, BREAD_B, 'https://c.example/']\n"
            "repo_url: !ENV BREAD_REPO\n"
        },
    )
    for name in ("BREAD_A", "BREAD_B", "BREAD_REPO"):
        monkeypatch.delenv(name, raising=False)
    assert read_site_config(tmp_path).site_url == "https://c.example/"
    assert read_site_config(tmp_path).repo_url == ""
    monkeypatch.setenv("BREAD_B", "https://b.example/")
    monkeypatch.setenv("BREAD_REPO", "https://git.example/b")
    assert read_site_config(tmp_path).site_url == "https://b.example/"
    assert read_site_config(tmp_path).repo_url == "https://git.example/b"


def test_a_setting_from_the_environment_has_the_type_that_yaml_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "use_directory_urls: !ENV [BREAD_FOLDERS, true]\nrepo_url: !ENV [BREAD_REPO]\n"
    write(tmp_path, {"mkdocs.yml": text})
    monkeypatch.setenv("BREAD_FOLDERS", "false")
    monkeypatch.delenv("BREAD_REPO", raising=False)
    config = read_site_config(tmp_path)
    assert (config.directory_urls, config.repo_url) == (False, "")


def test_functions_may_be_named_as_mkdocs_allows_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": """\
                markdown_extensions:
                  - pymdownx.superfences:
                      format: !!python/name:pymdownx.superfences.fence_code_format
                      method: !!python/name:pathlib.Path.is_file
                  - pymdownx.snippets: {base_path: !relative $config_dir}
                """
        },
    )
    fences, snippets = read_site_config(tmp_path).markdown_extensions
    assert fences["pymdownx.superfences"] == {"format": fence_code_format, "method": Path.is_file}
    assert snippets == {"pymdownx.snippets": {"base_path": None}}


def faults(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_site_config(root)
    assert {issue.check for issue in caught.value.issues} == {"config"}
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: 1\nb: [\n", "3: this is not valid YAML: did not find expected node content"),
        ("a: 1\nb: !!python/name:no_such.thing\n", "2: this is not valid YAML: cannot import no_such.thing"),
        ("a: !!python/name:pathlib.no_such\n", "1: this is not valid YAML: cannot import pathlib.no_such"),
        ("a: !!python/name:thing\n", "1: this is not valid YAML: cannot import thing"),
        ("a: !!python/name:\n", "1: this is not valid YAML: cannot import "),
        ("a: !ENV {b: c}\n", "1: this is not valid YAML: !ENV is followed by [NAME, default]"),
        ("a: !ENV []\n", "1: this is not valid YAML: !ENV is followed by [NAME, default]"),
        ("a: !ENV [[A], b]\n", "1: this is not valid YAML: !ENV is followed by [NAME, default]"),
        ("a: 2026-13-45\n", "1: this is not valid YAML: month must be in 1..12"),
        (b"a: \xff\n", "1: this is not UTF-8 (save the file with the encoding UTF-8)"),
        ("- a\n", "1: the configuration is not a mapping (write 'setting: value' lines)"),
        ("a: 1\nINHERIT: no.yml\n", "2: INHERIT: there is no file 'no.yml' (paths count from this file)"),
        ("INHERIT: [a]\n", "1: INHERIT: should be the path of a file"),
        ("INHERIT: mkdocs.yml\n", "1: INHERIT: 'mkdocs.yml' inherits from this file (leave one out)"),
        ("repo_url: 5\n", "1: repo_url: should be a text (put it in quotes)"),
        ("\nuse_directory_urls: maybe\n", "2: use_directory_urls: should be true or false"),
        ("nav: index.md\n", "1: nav: should be a list"),
        (
            "nav:\n  - index.md\n  - 5\n",
            "1: nav: an entry is a path, or a title with a path or a list, and not 5",
        ),
        ("nav: [{A: [{B: null}]}]\n", "1: nav: the entry 'B' leads nowhere; write a path behind its colon"),
        (
            "nav: [{a: b.md, c: d.md}]\n",
            "1: nav: an entry is a path, or a title with a path or a list, and not {",
        ),
        ("nav: [[a.md]]\n", "1: nav: an entry is a path, or a title with a path or a list, and not ['a.md']"),
        (
            "markdown_extensions:\n  - toc\n  - 5\n",
            "3: markdown_extensions.1: should be a name, or a name with",
        ),
        ("theme: [a]\n", "1: theme: should be fields, one 'name: value' a line"),
        ("theme:\n  language: no\n", "2: theme.language: should be a text (put it in quotes)"),
        ("site_name: x\nplugins: []\n", "2: plugins: 'macros' is missing, and pages would show the text"),
        ("plugins: [search]\n", "1: plugins: 'macros' is missing"),
        ("plugins: {search: {}}\n", "1: plugins: 'macros' is missing"),
        ("plugins: [macros]\n", "1: plugins: the plugin 'macros' should have 'module_name: macros'"),
        (
            "plugins: [macros: {module_name: makros, on_error_fail: true}]\n",
            "1: plugins: the plugin 'macros' should have 'module_name: macros'",
        ),
        (
            "plugins:\n  macros: {module_name: macros, on_error_fail: false}\n",
            "1: plugins: the plugin 'macros' should have 'on_error_fail: true'",
        ),
        ("site_name: x\ndocs_dir: content\n", "2: docs_dir: should be 'docs': that folder is read"),
        ("# nothing yet\n", "1: the configuration is empty (a site has a site_name at least)"),
        (b"site_name: x\n# caf\xe9\n", "2: this is not UTF-8 (save the file with the encoding UTF-8)"),
        (
            "site_name: x\n# a\0b\n",
            "2: this is not valid YAML: unacceptable character #x0000: control characters are not allowed "
            "(take the character U+0000 out)",
        ),
        ("extra: true\n", "1: extra: should be fields, one 'name: value' a line"),
        ("extra: {guide: true}\n", "1: extra.guide: should be fields, one 'name: value' a line"),
    ],
)
def test_a_broken_configuration_is_a_finding(tmp_path: Path, text: str | bytes, finding: str) -> None:
    (found,) = faults(write(tmp_path, {"mkdocs.yml": text}))
    assert found.startswith(f"mkdocs.yml:{finding}")


@pytest.mark.parametrize(
    ("setting", "finding"),
    [
        ("stale_after: 30", "stale_after: should be fields, one 'name: value' a line"),
        ("stale_after: {answer: soon}", "stale_after.answer: should be a whole number"),
        ("stale_after: {fact: 0}", "stale_after.fact: should be greater than 0"),
        ("stale_after: {facts: 3}", "unknown field 'extra.guide.stale_after.facts' (did you mean 'fact'?)"),
        ("lengths: {prompt: 4}", "lengths.prompt: should be a list"),
        ("lengths: {prompt: [4]}", "lengths.prompt.1' is missing"),
        ("lengths: {prompt: [4, true]}", "lengths.prompt.1: should be a whole number"),
        ("lengths: {prompt: [40, 4]}", "lengths.prompt: should be the least and the most, as in [4, 40]"),
        ("lengths: {prompts: [4, 40]}", "lengths.prompts' (did you mean 'prompt'?)"),
        ("avoid: [a]", "avoid: should be fields, one 'name: value' a line"),
        ("avoid: {leverage: [use]}", "avoid.leverage: should be a text"),
        ("avoid: {leverage: ''}", "avoid.leverage: should not be empty"),
        ("avoid: {on: use}", "avoid.1: should be a text (put it in quotes)"),
        ("report_email: 5", "report_email: should be a text (put it in quotes)"),
        ("downloads: perhaps", "downloads: should be true or false"),
        ("repot_email: a", "unknown field 'extra.guide.repot_email' (did you mean 'report_email'?)"),
    ],
)
def test_a_setting_of_the_guide_that_does_not_fit_has_its_line(
    tmp_path: Path, setting: str, finding: str
) -> None:
    text = f"site_name: Bread\nextra:\n  guide:\n    # settings\n    {setting}\n"
    (found,) = faults(write(tmp_path, {"mkdocs.yml": text}))
    assert found.startswith("mkdocs.yml:5: ")
    assert finding in found


def test_all_that_is_wrong_with_the_settings_is_found_at_once(tmp_path: Path) -> None:
    files = {
        "base.yml": "extra:\n  guide:\n    lengths: {prompt: 4}\n    avoid:\n      utilize: 5\nrepo_url: 5\n",
        "mkdocs.yml": "INHERIT: base.yml\nsite_url: 7\nextra: {guide: {avoid: {leverage: 6}}}\n",
    }
    assert [line.split(": ")[0] for line in faults(write(tmp_path, files))] == [
        "base.yml:3",
        "base.yml:5",
        "base.yml:6",
        "mkdocs.yml:2",
        "mkdocs.yml:3",
    ]


def test_a_fault_in_a_file_that_is_inherited_names_that_file(tmp_path: Path) -> None:
    files = {"a/mkdocs.yml": "INHERIT: ../base.yml\n", "base.yml": "nav: []\nINHERIT: other.yml\n"}
    (found,) = faults(write(tmp_path, files) / "a")
    assert found == "../base.yml:2: INHERIT: there is no file 'other.yml' (paths count from this file)"


def test_a_setting_without_a_value_is_as_one_that_is_not_there(tmp_path: Path) -> None:
    names = ("site_url", "repo_url", "edit_uri", "use_directory_urls", "markdown_extensions", "nav", "theme")
    text = "".join(f"{name}:\n" for name in names)
    guide = "stale_after: {answer: null}, lengths: null, avoid: null, report_email: null, downloads: null"
    write(tmp_path / "a", {"mkdocs.yml": f"{text}extra: {{guide: {{{guide}}}}}\n"})
    assert read_site_config(tmp_path / "a") == read_site_config(tmp_path / "none")
    write(tmp_path / "a", {"mkdocs.yml": "extra:\n  guide:\n"})
    assert read_site_config(tmp_path / "a") == read_site_config(tmp_path / "none")


def test_settings_that_are_the_engines_are_left_to_it(tmp_path: Path) -> None:
    text = "site_nam: x\nplugins: 5\ntheme: {name: 5, logo: 6}\nextra: {generator: 7}\n"
    assert read_site_config(write(tmp_path, {"mkdocs.yml": text})) == read_site_config(tmp_path / "none")


def test_extensions_may_be_a_mapping_of_their_options(tmp_path: Path) -> None:
    text = "markdown_extensions: {tables: null, toc: {permalink: true}}\n"
    config = read_site_config(write(tmp_path, {"mkdocs.yml": text}))
    assert config.markdown_extensions == ({"tables": None}, {"toc": {"permalink": True}})


@pytest.mark.parametrize(("kind", "days"), [("answer", 365), ("fact", 270), ("price-unit", 180)])
def test_each_kind_of_statement_has_its_allowance(kind: str, days: int) -> None:
    assert SiteConfig().days(kind) == days
    assert SiteConfig(stale_after={kind: 7}).days(kind) == 7


def test_pinned_versions_are_read_from_the_requirements_of_the_tests(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "requirements-dev.txt": "botocore==1.2.3 \\\n    --hash=sha256:abc\n"
            "cfn-lint==4.5 ; python_version > '3'\n"
        },
    )
    assert read_site_config(tmp_path).pins == {"botocore": "1.2.3", "cfn-lint": "4.5"}


def test_the_navigation_gives_the_order_of_pages_and_the_theme_the_language(tmp_path: Path) -> None:
    text = "nav:\n  - index.md\n  - Part:\n      - b.md\n      - Deep: a.md\ntheme: {name: x, language: de}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{text}copyright: Mine\n", encoding="utf-8")
    config = read_site_config(tmp_path)
    assert (config.nav, config.language, config.copyright) == (("index.md", "b.md", "a.md"), "de", "Mine")


def test_without_a_navigation_and_a_language_there_are_defaults(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav: null\ntheme: plain\n", encoding="utf-8")
    config = read_site_config(tmp_path)
    assert (config.nav, config.language, config.copyright) == ((), "en", "")


@pytest.mark.parametrize(
    ("theme", "folder"),
    [("{name: x, custom_dir: own}", "own"), ("{name: x}", "overrides"), ("plain", "overrides")],
)
def test_the_theme_folder_is_the_one_that_the_engine_uses(tmp_path: Path, theme: str, folder: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"theme: {theme}\n", encoding="utf-8")
    assert read_site_config(tmp_path).theme_folder == folder


@pytest.mark.parametrize(
    "text",
    [
        "docs_dir: docs/\n",
        "docs_dir:\n",
        "plugins:\n",
        "plugins: [search, macros: {module_name: macros, on_error_fail: true}]\n",
        "plugins: {macros: {module_name: macros, on_error_fail: true}, search: {}}\n",
    ],
)
def test_what_the_generator_needs_of_the_engine_may_be_written_in_each_way(tmp_path: Path, text: str) -> None:
    found = read_site_config(write(tmp_path / "a", {"mkdocs.yml": text}))
    assert found == read_site_config(tmp_path / "none")
