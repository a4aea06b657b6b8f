"""The words around the generated tables of the manual."""

DECLARATIONS_INTRO = """\
# 手続を宣言する

この文書の表は、プログラムの型から作っています（`python -m madoguchi.declare.reference`）。

ひとつの手続は、ひとつの YAML ファイルです。様式、窓口、審査の一覧、保護された記録、統計は、すべてこのファイルからできます。

```text
midori/
├── municipality.yaml     自治体：組織、閉庁日、ライフイベント、町名
├── purposes.yaml         利用目的の並び
├── procedures/名前.yaml  手続。ファイル名は procedure: と同じ
├── registers/名前.yaml   台帳。ファイル名は register: と同じ
├── indicators/名前.yaml 指標。ファイル名は indicator: と同じ
├── recommendations/名前.yaml 議会などの提言。ファイル名は recommendations: と同じ
├── activities/名前.yaml 委員会などの活動報告。台帳の行を、章の順に並べる
├── texts/名前.yaml       教示や通知の本文など、手続から名前で指す文
└── tables/名前.csv       決定表。結果を提案するだけで、決めるのは人
```

書いたら確かめます。誤りは一度にすべて、場所（行と桁）と直し方つきで出ます。誤りの一覧は [checks.md](checks.md) です。

```sh
madoguchi check midori              # 日本語。英語は --lang en、エディタや CI には --json
madoguchi schema procedure          # JSON Schema（2020-12）。匿名加工のレシピは recipe、集計表は table
```

いちばん小さな手続は、このくらいです。

```yaml
# yaml-language-server: $schema=../../../declare/schemas/procedure.json
procedure: hikkoshi
title: {ja: 引っこしの届出}
owner: kodomo-seisaku
purpose: child-allowance
pages:
  - id: what
    title: {ja: 引っこし}
    fields:
      - {id: moved, type: date, label: {ja: 引っこした日}, class: quasi, stats: {part: month}}
case: {kind: notification, acknowledgement: {ja: 届出を受け付けました。}}
record: {retention: {years: 3, after: received}}
```

1行目の `yaml-language-server` は、エディタ（VS Code の YAML 拡張など）が候補を出し、その場で確かめるためのものです。

## YAML の約束

- YAML 1.2 の core schema で読みます。`yes`・`no`・`on`・`off` は文字で、真偽は `true`・`false` だけです。日付は 2026-04-01 のように書きます。
- 数として読みたくない数字（全国地方公共団体コード、郵便番号）は引用符で囲みます。
- 同じキーの重複、アンカー（`&`）、エイリアス（`*`）、タグ（`!`）、取り込み（`<<`）は使えません。読む人に見えないものを持ち込まないためです。
- 文字コードは UTF-8、大きさは 1 MB、入れ子は 24 段までです。
- 文（題名、説明など）は `{ja: …, ja-easy: …, en: …}` の形です。`ja` は必ず要ります。
- 条件（`when`）は、`conditions:` に書いた名前か、その場に書いた条件です。項目は、使うところより前になければなりません。
- 版：手続と、それが指す文・表・利用目的・組織・閉庁日をまとめた正規の JSON の SHA-256 が版の名前です。キーの順やコメントを変えても版は変わりません。
"""

CHECKS_INTRO = """\
# `madoguchi check` が見つける誤り

この表は、プログラムから作っています（`python -m madoguchi.declare.reference`）。「…」には、実際の名前や値が入ります。
どのコードにも、それを起こす見本の宣言があります（`tests/unit/declare/wrong/`）。

出力は `ファイル:行:桁: 何が [コード]` と「直し方」です。ひとつでもあれば終了状態は 1 です。
組織が終わっていないかは今日の日付で確かめます（`--on 2027-04-01` で別の日）。
"""

FILES = {
    "Procedure": "手続（procedures/名前.yaml）",
    "Register": "台帳（registers/名前.yaml）",
    "Indicator": "指標（indicators/名前.yaml）",
    "Recommendations": "提言（recommendations/名前.yaml）",
    "Activity": "活動報告（activities/名前.yaml）",
    "Dataset": "データセット（datasets/名前.yaml）",
    "Purpose": "利用目的（purposes.yaml の並びの一つ）",
    "Municipality": "自治体（municipality.yaml）",
}

MODELS = {
    "Text": "文",
    "Named": "選択肢",
    "Condition": "条件",
    "Procedure": "手続",
    "Identity": "本人の確かめ方",
    "Guide": "案内",
    "Page": "ページ",
    "Repeat": "くり返し",
    "Field": "項目",
    "StatisticsRule": "粗くする決まり",
    "Case": "受付後の扱い",
    "Days": "期間",
    "Result": "結果",
    "Proposal": "提案",
    "Decide": "決定",
    "Letters": "通知",
    "Addressee": "宛先",
    "Notice": "通知のひな形",
    "Record": "記録",
    "Retention": "保存年限",
    "Statistics": "統計",
    "Measure": "効果",
    "FileRules": "ファイル簿に書くこと",
    "Register": "台帳",
    "Review": "点検",
    "Publishing": "公開",
    "Chosen": "公開する行",
    "Indicator": "指標",
    "Counted": "数え方",
    "Median": "中央値",
    "Baseline": "基準",
    "Tally": "数えるもの",
    "Share": "割合",
    "Brought": "持ち込んだ数",
    "Target": "目標",
    "Recommendations": "提言",
    "Heading": "提言の見出し",
    "Ask": "求めごと",
    "Wish": "測りたいこと",
    "Evidence": "証拠",
    "Activity": "活動報告",
    "Chapter": "章",
    "Part": "章の部分",
    "Cited": "引いたデータ",
    "Dataset": "データセット",
    "Count": "案件の数え方",
    "Live": "いまの数",
    "Fetch": "フォルダーから取り込むファイル",
    "Items": "1件ずつ確かめて出すもの",
    "Question": "1件ずつの質問",
    "Axis": "軸",
    "Purpose": "利用目的",
    "Municipality": "自治体",
    "Office": "組織",
    "Privacy": "個人情報の窓口",
    "Feedback": "ひとことの送り先",
    "Labour": "人件費",
    "OpenData": "オープンデータの窓口",
    "DataDesk": "オープンデータの手続",
    "Priorities": "公開する順の重み",
    "ClosingDays": "閉庁日",
    "LifeEvent": "ライフイベント",
    "Town": "町",
}
