"""Why a file cannot be read, in やさしい日本語: what is wrong, and what to do. By the code of the Trouble.

`{line}` stands for the line of the file where the trouble knows one.
"""

_SAVE = "表計算(ひょうけいさん)ソフトで 開(ひら)いてください。「CSV UTF-8」で 保存(ほぞん)しなおしてください。"

EASY_TROUBLES = {
    "not-a-file": ("これは ふつうの ファイルでは ありません。", "CSVか Excel(xlsx)の ファイルを 選(えら)んでください。"),
    "empty": ("ファイルが 空(から)です。", "もとの ファイルを 開(ひら)いて、保存(ほぞん)できているか 見(み)てください。"),
    "changed": ("読(よ)んでいる あいだに、ファイルが 変(か)わりました。", "ほかの 人(ひと)が 保存(ほぞん)し終(お)わってから、もう一度(いちど) してください。"),
    "old-or-locked": ("古(ふる)い Excelの ファイル(xls)か、パスワードの ある ファイルです。", "Excelで 開(ひら)いて、パスワードを とってください。xlsxか「CSV UTF-8」で 保存(ほぞん)しなおしてください。"),
    "no-table": ("CSVでも Excel(xlsx)でも ありません。表(ひょう)の ファイルでは ありません。", _SAVE),
    "encoding": ("{line}行目(ぎょうめ)に、読(よ)めない 文字(もじ)が あります。", "{line}行目(ぎょうめ)の 文字(もじ)を 直(なお)してください。「CSV UTF-8」で 保存(ほぞん)しなおしてください。"),
    "encoding-name": ("その 名前(なまえ)の 文字(もじ)コードは ありません。", "utf-8や cp932の ような 名前(なまえ)を 書(か)いてください。"),
    "delimiter": ("その 文字(もじ)で 列(れつ)を 分(わ)ける ことは できません。", "「,」や「;」の ように、1文字(もじ)を 選(えら)んでください。"),
    "nul": ("{line}行目(ぎょうめ)に、文字(もじ)で ない ものが あります。", "ファイルが こわれて いるかもしれません。" + _SAVE),
    "quote": ("{line}行目(ぎょうめ)から、「\"」が 閉(と)じていません。", "{line}行目(ぎょうめ)の「\"」の 数(かず)を 数(かぞ)えてください。「\"」は 2つずつ 書(か)きます。"),
    "too-wide": ("列(れつ)が 多(おお)すぎます。", "行(ぎょう)と 列(れつ)が 反対(はんたい)に なって いないか、見(み)てください。"),
    "no-rows": ("何(なに)か 書(か)いてある 行(ぎょう)が ありません。", "この ファイルで 合(あ)って いるか、見(み)てください。"),
    "damaged": ("ファイルが こわれて います。開(ひら)けません。", "Excelで 開(ひら)いて、保存(ほぞん)しなおしてください。できない ときは、もとの ファイルを もらってください。"),
    "too-large": ("この ファイルは、開(ひら)くと とても 大(おお)きく なります。あぶないので、開(ひら)きません。", "使(つか)わない 行(ぎょう)や 写真(しゃしん)を 消(け)すか、CSVで 保存(ほぞん)しなおしてください。"),
    "no-sheet": ("その シートは ありません。", "ほかの シートを 選(えら)んでください。"),
}  # fmt: skip
"""Code → what is wrong, how to mend it."""


def easy_trouble(code: str, line: int | None) -> tuple[str, str] | None:
    """None where there are no easy words, or where they would need a line that nobody knows."""
    words = EASY_TROUBLES.get(code)
    if words is None or ("{line}" in words[0] and line is None):
        return None
    return words[0].format(line=line), words[1].format(line=line)
