"""Releases in S3-compatible storage (a real server on this machine): there before anybody hears of them, whole or not at
all, fetched and proven where the data directory lost them."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from madoguchi.publish.actions.keeping import keep_all
from madoguchi.publish.queries.releases import _shape, folder, root
from madoguchi.publish.release.shape import folder_of
from madoguchi.publish.release.store import Store, Unreachable, _client
from madoguchi.site.dataset_commands import keep_releases
from madoguchi.site.store import release_store
from madoguchi.trail import worker
from tests.unit.publish.opened import described, proposed, published
from tests.unit.publish.sheets import GOOD, sheet

ROWS = [GOOD] * 5


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    running = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": ""}, **quiet)
    try:
        _wait(port)
        yield f"127.0.0.1:{port}"
    finally:
        running.kill()
        running.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the storage did not begin")


@pytest.fixture
def store(server, settings, tmp_path, request) -> Store:
    bucket = "data" + hashlib.sha256(request.node.name.encode()).hexdigest()[:12]
    made = release_store(f"s3+http://key:s%2Fecret@{server}/{bucket}/town?region=ap-northeast-1")
    _client(made).create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
    settings.HOME, settings.MADOGUCHI_RELEASES = tmp_path / "home", made
    _shape.cache_clear()
    return made


def keys(store: Store) -> list[str]:
    return [one["Key"] for one in _client(store).list_objects_v2(Bucket=store.bucket).get("Contents", [])]


def address(release, name="data.csv") -> str:
    return f"/data/files/{release.hash}/{name}"


pytestmark = pytest.mark.full


def test_a_release_is_there_with_all_its_files_before_it_waits_for_a_person(store, clerk):
    made = proposed(described(by=clerk), sheet(ROWS), by=clerk)
    assert made.state == "pending"
    there = {one.name for one in folder(made.hash).iterdir()}
    assert set(keys(store)) == {f"town/{made.hash[:2]}/{made.hash}/{name}" for name in there}


def test_what_the_data_directory_lost_is_fetched_and_given_out_in_parts(store, clerk):
    made = published(by=clerk)
    whole = b"".join(Client().get(address(made)).streaming_content)
    shutil.rmtree(root())
    _shape.cache_clear()
    part = Client().get(address(made), headers={"Range": "bytes=3-20"})
    assert part.status_code == 206 and part.content == whole[3:21]
    assert hashlib.sha256((folder(made.hash) / "data.csv").read_bytes()).hexdigest() == made.hash
    assert Client().get(f"/data/{made.dataset.slug}/").status_code == 200


def test_while_the_storage_does_not_answer_nothing_is_said_to_be_built_and_later_it_is(
    store, clerk, settings, monkeypatch
):
    def gone(*_: object) -> None:
        raise Unreachable("EndpointConnectionError")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "holds", gone)
        made = proposed(described(by=clerk), sheet(ROWS), by=clerk)
        assert made.state == "waiting" and keys(store) == []
    _again()
    made.refresh_from_db()
    assert made.state == "pending" and store.holds(made.hash)


def test_a_release_half_put_is_none_and_is_put_anew(store, clerk):
    made = proposed(described(by=clerk), sheet(ROWS), by=clerk)
    _client(store).delete_object(Bucket=store.bucket, Key=f"town/{made.hash[:2]}/{made.hash}/release.json")
    place = folder(made.hash)
    assert not store.holds(made.hash)
    with pytest.raises(FileNotFoundError):
        store.fetch(made.hash, root() / "elsewhere")
    assert store.keep(place) and store.holds(made.hash) and not store.keep(place)


def test_what_is_not_what_was_kept_is_not_taken(store, clerk):
    made = published(by=clerk)
    _client(store).put_object(
        Bucket=store.bucket, Key=f"town/{made.hash[:2]}/{made.hash}/data.csv", Body=b"something else"
    )
    shutil.rmtree(root())
    _shape.cache_clear()
    assert Client(raise_request_exception=False).get(address(made)).status_code == 503
    assert not list(root().glob("*"))


def test_releases_from_before_there_was_a_storage_are_put_there_once(store, clerk, settings):
    settings.MADOGUCHI_RELEASES = None
    published(by=clerk)
    assert keys(store) == []
    assert keep_all(store) == (1, 0) and keep_all(store) == (0, 0)


def test_a_new_machine_fetches_all_that_is_out_by_one_command(store, clerk, capsys):
    made = published(by=clerk)
    shutil.rmtree(root())
    assert keep_releases(Namespace()) == 0 and "取り寄せた版: 1。" in capsys.readouterr().out
    assert folder_of(root(), made.hash).is_dir()


def test_a_release_that_lies_nowhere_is_told(store, clerk, capsys, settings):
    settings.MADOGUCHI_RELEASES = None
    made = published(by=clerk)
    shutil.rmtree(root())
    settings.MADOGUCHI_RELEASES = store
    assert keep_releases(Namespace()) == 1 and made.hash in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    [
        "https://a:b@host/bucket",
        "s3+https://host/bucket",
        "s3+https://a:b@host",
        "s3+http://a:b@host/bucket",
        "s3+https://a:b@host:x/b",
    ],
)
def test_a_setting_that_cannot_be_meant_is_told_without_its_secret(url):
    with pytest.raises(ImproperlyConfigured) as told:
        release_store(url)
    assert "MADOGUCHI_RELEASES" in str(told.value) and url not in str(told.value)


def test_the_secret_is_not_shown(store):
    assert "s/ecret" not in repr(store) and store.secret == "s/ecret"


def _again() -> None:
    from datetime import timedelta

    from madoguchi.trail import clock

    with clock.at(clock.now() + timedelta(hours=2)):
        worker.run_due()
