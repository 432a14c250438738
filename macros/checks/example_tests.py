"""Every example is run by a test, and every such test has its example."""

from __future__ import annotations

from collections.abc import Iterator

from macros.attachments import example_test, example_tests
from macros.catalog import Catalog
from macros.issues import Issue, Location

ID = "example-tests"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Examples without a test, and tests in tests/examples/ whose example is gone."""
    for example in catalog.content.examples:
        if not example.test:
            hint = f"write {example_test(example.path, example.section)}"
            yield Issue(example.location, "no test runs this example", ID, hint)
    used = {example.test for example in catalog.content.examples} | set(_of_unread(catalog))
    for path in example_tests(catalog.root):
        if path not in used:
            hint = "remove the test, or name it after its example"
            yield Issue(Location(path), "this test has no example", ID, hint)


def _of_unread(catalog: Catalog) -> Iterator[str]:
    """The tests of examples that could not be read."""
    for path in catalog.content.unread:
        folder, examples, _ = path.partition("/examples/")
        if examples:
            yield example_test(path, folder.rpartition("/")[2])
