"""A file of items is read whole or not at all, and says where it is wrong; what is told of it follows laws."""

import hashlib
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.declare.dataset import ITEM_QUESTIONS
from madoguchi.opendata.personal.prose import marks
from madoguchi.publish import items
from madoguchi.publish.errors import NotTaken
from madoguchi.publish.queries.items import HIDDEN, coarse, pieces
from tests.unit.publish.reports import HEAD, OUT, ROW, ROWS, sheet, wanted


@given(st.dictionaries(st.sampled_from([*OUT, "other"]), st.sampled_from(["yes", "no", ""])))
def test_an_item_passes_with_the_passing_answer_to_every_question_and_no_other_way(answers):
    assert items.passes(ITEM_QUESTIONS, answers) == all(answers.get(name) == passing for name, passing in OUT.items())


@given(st.integers(0, 10_000))
def test_the_public_count_tells_no_number_below_ten_and_no_single_step(number):
    told = coarse(number)
    assert told in (0, 1) if number < 10 else told % 10 == 0 and 0 <= number - told < 10


@given(st.text(st.sampled_from("0123456789-@.a佐藤さんの 山田花子丁目番〇"), max_size=40))
def test_marks_lie_in_the_text_in_order_and_nothing_else_of_it_is_changed(text):
    found = marks(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= after.start for one, after in itertools.pairwise(found))
    shown = "".join(one.text for one in pieces(text))
    assert len(shown) == len(text) and all(a in (b, HIDDEN) for a, b in zip(shown, text, strict=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("連絡は０９０−００００−１４１４の田中まで", [("telephone", "０９０−００００−１４１４")]),
        ("a.b@example.jp に返事を", [("email", "a.b@example.jp")]),
        ("みどり区本町3-5-2の前、3丁目の角", [("address", "3-5-2"), ("address", "3丁目")]),
        ("となりの佐藤さんの家", [("name", "佐藤さん")]),
        ("遠藤 健 と書いた看板と、山田花子が落とした帽子", [("name", "遠藤 健"), ("name", "山田花子")]),
        ("品川 300 あ 12-34 の車", [("plate", "品川 300 あ 12-34")]),
        ("番号は1234-5678-9018です", [("my-number", "1234-5678-9018")]),
        ("高橋歩道橋のさび。中野公園と前田商店の横。2026-11-20 の夜。みなさん困っています", []),
    ],
)
def test_what_a_text_may_tell_of_people_is_found_at_its_place(text, told):
    assert [(one.kind, text[one.start : one.end]) for one in marks(text)] == told


def feature(key: str, geometry: object = None, **told: object) -> dict[str, object]:
    words = {"投稿番号": key, "分類": "道", "本文": "かどを曲がる", "投稿日": "2026-11-01", **told}
    return {"type": "Feature", "properties": words, "geometry": geometry}


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_points_of_a_trail_come_as_features(clerk):
    point = {"type": "Point", "coordinates": [139.05183, 35.03127, 12.5]}
    found = items.read("trail.geojson", geojson(feature("p1", point, 高さ=12.5), feature("p2")), wanted())
    assert [one.at for one in found.items] == [(35.031, 139.052), None] and found.left_out == ["高さ"]


def test_no_sign_that_nobody_sees_hides_a_number_or_turns_it_round_before_who_reads_it(clerk):
    row = "R-1,遊具,\u202e090\u200b-0000\u2060-1414\u202cまで\x85,2026-11-01,,,u\r\n"
    (one,) = items.read("a.csv", sheet(row), wanted()).items
    assert one.cells["本文"] == "090-0000-1414まで" and [mark.kind for mark in marks(one.cells["本文"])] == [
        "telephone"
    ]


def test_a_number_that_begins_with_the_day_is_not_taken_for_a_persons(clerk):
    keys = [f"{day}-{n:04}" for day in ("2026-11-30", "2026_11_30", "20261130") for n in range(100)] + [
        "20261130074012"
    ]
    found = items.read("a.csv", sheet("".join(ROW.replace("R-1", key) for key in keys)), wanted())
    assert [one.key for one in found.items] == keys
    for key in ("2026-11-30-123456789018", "20261130-090-0000-1414", "2026113009000001414"):
        with pytest.raises(NotTaken):
            items.read("a.csv", sheet(ROW.replace("R-1", key)), wanted())


def test_nobody_finds_out_words_by_trying_them_against_the_digest(clerk):
    (one,) = items.read("a.csv", sheet(ROW), wanted()).items
    plain = json.dumps([one.cells, one.at], ensure_ascii=False, sort_keys=True).encode()
    assert one.digest != hashlib.sha256(plain).hexdigest() and len(one.digest) == 64
    assert items.read("b.csv", sheet(ROW), wanted()).items[0].digest == one.digest


def test_a_file_in_shift_jis_is_read_too(clerk):
    assert len(items.read("app.csv", (HEAD + ROWS.replace("−", "-")).encode("cp932"), wanted()).items) == 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", sheet(head="投稿番号,分類,投稿日,緯度,経度,投稿者\r\n", rows="R-1,a,b,,,c\r\n"), "列「本文」がありません"),
        ("a.csv", sheet(ROW + ROW), "3行目: 「R-1」が、2行目にもあります。"),
        ("a.csv", sheet(ROW + "R-2,遊具,言葉,2026-11-01,きた,139.05,u\r\n"), "3行目: 緯度と経度を"),
        ("a.csv", sheet("R-1,遊具,言葉,2026-11-01,139.05,35.03,u\r\n"), "2行目: 緯度と経度が、入れ替わっています"),
        ("a.csv", sheet("R-1,遊具,言葉,2026-11-01,NaN,35.03,u\r\n"), "2行目: 緯度と経度が、地球の上"),
        ("a.csv", sheet("山田,遊具,言葉,2026-11-01,,,u\r\n"), "2行目: 番号を、半角の英数字"),
        ("a.csv", sheet("09000001414,遊具,言葉,2026-11-01,,,u\r\n"), "2行目: 番号を、半角の英数字"),
        ("a.csv", sheet("090-0000-1414,遊具,言葉,2026-11-01,,,u\r\n"), "2行目: 番号を、半角の英数字"),
        ("a.csv", sheet("a03_0000_1414,遊具,言葉,2026-11-01,,,u\r\n"), "2行目: 番号を、半角の英数字"),
        ("a.csv", sheet(f"R-1,遊具,{'あ' * 2001},2026-11-01,,,u\r\n"), "2行目: 「本文」は2000文字まで"),
        ("a.csv", sheet(ROW + "R-2,遊具\r\n" + ROW.replace("R-1", "R-3")), "3行目: 見出しと列の数"),
        ("a.csv", sheet("".join(ROW.replace("R-1", f"R-{n}") for n in range(501))), "一度に入れられるのは500件まで"),
        ("a.csv", b"\x00\x01", ""),
        ("a.csv", b"", ""),
        ("a.csv", sheet() + b"\0" * items.LARGEST, "5 MBまで"),
        ("a.geojson", b"{", "GeoJSON として読めません"),
        ("a.geojson", b"[" * 100_000, "GeoJSON として読めません"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"properties":{"a":"\\ud800"}}]}', "GeoJSON として読めません"),
        ("a.geojson", geojson(feature("p1", {"type": "LineString", "coordinates": []})), "1番目の地物: 点 (Point) ではありません"),
        ("a.geojson", geojson(feature("p1"), feature("p2", 本文=["a"])), "2番目の地物: properties に"),
        ("a.geojson", geojson(feature("p1"), "x"), "2番目の地物: properties に"),
        ("a.geojson", geojson(), "がありません"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_with_its_row(name, content, words):
    with pytest.raises(NotTaken) as trouble:
        items.read(name, content, wanted())
    assert words in trouble.value.words
