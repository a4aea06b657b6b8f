"""What lies on the disk: no personal value of a record, in no spelling, in the database, its log or the files."""

import unicodedata
from pathlib import Path

import pytest
from django.db import connection

from madoguchi.protect import Channel, actions, links, open_attachment, read
from madoguchi.protect.actions.finding import find
from madoguchi.trail.actor import RESIDENT

from .conftest import PURPOSE, a_name

CANARIES = {
    "family": "金糸雀", "given": "㈱①神\ufa19", "family_kana": "カナリヤヤ", "given_kana": "ﾋﾟｰﾁｸ", "birth": "1931-11-29",
    "town": "かなりあ台七丁目", "number": "4711-8-15", "building": "カナリア荘 二〇四", "telephone": "09087654321",
    "file": "カナリアの戸籍.pdf", "content": "CANARY-CONTENT-7731", "words": "カナリアさんの事情により", "secret": "",
}  # fmt: skip


def spellings(text: str) -> dict[str, bytes]:
    """The encodings in which a leak could lie there."""
    forms = {form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    found = {f"{form} utf-8": one.encode() for form, one in forms.items()}
    found |= {f"{form} utf-16": one.encode("utf-16-le") for form, one in forms.items()}
    found |= {"shift_jis": text.encode("cp932", "ignore"), "euc-jp": text.encode("euc_jp", "ignore")}
    found |= {"json": ascii(text)[1:-1].encode(), "plain": text.encode()}
    return {name: blob for name, blob in found.items() if len(blob) > 3}


def live_with_the_canaries(version) -> list[str]:
    """Draft, file, words, readings, a search: everything that the vault does with a person."""
    secret = links.new_secret()
    keys = ("family", "given", "family_kana", "given_kana")
    name = a_name(*(CANARIES[key] for key in keys))
    home = {"postal_code": "1740045", "prefecture": "東京都", "city": "みどり区"} | {
        key: CANARIES[key] for key in ("town", "number", "building")
    }
    answers = {"name": name, "birth": CANARIES["birth"], "home": home, "telephone": CANARIES["telephone"]}
    record = actions.seal(answers=answers, version=version, by=RESIDENT, secret=secret)
    actions.reseal(record, answers=answers, by=RESIDENT)
    content = CANARIES["content"].encode() * 5000
    file = actions.attach(
        record, path="custody", name=CANARIES["file"], content_type="application/pdf", chunks=[content], by=RESIDENT
    )
    actions.file_record(record, answers=answers, version=version, by=RESIDENT)
    actions.seal_words(words=CANARIES["words"], of=record, by=RESIDENT)
    own = {"purpose": PURPOSE, "by": RESIDENT, "channel": Channel.RESIDENT_PAGE, "secret": secret}
    read([record], **own)
    assert b"".join(open_attachment(file, **own).chunks) == content
    return [*(value for value in CANARIES.values() if value), secret]


def lying_about(home: Path) -> dict[str, bytes]:
    """Every byte on the disk: database, write-ahead log, attachments; a dump of all rows where the server keeps them."""
    found = {str(path.relative_to(home)): path.read_bytes() for path in home.glob("attachments/*/*")}
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        return found | {path.name: path.read_bytes() for path in database.parent.glob(database.name + "*")}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = b"\n".join(
                bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            )
    return found


def hits(canaries: list[str], found: dict[str, bytes]) -> list[str]:
    return [
        f"{canary} ({spelling}) in {place}"
        for canary in canaries
        for spelling, blob in spellings(canary).items()
        for place, content in found.items()
        if blob in content
    ]


@pytest.mark.django_db(transaction=True)
def test_no_canary_lies_on_the_disk(version, clerk, tmp_path, settings):
    settings.HOME = tmp_path
    canaries = live_with_the_canaries(version)
    assert find(kana=CANARIES["family_kana"], birth=CANARIES["birth"], purpose=PURPOSE, by=clerk)
    found = lying_about(tmp_path)
    assert sum(len(content) for content in found.values()) > 100_000  # it did look at something
    assert hits(canaries, found) == []


@pytest.mark.django_db(transaction=True)
def test_the_search_for_canaries_has_teeth(version, clerk, tmp_path, settings, monkeypatch):
    """The same with an envelope that closes nothing: every value that was sealed must be found."""
    settings.HOME = tmp_path
    monkeypatch.setattr("madoguchi.protect.envelope.AESGCM", _Open)
    monkeypatch.setattr("madoguchi.protect.chunks.AESGCM", _Open)
    found_of = {hit.split(" (")[0] for hit in hits(live_with_the_canaries(version), lying_about(tmp_path))}
    sealed_ones = {value for key, value in CANARIES.items() if key != "secret"}
    assert sealed_ones <= found_of


class _Open:
    """A cipher that closes nothing."""

    def __init__(self, key: bytes) -> None: ...

    def encrypt(self, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        return plain + bytes(16)

    def decrypt(self, nonce: bytes, closed: bytes, context: bytes) -> bytes:
        return closed[:-16]
