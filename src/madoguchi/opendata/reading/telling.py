"""What reading met, as findings for a person: rows too short or too long, formulas, odd headings, rows set aside."""

from collections import Counter
from collections.abc import Iterator

from madoguchi.japan.patterns import lazily
from madoguchi.opendata.finding import Finding, Weight
from madoguchi.opendata.table import Remark, Table

_AGAIN = {
    "formula": (
        Weight.NOTE,
        "数式のセルです。表示されていた値を読みました。",
        "A formula; the value that was shown is read.",
    ),
    "no-value": (
        Weight.ERROR,
        "数式の結果が保存されていません。表計算ソフトで開いて保存しなおしてください。",
        "The result of a formula is not stored: open the file in a spreadsheet program and save it again.",
    ),
    "error-value": (Weight.ERROR, "数式がエラーになっています。", "A formula ends in an error."),
    "merged": (
        Weight.WARNING,
        "結合したセルです。値は左上のセルにだけあります。",
        "Merged cells: the value is in the upper left cell only.",
    ),
    "header-doubtful": (
        Weight.WARNING,
        "見出しの行が見つからないので、はじめの行を見出しとして読みました。",
        "No row looks like a header; the first one was taken.",
    ),
    "long-record": (
        Weight.WARNING,
        "1つの行が、ファイルの何十行にもわたっています。引用符を閉じ忘れていませんか。",
        "One row goes over dozens of lines: was a quote left open?",
    ),
    "other-sheet": (
        Weight.NOTE,
        "ほかにもシートがあります。このシートだけを読みました。ほかのシートは、選んで調べてください。",
        "There are other sheets; this one alone is read. Choose the others and check them too.",
    ),
    "other-table": (
        Weight.ERROR,
        "ここから、もう1つの表が始まります。はじめの表だけを読みました。1つのシートやファイルに表は1つにして、別々に出してください。",
        "Another table begins here; the first one alone is read. Keep one table on a sheet or in a file, and bring each by itself.",
    ),
}
_KINDS = {
    "title": "表の題",
    "header": "くり返された見出し",
    "blank": "空の行",
    "group": "区切りの行",
    "total": "合計の行",
    "note": "注の行",
    "other-table": "もう1つの表の行",
}
_GAIJI = lazily("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]")
_MOST_LINES = 8


def findings(table: Table) -> list[Finding]:
    """What reading met. Hidden parts, comments and properties are told by `personal.findings`."""
    return [*_ragged(table), *_remarks(table), *_header(table), *_groups(table), *_asides(table), *_gaiji(table)]


def _ragged(table: Table) -> Iterator[Finding]:
    width, short = len(table.header), {one.line for one in table.ragged if one.found < len(table.header)}
    broken = {row.line for row in table.rows if row.line in short and any("\n" in cell for cell in row.cells)}
    for one in table.ragged:
        extra = " / ".join(cell for cell in one.extra if cell.strip())
        if one.found < width:
            ja = f"この行は {one.found} 列しかありません (見出しは {width} 列)。足りないところは空として読みました。"
            en = f"This row has {one.found} cells, the header {width}; the rest is read as blank."
            if one.line in broken:
                ja += 'セルの中に改行があります。引用符 (") がずれていて、次の行まで1つのセルになっていませんか。'
                en += " A cell holds a line end: is a quote out of place, so that the next line became part of it?"
            yield Finding("rows:short", Weight.WARNING, ja, en, one.line)
        else:
            ja = f"この行は {one.found} 列あります (見出しは {width} 列)。カンマや引用符がずれていませんか。"
            en = f"This row has {one.found} cells, the header {width}: is a comma or a quote out of place?"
            yield Finding("rows:long", Weight.ERROR if extra else Weight.NOTE, ja, en, one.line, value=extra)


def _remarks(table: Table) -> Iterator[Finding]:
    """The first of each kind with its place, and how many more there are."""
    first: dict[str, Remark] = {}
    count: Counter[str] = Counter()
    for remark in table.remarks:
        first.setdefault(remark.kind, remark)
        count[remark.kind] += 1
    for kind, remark in first.items():
        if kind in _AGAIN:
            weight, ja, en = _AGAIN[kind]
            more = count[kind] - 1
            ja, en = (f"{ja} ほかに {more:,} か所。", f"{en} {more:,} more.") if more else (ja, en)
            yield Finding(
                f"sheet:{kind}", weight, ja, en, remark.line, value=" ".join(filter(None, (remark.where, remark.text)))
            )


def _header(table: Table) -> Iterator[Finding]:
    line = table.header_lines[0]
    for name, times in Counter(table.header).items():
        if name.strip() and times > 1:
            ja, en = f"同じ見出しが {times} つあります。", f"This heading stands {times} times."
            yield Finding("header:twice", Weight.ERROR, ja, en, line, name)
    for at, name in enumerate(table.header):
        if not name.strip() and any(row.cells[at].strip() for row in table.rows):
            ja, en = f"{at + 1} 列目に見出しがありません。", f"Column {at + 1} has no heading."
            yield Finding("header:nameless", Weight.WARNING, ja, en, line)
    yield from _gap(table)
    if len(table.header_lines) > 1:
        ja = f"見出しが {len(table.header_lines)} 行あります。つなげて1行にしました。"
        en = f"The header has {len(table.header_lines)} rows; they are joined into one."
        yield Finding("header:rows", Weight.NOTE, ja, en, line)


def _gap(table: Table) -> Iterator[Finding]:
    """A blank column between others: two tables may stand side by side though nothing proves it (`tables.right_of`)."""
    named = [at for at, name in enumerate(table.header) if name.strip()]
    inside = range(named[0], named[-1]) if named else range(0)
    blank = [
        at for at in inside if not table.header[at].strip() and not any(row.cells[at].strip() for row in table.rows)
    ]
    if blank:
        ja = f"{blank[0] + 1} 列目が、すべて空です。左右で別の表なら、分けてください。1つの表なら、この列を消してください。"
        en = f"Column {blank[0] + 1} is blank. Part the tables if there are two side by side; else delete the column."
        yield Finding("header:gap", Weight.WARNING, ja, en, table.header_lines[0])


def _groups(table: Table) -> Iterator[Finding]:
    """A column at the left that is filled only where its value changes: what merged cells leave in a CSV."""
    for at in grouped_columns(table):
        ja = "値が、まとまりのはじめの行にしかありません (結合したセルのあと)。すべての行に書いてください。"
        en = "Only the first row of each group has a value (from merged cells): write it on every row."
        yield Finding("layout:grouped", Weight.WARNING, ja, en, table.rows[0].line, table.header[at])


def grouped_columns(table: Table) -> list[int]:
    """Columns whose value holds for the rows below it: leftmost, filled in the first row, mostly blank, never repeated."""
    found = []
    for at in range(min(3, len(table.header) - 1)):
        cells = [row.cells[at].strip() for row in table.rows]
        there = [cell for cell in cells if cell]
        if not there and not table.header[at].strip():
            continue
        if len(there) < 2 or not cells[0] or len(set(there)) < len(there) or len(there) > len(cells) * 0.6:
            break
        found.append(at)
    return found


def _asides(table: Table) -> Iterator[Finding]:
    lines: dict[str, list[int]] = {}
    for aside in table.asides:
        lines.setdefault(aside.kind, []).append(aside.line)
    for kind, numbers in lines.items():
        shown = "、".join(map(str, numbers[:_MOST_LINES])) + (" …" if len(numbers) > _MOST_LINES else "")
        ja, en = (
            f"{_KINDS[kind]}を、データから外しました: {shown} 行目",
            f"Set aside as {kind}: line {shown.replace('、', ', ')}",
        )
        yield Finding(f"aside:{kind}", Weight.NOTE, ja, en, numbers[0])


def _gaiji(table: Table) -> Iterator[Finding]:
    for row in table.rows:
        if _GAIJI.search("".join(row.cells)):
            for name, cell in zip(table.header, row.cells, strict=True):
                if _GAIJI.search(cell):
                    ja = "外字か、読めない文字があります。ほかの人の画面では見えません。"
                    en = "A character that others cannot see (a private one, or a lost one)."
                    yield Finding("value:gaiji", Weight.WARNING, ja, en, row.line, name, cell)
