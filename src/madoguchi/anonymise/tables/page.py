"""The HTML pages: one for everybody, one for the keeper. Self-contained, Japanese and English, without a script."""

from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.anonymise.tables.charts import interval_chart
from madoguchi.anonymise.tables.emit import columns_of, rows_of_cells, shown, value_name
from madoguchi.anonymise.tables.grid import Layout
from madoguchi.anonymise.tables.page_words import CHECKS, REASONS, both, facts, sentences
from madoguchi.anonymise.tables.primary import Reason

if TYPE_CHECKING:
    from madoguchi.anonymise.tables.making import Made

_HEAT = 6  # shades


def write_pages(made: "Made", public: Path, keeper: Path) -> None:
    """Both pages."""
    public.write_text(page(made, keeper=False), encoding="utf-8")
    keeper.write_text(page(made, keeper=True), encoding="utf-8")


def page(made: "Made", *, keeper: bool) -> str:
    """A page; only the keeper's tells reasons, truths and intervals."""
    title = made.case.spec.title
    style = files("madoguchi.anonymise.tables").joinpath("page.css").read_text(encoding="utf-8")
    tables = "".join(_table(made, layout, keeper=keeper) for layout in made.case.grid.layouts)
    return f"""<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title.ja)}</title>
<style>{style}</style>
</head>
<body>
<input type="radio" name="lang" id="ja" checked><input type="radio" name="lang" id="en">
<div class="langs"><label for="ja">日本語</label><label for="en">English</label></div>
<main>
{_warning() if keeper else ""}
<h1>{both(title.ja, title.en or title.ja)}</h1>
{_verdict(made)}
{_facts(made)}
{tables}
{interval_chart(made) if keeper else ""}
{_checks(made)}
{sentences(made.case.spec)}
</main>
</body>
</html>
"""


def _warning() -> str:
    words = both(
        "管理者用です。隠した数が書いてあります。公表しないでください。",
        "For the keeper. It shows hidden figures: do not release.",
    )
    return f'<p class="warning">{words}</p>'


def _verdict(made: "Made") -> str:
    passed = made.certificate["passed"]
    words = (
        both("検査に合格しました", "The audit passed")
        if passed
        else both("検査に合格していません", "The audit did not pass")
    )
    return f'<p class="verdict {"good" if passed else "bad"}">{words}</p>'


def _facts(made: "Made") -> str:
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts(made))
    return f'<dl class="facts">{items}</dl>'


def _table(made: "Made", layout: Layout, *, keeper: bool) -> str:
    case = made.case
    side, across = columns_of(case.grid, layout)
    cells = rows_of_cells(case.grid, layout)
    heads = "".join(f'<th scope="col">{escape("・".join(names))}</th>' for names in across)
    top = max((int(case.values[cell]) for row in cells[1:] for cell in row[1:]), default=1)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(_cell(made, cell, top, keeper=keeper) for cell in row)}</tr>'
        for name, row in zip(side, cells, strict=True)
    )
    first = escape(case.spec.dimension(layout.by[0]).column)
    caption = both(
        f"表 {layout.id}（単位: {value_name(case)}）。X は隠したマス。", f"Table {layout.id}. X is a hidden cell."
    )
    return (
        f"<section><h2>{both('表', 'Table')} {escape(layout.id)}</h2>{_legend() if keeper else ''}"
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(layout.id)}"><table><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _cell(made: "Made", cell: int, top: int, *, keeper: bool) -> str:
    case, hidden = made.case, made.back.hidden
    if not hidden[cell]:
        shade = min(_HEAT, round(_HEAT * (int(case.values[cell]) / max(top, 1)) ** 0.5))
        return f'<td class="h{shade}">{int(case.values[cell]):,}</td>'
    if not keeper:
        return f'<td class="x">{shown(case, hidden, cell)}</td>'
    reason = Reason(int(case.judged.reasons[cell])) if case.judged.primary[cell] else Reason.FURTHER
    kind = "further" if reason is Reason.FURTHER else "primary"
    at = made.place[cell]
    span = _span(made.proof.intervals.lower[at], made.proof.intervals.upper[at])
    return f'<td class="x {kind}" title="{escape(REASONS[reason][0])} {span}">{int(case.values[cell]):,}<small>{span}</small></td>'


def _span(lower: float, upper: float) -> str:
    return f"{int(lower):,}–{'∞' if upper == float('inf') else f'{int(upper):,}'}"


def _legend() -> str:
    primary, further = (
        both("決まりで隠したマス", "Hidden by a rule"),
        both("守るために追加で隠したマス", "Hidden to protect others"),
    )
    note = both("小さい数は、読む人に分かる幅。", "Small figures: what a reader can work out.")
    return f'<p class="legend"><span class="x primary">12</span> {primary} <span class="x further">12</span> {further}。{note}</p>'


def _checks(made: "Made") -> str:
    rows = "".join(
        f'<tr><th scope="row">{both(*CHECKS[name])}</th><td>{found:,}</td></tr>'
        for name, found in made.certificate["checks"].items()
    )
    heading = both("書き出したファイルの数え直し", "Recounted from the released files")
    return f'<section><h2>{heading}</h2><table class="plain"><tbody>{rows}</tbody></table></section>'
