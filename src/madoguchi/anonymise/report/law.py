"""The legal checklist: the five measures of 規則62条 with what this release did for each, and what stays to be done."""

from collections.abc import Sequence

from madoguchi.anonymise.recipe import Recipe

Line = tuple[str, str, str]


def measures(recipe: Recipe, language: str) -> list[Line]:
    """(measure, columns, what was done) for each of the five."""
    identifiers = recipe.of("identifier", "drop")
    codes = recipe.of("identification-code")
    linking = recipe.of("linking-code")
    singular = recipe.of("singular")
    clues = recipe.of("quasi", "sensitive")
    named = [_names([one.column for one in part]) for part in (identifiers, codes, linking, singular, clues)]
    hashed = any(one.treatment == "pseudonym" for one in linking)
    ja = (
        ("1号 特定の個人を識別できる記述を消す", "列ごと出していません"),
        ("2号 個人識別符号をすべて消す", "列ごと出していません"),
        ("3号 ほかの情報とつなぐ符号を消す", "鍵つきハッシュの仮名にしました" if hashed else "列ごと出していません"),
        ("4号 特異な記述を消す", f"{recipe.size}行より少ない値を「その他」にしました。上下の端はレシピでまとめます"),
        ("5号 ほかの行とのちがいに応じて手当てする", f"どの組も{recipe.size}行以上になるまで粗くし、残りは消しました"),
    )
    en = (
        ("1: remove what identifies a person", "the columns are not released"),
        ("2: remove every individual identification code", "the columns are not released"),
        (
            "3: remove codes that link to other data",
            "replaced by keyed hashes" if hashed else "the columns are not released",
        ),
        ("4: remove singular descriptions", f"values of fewer than {recipe.size} rows became その他"),
        (
            "5: treat differences within the file",
            f"made coarser until every class has {recipe.size} rows; the rest left out",
        ),
    )
    chosen = ja if language == "ja" else en
    none = "(該当する列なし)" if language == "ja" else "(no such column)"
    return [
        (words, columns or none, done if columns else "—") for (words, done), columns in zip(chosen, named, strict=True)
    ]


def _names(columns: Sequence[str]) -> str:
    return "、".join(columns)


def duties(recipe: Recipe, language: str) -> list[str]:
    """What the law asks of people beyond this file; it differs between the two kinds of output."""
    kind = "anonymised" if recipe.output == "anonymised" else "statistics"
    return _DUTIES[kind][language]


_DUTIES: dict[str, dict[str, list[str]]] = {
    "anonymised": {
        "ja": [
            "行政機関等匿名加工情報として作るときの基準は、個人情報保護法116条と規則62条です。k-匿名であることは基準そのものではありません。",
            "作ったときは、個人情報ファイル簿に記載します (117条)。",
            "提供は109条2項の場合に限ります。提案を受けて作るときは、112条からの手続によります (条番号は要確認)。",
            "本人を識別するために、ほかの情報と照合してはいけません (121条1項)。漏えいを防ぐ管理が要ります (121条2項、規則65条)。",
            "都道府県と指定都市のほかは、当分の間、募集は任意です (附則7条)。",
        ],
        "en": [
            "The standard for anonymously processed information of administrative bodies is Art. 116 APPI and Art. 62 of its rules; k-anonymity is not that standard.",
            "Enter it in the personal information file register (Art. 117).",
            "Provide it only where Art. 109(2) allows.",
            "Nobody may match it with other data to identify a person (Art. 121(1)); keep it safe (121(2), rule 65).",
            "Except for prefectures and designated cities, calling for proposals is optional for now (suppl. Art. 7).",
        ],
    },
    "statistics": {
        "ja": [
            "統計として公開します。匿名加工情報ではなく、その手続によるものでもありません。",
            "特定の個人との対応がないことを、公開を決める人が確かめてください。",
            "国のガイドラインの数の決まり (10未満を出さない など) を選んだときは、その値より弱くできません。",
        ],
        "en": [
            "This is published as statistics; it is not anonymously processed information, nor made by that procedure.",
            "Whoever decides to publish makes sure that no row corresponds to a particular person.",
            "Where a national guideline was chosen as preset, its figures cannot be undercut.",
        ],
    },
}

LIMITS: dict[str, list[str]] = {
    "ja": [
        "手がかりに選ばなかった列から人が分かることまでは防ぎません。だれが何を知りうるかは、人が決めます。",
        "同じ組の人が全員同じ値なら、その値は分かってしまいます。知られたくない列には l を決めてください。l を満たしても、1つの値が大半なら推し量れます。",
        "この表に載っていると知っている人にとって、見分けられる確率は最大で「1 ÷ いちばん小さい組」です。0 にはなりません。",
        "ほかの公開資料と引き算すると、小さい組が現れることがあります。同じ元データの前の公開とは --with で確かめられます。",
        "計算された指標であって、法律の基準を満たすことの証明ではありません。",
    ],
    "en": [
        "It does not protect against clues in columns that were not chosen as quasi-identifiers; people decide who may know what.",
        "If everybody in a class shares a value, that value is known. Ask for l in columns that matter; even then a value that dominates can be guessed.",
        "Who knows that somebody is in the file can point at the right row with a chance of at most one in the smallest class; it is never zero.",
        "Subtracting other publications may show smaller groups. Earlier releases of the same source can be checked with --with.",
        "It is a figure that was computed, not a proof that a legal standard is met.",
    ],
}
