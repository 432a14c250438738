"""Services and categories: where their page lies."""

from __future__ import annotations

from pathlib import Path

from tests.support.guides import catalog


def test_a_service_knows_its_page_its_folder_and_its_category(tmp_path: Path) -> None:
    service = catalog(tmp_path).services["sourdough"]
    assert (service.page, service.folder) == ("baking/sourdough/index.md", "baking/sourdough")
    assert service.category == "baking"
    assert service.order == 100


def test_a_category_knows_its_page(tmp_path: Path) -> None:
    category = catalog(tmp_path).categories["baking"]
    assert (category.page, category.name, category.order) == ("baking/index.md", "Baking", 1)
