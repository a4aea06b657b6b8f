"""What each key of a dataset means; `keys.py` adds it to the others."""

DATASET_KEYS: dict[str, dict[str, str]] = {
    "Dataset": {
        "dataset": "データセットの名前（ID）。ファイル名と同じにする。アドレス /data/… にも使う。",
        "title": "データの名前。",
        "description": "何のデータか。",
        "owner": "担当の組織。municipality.yaml の offices の id。",
        "category": "分類。",
        "keywords": "検索で見つかるようにする言葉。",
        "licence": "利用の条件。",
        "frequency": "更新の頻度。count と live では書かない。",
        "register": "台帳の名前。公開すると宣言した行と項目だけが表になる。",
        "catalogue": "support：手続の案内を、支援制度の一覧にする。",
        "live": "いまの数。10きざみで示す。",
        "fetch": "決まったフォルダーに、ほかのシステムが置くファイル。",
        "items": "アプリの投稿や地点など、1件ずつ人が確かめて出すもの。",
        "count": "案件を数えて作る表。小さい数は、引き算でも分からないように隠す。",
    },
    "Live": {
        "procedures": "数える手続。",
        "what": "received-today 今日届いた件数、waiting 決定を待つ件数。",
        "refresh": "event 開くたびに、15min 15分ごとに数える。",
    },
    "Fetch": {
        "file": "ファイルの名前。MADOGUCHI_SOURCES のフォルダーの下の名前で書く（例 churinjo-aki.csv、ekimae/aki.csv）。",
        "every": "何分ごとに見るか。元のシステムが書く間隔に合わせる。公開の画面と、API の更新頻度にも出る。変わったファイルは、書き終わったことを確かめるために5分後にもう一度見る。",
        "max_age": "分。ファイルがこれより古くなると、公開の画面が黄色になる。書かなければ、every の2倍に10分を足した時間。",
        "standard": "点検する標準（例 v3/aed。一覧は docs/reference/standards.md）。書かなければ、どの標準にも照らさない。個人に関わるセルは、いつも探す。",
    },
    "Items": {
        "key": "1件ずつを見分ける列（投稿番号など）。半角の英数字で、同じものは次のファイルでも同じ番号にする。",
        "columns": "公開する列。この順に並ぶ。書いていない列は、受け取らずに捨てる。",
        "point": "true なら、場所（緯度・経度、または GeoJSON の点）も、100メートルほどに粗くして公開できる。",
        "questions": "1件ずつ人が答える質問。書かなければ、人・権利・場所・利用の条件の4つ。",
    },
    "Question": {
        "id": "質問の名前。",
        "label": "「はい」か「いいえ」で答える質問の文。",
        "passes": "yes・no のどちらの答えのときに公開してよいか。",
    },
    "Count": {
        "procedures": "数える手続。statistics を宣言したもの。",
        "day": "どの日の期間に入れるか。received 届いた日、decided 決めた日。",
        "period": "ひとつの期間。week 週（月曜から）、month 月、quarter 四半期（4月から）、year 年度。終わった期間だけを、一度だけ数える。",
        "wait_days": "期間が終わってから、遅れて入る分を待つ日数。",
        "by": "軸。上から順に列になる。",
        "k": "この人数に満たないマスは隠す。手続の statistics の k より小さくはできない。",
    },
    "Axis": {
        "id": "軸の名前。",
        "of": "何で分けるか。手続の statistics の dimensions のひとつ、または office 担当（学校）、procedure 手続、result 結果、via 受け方、days-to-decision 決定までの日数。",
        "title": "列の見出し。",
        "bands": "days-to-decision の区切り。[7, 14, 30] なら 0〜6日、7〜13日、14〜29日、30日以上。",
        "groups": "まとめた小計も出すときの、まとまりの名前と、その中の値（町など）。どの値も、ひとつのまとまりに入れる。「不明・そのほか」も入れられる（入れないと、それを守るために、まとまりがもうひとつ隠れる）。",
    },
}
