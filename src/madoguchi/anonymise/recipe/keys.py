"""What each key of a recipe means: editors show it, and docs/reference/recipe.md prints it."""

KEYS: dict[str, dict[str, str]] = {
    "Recipe": {
        "recipe": "レシピの名前（ID）。英小文字・数字・「-」。",
        "title": "何のデータか。報告の題名になる。",
        "output": "statistics 統計、anonymised 行政機関等匿名加工情報。法律の上で別のものなので、必ず書く。",
        "preset": "国のガイドラインの数の決まり。書いていない k と年齢の幅を補い、それより弱い値を断る。",
        "k": "いちばん小さい組の行数。どの組も、手がかりの列がすべて同じ行が k 以上になる。preset があれば省ける。",
        "l": "守る値の列（sensitive）が、どの組にも何種類以上あるか。省くと求めない。",
        "suppress": '消してよい行の割合。"5%" など。省くと 0%。',
        "measure": "細かさのはかり方。loss 値の集まりの広さ、precision 段の高さ。",
        "recoding": "whole 列ぜんたいを同じ粗さに（最もよいことを証明する）、local 組ごとに粗さを変える（より細かい。証明はない）。",
        "columns": "列の役割。入力のすべての列を1回ずつ書く。書いていない列があると止まる。",
    },
    "Column": {
        "column": "入力の見出しのとおりの列の名前。",
        "role": "identifier 識別する（規則62条1号、出さない）、identification-code 個人識別符号（2号、出さない）、linking-code 連結する符号（3号）、singular 特異な値（4号）、quasi 手がかり（5号）、sensitive 守る値（5号）、keep そのまま出す、drop 出さない。",
        "treatment": "linking-code の扱い。remove 出さない（省くとこれ）、pseudonym 鍵つきハッシュの仮名（--key-file が要る）。",
        "hierarchy": "quasi を粗くする決まり。",
        "weight": "quasi の細かさの大切さ。1〜100。大きい列ほど細かく残る。",
        "distinct": "sensitive のこの列だけの l。",
        "rare": "singular で、この行数より少ない値を「その他」にする。省くと k。",
        "because": "keep の理由。なぜ人の手がかりにならないか。",
    },
    "Hierarchy": {
        "kind": "種類。age 年齢、interval 数、date 日付（和暦も読む）、address 住所、postal-code 郵便番号、tree ファイルの木、mask 後ろから伏せる、whole そのままか「*」か。",
        "widths": "age・interval の幅。細かい順に、前の幅の倍数。age は省くと 5, 10, 20。",
        "top": "age・interval で、この値以上をまとめる。",
        "bottom": "age・interval で、この値以下をまとめる。",
        "levels": "date の段。day 日、month 月、quarter 四半期、year 年、fiscal-year 年度。省くと日・月・四半期・年。",
        "parts": "address の段。block 丁目、town 町、municipality 区市町村、prefecture 都道府県。",
        "file": "tree の木、または address の町→地域→地区。レシピと同じフォルダーの CSV。1行に「値,細かい組,粗い組」。",
        "heading": "file の1行目が見出しなら true、値なら false。省くと値として読み、見出しかもしれないときは止まって聞く。",
        "keep": "mask・postal-code で、段ごとに残す文字数。大きい順。postal-code は省くと 5, 3。",
        "finest": "出してよいいちばん細かい段。0 がいちばん細かい。",
    },
    "Text": {
        "ja": "日本語。必ず書く。",
        "ja-easy": "やさしい日本語。",
        "en": "英語。",
    },
}


def meaning(model: str, key: str) -> str:
    """What a key means."""
    return KEYS[model][key]
