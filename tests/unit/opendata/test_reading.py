"""Files as people save them are read; files that cannot be are refused with the place and the way to mend them."""

import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import findings, guess, read, streamed

TOILETS = "名称,所在地,個数\r\n駅前トイレ,本町１の２,3\r\nみなと公園,港町5番地,12\r\n"


def save(folder, content, name="a.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def cells(table):
    return [list(row.cells) for row in table.rows]


def told(table):
    return [(one.rule, one.line) for one in findings(table)]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("cp932", b"", "cp932"),
        ("euc_jp", b"", "euc_jp"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("iso2022_jp", b"", "iso2022_jp"),
    ],
)
def test_every_encoding_of_an_office_is_read(tmp_path, encoding, mark, found):
    path = save(tmp_path, mark + TOILETS.encode(encoding))
    table = read(path)
    assert table.source.encoding == guess(path).source.encoding == found
    assert table.header == ("名称", "所在地", "個数")
    assert cells(table) == [["駅前トイレ", "本町１の２", "3"], ["みなと公園", "港町5番地", "12"]]


@pytest.mark.parametrize("text", ["ｱｲｳ,ｶｷｸ\r\nﾃｽﾄ,ﾄｳｷｮｳ\r\n", "ﾊﾞｽ停,名称\r\nﾁﾕｳｵｳ,ﾐﾅﾐ\r\n"])
def test_half_width_kana_is_not_taken_for_euc(tmp_path, text):
    assert read(save(tmp_path, text, encoding="cp932")).source.encoding == "cp932"


def test_one_broken_byte_in_utf8_is_told_with_line_and_offset_and_not_read_as_shift_jis(tmp_path):
    good = TOILETS.encode()
    at = good.index("港".encode()) + 1
    with pytest.raises(Trouble) as caught:
        read(save(tmp_path, good[:at] + b"\xff" + good[at + 1 :]))
    assert caught.value.code == "encoding"
    assert "a.csv:3" in caught.value.ja
    assert f"{at - 1:,} バイト目" in caught.value.ja


@pytest.mark.parametrize("byte", [b"\x80", b"\xa0", b"\xfd", b"\x82\x00"])
def test_a_byte_that_fits_nowhere_is_an_error_also_in_shift_jis(tmp_path, byte):
    with pytest.raises(Trouble) as caught:
        read(save(tmp_path, TOILETS.encode("cp932") + b"a," + byte + b",1\r\n"))
    assert caught.value.code in ("encoding", "nul")
    assert "a.csv:4" in caught.value.ja


def test_a_named_encoding_is_taken_at_its_word(tmp_path):
    path = save(tmp_path, TOILETS, encoding="cp932")
    assert read(path, encoding="shift_jis").source.encoding == "shift_jis"
    assert read(save(tmp_path, TOILETS, "m.csv", "utf-8-sig"), encoding="utf-8").header[0] == "名称"
    for encoding in ("utf-8", "no-such-code"):
        with pytest.raises(Trouble, match="encoding"):
            read(path, encoding=encoding)


@pytest.mark.parametrize(("delimiter", "form"), [(",", "csv"), ("\t", "tsv"), (";", "csv")])
def test_the_delimiter_is_told_by_the_content(tmp_path, delimiter, form):
    table = read(save(tmp_path, TOILETS.replace(",", delimiter), "a.txt"))
    assert (table.source.delimiter, table.source.form, len(table.header)) == (delimiter, form, 3)


def test_commas_inside_the_cells_of_a_tsv_do_not_mislead(tmp_path):
    text = "名称\t説明\r\n駅前\tひろい,きれい,ちかい\r\n港\tせまい,とおい,くらい\r\n"
    assert cells(read(save(tmp_path, text)))[0] == ["駅前", "ひろい,きれい,ちかい"]


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_lines_are_those_of_the_file_also_with_line_ends_in_quotes(tmp_path, newline):
    text = '名称,備考\n駅前,"昼,\n夜は""閉鎖"""\n港,\n'.replace("\n", newline)
    table = read(save(tmp_path, text))
    assert table.source.newline == newline
    assert [(row.line, list(row.cells)) for row in table.rows] == [
        (2, ["駅前", f'昼,{newline}夜は"閉鎖"']),
        (4, ["港", ""]),
    ]


@pytest.mark.parametrize("text", ['名称,備考\n駅前,"夜は\n閉鎖\n港,\n', '名称,備考\n港,"夜'])
def test_a_quote_that_never_closes_is_told_with_the_line_where_it_opens(tmp_path, text):
    with pytest.raises(Trouble, match="quote") as caught:
        read(save(tmp_path, text))
    assert "a.csv:2" in caught.value.ja


def test_a_quote_inside_a_word_is_left_alone(tmp_path):
    assert cells(read(save(tmp_path, '名称,備考\n5" 管,a\n'))) == [['5" 管', "a"]]


def test_a_row_over_many_lines_is_read_and_told(tmp_path):
    table = read(save(tmp_path, '名称,備考\n駅前,"' + "x\n" * 60 + '"\n港,\n'))
    assert len(table.rows) == 2
    assert ("sheet:long-record", 2) in told(table)


def test_short_and_long_rows_are_told_and_lose_nothing(tmp_path):
    table = read(save(tmp_path, "名称,所在地,個数\n駅前\n港,5,1,忘れもの,\n山,,2\n里,,3,,\n"))
    assert cells(table) == [["駅前", "", ""], ["港", "5", "1"], ["山", "", "2"], ["里", "", "3"]]
    assert [(one.line, one.found, one.extra) for one in table.ragged] == [
        (2, 1, ()),
        (3, 5, ("忘れもの", "")),
        (5, 5, ("", "")),
    ]
    assert told(table) == [("rows:short", 2), ("rows:long", 3), ("rows:long", 5)]


def test_empty_columns_at_the_end_that_a_spreadsheet_leaves_are_no_matter(tmp_path):
    table = read(save(tmp_path, "名称,個数,,\n駅前,1,,\n港,2,,\n"))
    assert (table.header, told(table)) == (("名称", "個数"), [])


def test_values_under_no_heading_keep_their_column(tmp_path):
    table = read(save(tmp_path, "名称,個数,\n駅前,1,北口\n港,2,\n"))
    assert table.header == ("名称", "個数", "")
    assert told(table) == [("header:nameless", 1)]


def test_a_heading_that_stands_twice_is_told(tmp_path):
    assert told(read(save(tmp_path, "名称,電話,電話\nあ,1,2\n"))) == [("header:twice", 1)]


def test_a_private_character_is_told_with_its_cell(tmp_path):
    table = read(save(tmp_path, "名称,個数\n\ue000田,1\n"))
    assert [(one.rule, one.line, one.column) for one in findings(table)] == [("value:gaiji", 2, "名称")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\r\n \r\n,,\r\n", "no-rows"),
        (b"\xef\xbb\xbf", "no-rows"),
        (b"a,b\n1,\x002\n", "nul"),
        (bytes(range(256)) * 20, "no-table"),
        (b"%PDF-1.7\n", "no-table"),
        (b"\x89PNG\r\n\x1a\n", "no-table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "no-table"),
        (b'[{"a": 1}]', "no-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old-or-locked"),
        (b"PK\x03\x04 broken", "damaged"),
        ((",".join(f"列{at}" for at in range(10_000)) + "\n").encode(), "too-wide"),
        (b"a;b\n" + b'"' + b"x" * 200_000, "quote"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content, code):
    path = save(tmp_path, content)
    for look in (read, guess):
        if (look, code) in ((guess, "nul"), (guess, "quote")):
            continue  # found when every byte is read
        with pytest.raises(Trouble) as caught:
            look(path)
        assert caught.value.code == code
        assert caught.value.mend_ja
        assert caught.value.mend_en


def test_a_folder_and_a_missing_file_are_no_tables(tmp_path):
    with pytest.raises(OSError, match="directory"):
        read(tmp_path)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = save(tmp_path, TOILETS)

    def disturbed():
        with streamed(path) as stream:
            list(stream)
            save(tmp_path, TOILETS + "山,,1\r\n")

    with pytest.raises(Trouble, match="changed"):
        disturbed()


def test_a_change_that_hides_its_time_is_seen_in_the_bytes(tmp_path):
    path = save(tmp_path, TOILETS * 20_000)
    before = path.stat()

    def disturbed():
        with streamed(path) as stream:
            rows = iter(stream)
            next(rows)
            with path.open("r+b") as file:
                file.seek(-3, os.SEEK_END)
                file.write(b"9")
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
            list(rows)

    with pytest.raises(Trouble, match="changed"):
        disturbed()


def test_a_file_that_was_replaced_meanwhile_is_refused(tmp_path):
    path = save(tmp_path, TOILETS)
    with pytest.raises(Trouble, match="changed"), streamed(path):
        save(tmp_path, TOILETS, "b.csv").replace(path)


def test_a_stray_byte_deep_in_a_large_file_is_found_and_the_guess_is_corrected(tmp_path):
    plain = b"name,n\r\n" + b"abc,1\r\n" * 100_000
    late = plain + "駅前,2\r\n".encode("cp932") + b"abc,1\r\n" * 100_000
    path = save(tmp_path, late)
    assert guess(path).source.encoding == "utf-8"
    table = read(path)
    assert (table.source.encoding, table.rows[100_000].cells[0]) == ("cp932", "駅前")


TEXT = st.text('あ亜ｱアー、髙①- aZ9,"\t', max_size=8)


@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3).map(lambda row: ["記号ぜ", *row]), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
    newline=st.sampled_from(["\r\n", "\n"]),
)
def test_what_was_saved_comes_back_in_every_encoding(tmp_path_factory, rows, encoding, newline):
    quoted = [
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["ID", "名称", "住所", "備考"], *rows]
    ]
    path = save(tmp_path_factory.mktemp("r"), newline.join(quoted) + newline, encoding=encoding)
    table = read(path, delimiter=",")
    assert table.header == ("ID", "名称", "住所", "備考")
    kept = [list(one.cells) for one in (*table.rows, *table.asides)]
    assert sorted(kept) == sorted(rows)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, content):
    path = save(tmp_path_factory.mktemp("b"), content)
    with suppress(Trouble):
        table = read(path)
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}
