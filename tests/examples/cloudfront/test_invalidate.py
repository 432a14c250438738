"""What a release invalidates, that a repeated call does not do it twice, and how long one waits."""

import boto3
import pytest


@pytest.fixture
def cloudfront(aws):
    return boto3.client("cloudfront")


@pytest.fixture
def distribution(cloudfront) -> str:
    config = {
        "CallerReference": "shop",
        "Comment": "",
        "Enabled": True,
        "Origins": {
            "Quantity": 1,
            "Items": [
                {
                    "Id": "pages",
                    "DomainName": "pages.s3.eu-west-1.amazonaws.com",
                    "S3OriginConfig": {"OriginAccessIdentity": ""},
                }
            ],
        },
        "DefaultCacheBehavior": {"TargetOriginId": "pages", "ViewerProtocolPolicy": "https-only"},
    }
    return cloudfront.create_distribution(DistributionConfig=config)["Distribution"]["Id"]


def test_few_files_are_named_and_many_become_their_folder(load):
    sample = load()
    many = {f"blog/{number}.html" for number in range(sample.ONE_BY_ONE + 1)}

    assert sample.paths_to_invalidate({"about.html", "img/tea pot.png"}) == [
        "/about.html",
        "/img/tea%20pot.png",
    ]
    assert sample.paths_to_invalidate(many | {"about.html"}) == ["/about.html", "/blog/*"]
    assert sample.paths_to_invalidate({f"{number}.html" for number in range(sample.ONE_BY_ONE + 1)}) == ["/*"]


def test_index_pages_are_cached_under_their_folder_too(load):
    assert load().paths_to_invalidate({"index.html", "blog/index.html"}) == [
        "/",
        "/blog",
        "/blog/",
        "/blog/index.html",
        "/index.html",
    ]


def test_wildcard_of_a_folder_leaves_no_index_page_behind(load):
    sample = load()
    many = {f"blog/{number}.html" for number in range(sample.ONE_BY_ONE)}

    assert sample.paths_to_invalidate(many | {"blog/index.html"}) == ["/blog", "/blog/*"]


def test_only_unsafe_characters_are_encoded(load):
    assert load().paths_to_invalidate({"a(1)+b@2.html", "größe#1.html"}) == [
        "/a(1)+b@2.html",
        "/gr%C3%B6%C3%9Fe%231.html",
    ]


@pytest.mark.parametrize("key", ["*", "blog/*", "/about.html", "~kim/about.html"])
def test_what_is_no_key_is_refused(load, key):
    with pytest.raises(ValueError, match="not a key"):
        load().paths_to_invalidate({key})


def test_release_without_changes_asks_for_nothing(load, cloudfront, distribution):
    assert load().invalidate(cloudfront, distribution, "r1", set()) is None
    assert cloudfront.list_invalidations(DistributionId=distribution)["InvalidationList"]["Quantity"] == 0


def test_invalidation_names_the_paths(load, cloudfront, distribution):
    sample = load()
    made = sample.invalidate(cloudfront, distribution, "r1", {"about.html"})

    batch = cloudfront.get_invalidation(DistributionId=distribution, Id=made)["Invalidation"][
        "InvalidationBatch"
    ]
    assert batch["Paths"] == {"Quantity": 1, "Items": ["/about.html"]}


def test_repeated_call_has_the_same_reference_and_other_changes_another(load):
    class Recorder:
        def __init__(self) -> None:
            self.references: list[str] = []

        def create_invalidation(self, DistributionId: str, InvalidationBatch: dict) -> dict:  # noqa: N803
            assert DistributionId == "E1"
            self.references.append(InvalidationBatch["CallerReference"])
            return {"Invalidation": {"Id": "I1"}}

    client, sample = Recorder(), load()
    for release, changed in (("r1", {"a", "b"}), ("r1", {"b", "a"}), ("r1", {"a"}), ("r2", {"a", "b"})):
        sample.invalidate(client, "E1", release, changed)

    first, second, *others = client.references
    assert first == second
    assert len({first, *others}) == 3


def test_one_waits_until_it_is_completed(load):
    states = iter(["InProgress", "InProgress", "Completed"])

    class Client:
        def get_invalidation(self, **_: str) -> dict:
            return {"Invalidation": {"Status": next(states)}}

    assert load().wait(Client(), "E1", "I1", seconds=5, pause=0.001) is True


def test_slow_invalidation_is_reported(load):
    class Slow:
        def get_invalidation(self, **_: str) -> dict:
            return {"Invalidation": {"Status": "InProgress"}}

    assert load().wait(Slow(), "E1", "I1", seconds=0.02, pause=0.01) is False
