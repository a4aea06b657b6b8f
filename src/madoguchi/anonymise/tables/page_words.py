"""The words of the pages, Japanese and English side by side."""

from html import escape
from typing import TYPE_CHECKING

from madoguchi.anonymise.tables.certificate import CLAIMS
from madoguchi.anonymise.tables.primary import Reason
from madoguchi.anonymise.tables.spec import TableSpec

if TYPE_CHECKING:
    from madoguchi.anonymise.tables.making import Made

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.SHOWN: ("見せる", "shown"),
    Reason.SMALL: ("小さいマス", "small cell"),
    Reason.ZERO: ("0 のマス", "zero cell"),
    Reason.BARRED: ("人口が少なく集計しない市町村", "municipality too small to count"),
    Reason.DOMINATED: ("少数の者が大半を占める", "dominated by a few"),
    Reason.GUESSABLE: ("最大の者の値が当てられる", "the greatest can be guessed"),
    Reason.FURTHER: ("ほかのマスを守るため", "to protect other cells"),
}
CHECKS: dict[str, tuple[str, str]] = {
    "cells-missing": ("足りないマス", "Cells missing"),
    "cells-not-a-number-or-x": ("数でも X でもないマス", "Cells that are neither a number nor X"),
    "cells-that-differ-from-the-input": ("入力から数えた値とちがうマス", "Cells that differ from the input"),
    "cells-with-two-fates": ("ある表では見せ、別の表では隠したマス", "Cells shown in one table and hidden in another"),
    "cells-that-the-rules-hide-and-are-shown": ("決まりでは隠すのに見せたマス", "Cells shown against a rule"),
    "totals-that-do-not-add-up": ("足し算の合わない合計", "Totals that do not add up"),
}


def both(ja: str, en: str) -> str:
    """Words in both languages; the style sheet shows one."""
    return f'<span class="ja">{escape(ja)}</span><span class="en" lang="en">{escape(en)}</span>'


def facts(made: "Made") -> list[tuple[str, str]]:
    """The figures at the top."""
    proven = made.certificate
    audit = proven["audit"]
    share = proven["hidden"] / max(proven["cells"], 1)
    return [
        (both("マス", "Cells"), f"{proven['cells']:,}"),
        (both("隠したマス", "Hidden"), f"{proven['hidden']:,} ({share:.1%})"),
        (both("足し算の関係", "Equations"), f"{proven['equations']:,}"),
        (both("安全と示せなかったマス", "Not proven safe"), f"{audit['not_proven_safe']:,}"),
        (both("入力 sha256", "Input sha256"), f"<code>{proven['bound']['input'][:16]}…</code>"),
        (both("宣言 sha256", "Declaration sha256"), f"<code>{proven['bound']['spec'][:16]}…</code>"),
    ]


def sentences(spec: TableSpec) -> str:
    """What was asked, what is proven, and what is not."""
    rules = spec.rules
    parts = [
        (f"決まり: {rules.preset}", f"Rule: {rules.preset}") if rules.preset else None,
        (f"{rules.minimum} 未満を隠す", f"hidden under {rules.minimum}") if rules.minimum else None,
        (
            f"上位{rules.dominance.n}者が{rules.dominance.k}%を超えるマスを隠す",
            f"hidden where the {rules.dominance.n} greatest exceed {rules.dominance.k}%",
        )
        if rules.dominance
        else None,
        (
            f"最大の者の値が{rules.p_percent}%以内で当てられるマスを隠す",
            f"hidden where the greatest can be guessed within {rules.p_percent}%",
        )
        if rules.p_percent
        else None,
    ]
    asked = [part for part in parts if part]
    words = both("、".join(ja for ja, _ in asked), "; ".join(en for _, en in asked))
    legal = both(
        "これは統計です。行政機関等匿名加工情報ではありません。公表するかどうかは、人が決めます。",
        "This is statistics, not anonymously processed information. People decide whether to release it.",
    )
    return (
        f"<section><h2>{both('求めたことと、示したこと', 'What was asked and what is proven')}</h2>"
        f"<p>{words}</p><p>{both(CLAIMS['ja'], CLAIMS['en'])}</p><p>{legal}</p></section>"
    )
