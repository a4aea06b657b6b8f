"""What each key of a table declaration means, in Japanese: editors show it, and the manual prints it."""

KEYS: dict[str, dict[str, str]] = {
    "TableSpec": {
        "table": "この宣言の名前（ID）。",
        "title": "題名。",
        "input": "records：1行が1人（1件）の明細。cells：数えた後の表（1行が1マス）。",
        "value": "input が cells のとき、値の列。",
        "measure": "何を足すか。書かなければ行数。",
        "dimensions": "軸。",
        "tables": "公表する表。同じもとから作る表は、いっしょに並べる。同じマスは、どの表でも同じ扱いになる。",
        "rules": "隠す決まり。",
        "protect": "隠したマスの幅。書かなければ決まりから決まる。",
        "least": "追加で隠すマスの選び方。cells マスの数、values 値の合計、balance その間（既定）。",
    },
    "Dimension": {
        "id": "軸の名前（ID）。",
        "column": "入力の列名。",
        "title": "軸の題名。書かなければ列名。",
        "total": "合計の呼び名。",
        "values": "値の並び（グループなし）。",
        "groups": "グループごとの値。",
        "bands": "数を区切る（年齢など）。",
        "file": "値の一覧の CSV。1列目が値、2列目から右へ、それを含むグループ（近い順）。",
        "found": "true：入力にある値を、そのまま使う。",
        "population": "file の中の、人口の列。人口による決まり（rules.tiers）がこの軸の市町村に当てはまる。",
    },
    "Bands": {
        "widths": "幅。細かい順。[5, 10] なら5歳きざみの上に10歳きざみのグループ。",
        "first": "これ未満は1つにまとめる。0 ならまとめない。",
        "last": "これ以上は1つにまとめる。",
        "unit": "数の単位。",
    },
    "Measure": {
        "kind": "count 行数、sum 列の合計。",
        "column": "足す列（0以上の整数）。",
        "contributor": "だれの値か（事業所の番号など）。dominance と p-percent には必ず要る。",
        "unit": "単位の呼び名（人、円）。",
    },
    "Rules": {
        "preset": "国のガイドラインの決まり。",
        "minimum": "この数に満たないマスを隠す。合計（sum）では、寄与する者の数。",
        "tiers": "人口による下限。少ない方から並べる。",
        "dominance": "上位 n 者がマスの k % を超えるマスを隠す。",
        "p-percent": "2番目に大きい者が、最大の者の値を p % 以内で当てられるマスを隠す。",
        "zero": "0 のマス。shown 見せる、cover 見せるが追加で隠すことはある、hidden 小さいマスとして隠す。",
    },
    "Dominance": {"n": "上位の数。", "k": "割合（%）。"},
    "Tier": {"under": "人口がこれ未満の市町村。", "minimum": "この数に満たないマスを隠す。書かなければ何も見せない。"},
    "Protection": {
        "width": "隠したマスの取りうる値の幅（最大と最小の差）の下限。",
        "reach": "true：下限（minimum）より小さいと言いきれないことも求める。",
    },
    "TableLayout": {
        "id": "表の名前（ID）。ファイル名になる。",
        "by": "軸の id。1つ目が行、残りが列。",
        "levels": "軸ごとに、合計の下の何段まで見せるか。書かなければ値まで。",
    },
}
