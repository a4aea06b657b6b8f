"""The master key file: who may read it, which keys are refused, and what a rotation keeps open."""

import base64
import json
import os
import stat
import uuid
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from madoguchi.protect import Channel, actions, envelope, keys, links, read, show
from madoguchi.protect.keys import DEMO_KEY, KeyFileError
from madoguchi.trail.actor import RESIDENT

from .conftest import PURPOSE, some_answers


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "inside" / "keys.json"
    keys.init_keys(path)
    return path


@pytest.fixture
def town_keys(key_file, settings):
    """This test's town has the keys of `key_file`."""
    settings.MADOGUCHI_KEY_FILE = key_file
    keys.forget()
    yield key_file
    keys.forget()


def test_a_new_key_file_is_readable_by_its_owner_alone(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == ["keys.json"]


def test_a_new_key_is_32_random_bytes(key_file, tmp_path):
    keys.init_keys(tmp_path / "other.json")
    one, other = keys.load(key_file, demo=False), keys.load(tmp_path / "other.json", demo=False)
    assert one.active == other.active == "k1"
    assert len(one.masters["k1"]) == 32
    assert one.masters["k1"] != other.masters["k1"]


def test_init_keys_never_overwrites(key_file):
    before = key_file.read_bytes()
    with pytest.raises(KeyFileError, match="上書きしません"):
        keys.init_keys(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_file_that_others_can_read_is_refused(key_file, mode):
    key_file.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        keys.load(key_file, demo=False)


def test_a_missing_key_file_says_how_to_make_one(tmp_path):
    with pytest.raises(KeyFileError, match="madoguchi init-keys"):
        keys.load(tmp_path / "none.json", demo=False)


def _with(path: Path, content: str) -> Path:
    path.write_text(content)
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "null", '{"keys": {}, "active": "k1"}', '{"keys": {"k1": "!"}, "active": "k1"}',
        '{"keys": {"k1": 7}, "active": "k1"}', '{"keys": [], "active": "k1"}',
        json.dumps({"keys": {"k1": base64.b64encode(b"short").decode()}, "active": "k1"}),
        json.dumps({"keys": {"k1": base64.b64encode(bytes(32)).decode()}, "active": "k2"}),
        json.dumps({"keys": {"k1": base64.b64encode(bytes(32)).decode()}}),
    ],
)  # fmt: skip
def test_a_broken_key_file_is_refused_in_words(tmp_path, content):
    with pytest.raises(KeyFileError, match="控えから戻してください"):
        keys.load(_with(tmp_path / "keys.json", content), demo=False)


def test_the_demos_key_is_refused_outside_the_demo(tmp_path):
    path = tmp_path / "keys.json"
    keys.write_demo_keys(path)
    with pytest.raises(KeyFileError, match="本番では使えません"):
        keys.load(path, demo=False)
    assert keys.load(path, demo=True).masters == {"demo": DEMO_KEY}


def test_the_demos_key_is_refused_under_any_name(tmp_path):
    named = {"keys": {"k1": base64.b64encode(DEMO_KEY).decode()}, "active": "k1"}
    with pytest.raises(KeyFileError, match="本番では使えません"):
        keys.load(_with(tmp_path / "keys.json", json.dumps(named)), demo=False)


def test_the_demo_leaves_a_towns_keys_alone(key_file):
    before = key_file.read_bytes()
    keys.write_demo_keys(key_file)
    assert key_file.read_bytes() == before


def test_a_towns_program_does_not_start_to_seal_with_the_demos_key(settings):
    settings.MADOGUCHI_DEMO = False
    keys.forget()
    with pytest.raises(KeyFileError, match="本番では使えません"):
        links.link_hash("x")
    keys.forget()


def test_rotation_adds_a_key_and_makes_it_active(key_file):
    assert keys.rotate(key_file) == "k2"
    ring = keys.load(key_file, demo=False)
    assert list(ring.masters) == ["k1", "k2"]
    assert ring.active == "k2"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_after_a_rotation_old_records_open_and_new_ones_use_the_new_key(town_keys, version, secret):
    from madoguchi.protect.models import RecordKey

    old = actions.seal(answers=some_answers(), version=version, by=RESIDENT, secret=secret)
    hashed, token = links.link_hash(secret), keys.ring().lookup
    keys.rotate(town_keys)
    new = actions.seal(answers=some_answers(), version=version, by=RESIDENT, secret=secret)
    assert [RecordKey.objects.get(pk=one).key_id for one in (old, new)] == ["k1", "k2"]
    assert str(RecordKey.objects.get(pk=new)) == f"{new} k2"
    for record in (old, new):
        opened = read([record], ["birth"], purpose=PURPOSE, by=RESIDENT, channel=Channel.RESIDENT_PAGE, secret=secret)
        assert show(opened[record]["birth"], channel=Channel.RESIDENT_PAGE) == "1990-04-05"
    assert links.link_hash(secret) == hashed
    assert keys.ring().lookup == token


def test_a_key_that_was_thrown_away_is_named(key_file):
    ring = keys.load(key_file, demo=False)
    with pytest.raises(KeyFileError, match="k9"):
        ring.unwrap(b"x" * 60, key_id="k9", context=b"")


def test_wrapping_linking_and_looking_up_use_different_keys(key_file):
    ring = keys.load(key_file, demo=False)
    assert len({ring.lookup, ring.links, keys.derived(ring.masters["k1"], "wrap"), ring.masters["k1"]}) == 4


def test_a_wrapped_key_is_bound_to_its_owner():
    owner = uuid.uuid4()
    wrapped = envelope.wrap(b"k" * 32, owner=owner)
    assert envelope.unwrap(wrapped, key_id="demo", owner=owner) == b"k" * 32
    with pytest.raises(InvalidTag):
        envelope.unwrap(wrapped, key_id="demo", owner=uuid.uuid4())


def test_a_ciphertext_is_bound_to_owner_version_and_part():
    owner, key = uuid.uuid4(), envelope.new_key()
    closed = envelope.close({"a": 1}, data_key=key, owner=owner, bound="v1", part="answers")
    assert envelope.disclose(closed, data_key=key, owner=owner, bound="v1", part="answers") == {"a": 1}
    for moved in ({"owner": uuid.uuid4()}, {"bound": "v2"}, {"part": "name"}, {"data_key": envelope.new_key()}):
        context = {"data_key": key, "owner": owner, "bound": "v1", "part": "answers"} | moved
        with pytest.raises(InvalidTag):
            envelope.disclose(closed, **context)


def test_the_same_answers_never_look_the_same():
    owner, key = uuid.uuid4(), os.urandom(32)
    closed = {envelope.close({"a": 1}, data_key=key, owner=owner, bound="v", part="p") for _ in range(50)}
    assert len(closed) == 50


def test_a_secret_is_long_and_safe_in_an_address():
    secrets = {links.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(len(one) == 32 and one.replace("-", "").replace("_", "").isalnum() for one in secrets)


def test_of_a_secret_only_a_keyed_hash_is_kept():
    assert len(links.link_hash("secret")) == 64
    assert links.link_hash("secret") != links.link_hash("Secret")
