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


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "a: 1\nb: [\n",
            "mkdocs.yml:3: this is not valid YAML: did not find expected node content",
        ),
        (
            "a: !!python/name:no_such_module.thing\n",
            "mkdocs.yml:1: this is not valid YAML: cannot import no_such_module.thing",
        ),
        (b"a: \xff\n", "mkdocs.yml:1: this is not valid YAML: 'utf-8' codec can't decode byte 0xff"),
    ],
)
def test_a_broken_configuration_is_a_finding(tmp_path: Path, text: str | bytes, finding: str) -> None:
    write(tmp_path, {"mkdocs.yml": text})
    with pytest.raises(ContentError) as caught:
        read_site_config(tmp_path)
    assert str(caught.value).startswith(finding)


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
