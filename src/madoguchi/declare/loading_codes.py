"""Mistakes of a town's folder: files that are missing, misnamed or say the same thing twice."""

from madoguchi.declare.findings import Code

NO_FOLDER = Code(
    "no-folder",
    "フォルダー「{folder}」がありません。",
    "There is no folder `{folder}`.",
    "municipality.yaml の入ったフォルダーを指定してください。",
    "Name the folder that holds municipality.yaml.",
)
MISSING_FILE = Code(
    "missing-file",
    "「{name}」がありません。",
    "`{name}` is missing.",
    "ファイルを作ってください。書き方は docs/reference/declarations.md にあります。",
    "Create it; docs/reference/declarations.md says what goes in.",
)
UNREADABLE_FILE = Code(
    "unreadable-file",
    "「{name}」を開けません。",
    "`{name}` cannot be opened.",
    "ファイルの権限と、リンク切れでないかを確かめてください。",
    "Check its permissions and that it is not a broken link.",
)
WRONG_EXTENSION = Code(
    "wrong-extension",
    "「{name}」は読み込まれません。",
    "`{name}` is not read.",
    "このフォルダーのファイル名は {extension} で終わるようにしてください。要らないファイルは削除してください。",
    "File names in this folder end in {extension}. Rename it, or delete it.",
)
FILE_NAME = Code(
    "file-name",
    "ファイル名と手続の名前「{procedure}」が違います。",
    "The file's name differs from the procedure's: `{procedure}`.",
    "ファイル名を {procedure}.yaml にするか、procedure: をファイル名に合わせてください。",
    "Rename the file to {procedure}.yaml, or change `procedure:`.",
)
DUPLICATE_PROCEDURE = Code(
    "duplicate-procedure",
    "手続「{procedure}」は {other} にもあります。",
    "The procedure `{procedure}` is also declared in {other}.",
    "どちらかの名前を変えるか、削除してください。",
    "Rename or delete one of them.",
)
REGISTER_FILE_NAME = Code(
    "register-file-name",
    "ファイル名と台帳の名前「{name}」が違います。",
    "The file's name differs from the register's: `{name}`.",
    "ファイル名を {name}.yaml にするか、register: をファイル名に合わせてください。",
    "Rename the file to {name}.yaml, or change `register:`.",
)
DUPLICATE_REGISTER = Code(
    "duplicate-register",
    "台帳「{name}」は {other} にもあります。",
    "The register `{name}` is also declared in {other}.",
    "どちらかの名前を変えるか、削除してください。",
    "Rename or delete one of them.",
)
INDICATOR_FILE_NAME = Code(
    "indicator-file-name",
    "ファイル名と指標の名前「{name}」が違います。",
    "The file's name differs from the indicator's: `{name}`.",
    "ファイル名を {name}.yaml にするか、indicator: をファイル名に合わせてください。",
    "Rename the file to {name}.yaml, or change `indicator:`.",
)
RECOMMENDATIONS_FILE_NAME = Code(
    "recommendations-file-name",
    "ファイル名と提言の名前「{name}」が違います。",
    "The file's name differs from the name of the recommendations: `{name}`.",
    "ファイル名を {name}.yaml にするか、recommendations: をファイル名に合わせてください。",
    "Rename the file to {name}.yaml, or change `recommendations:`.",
)
DATASET_FILE_NAME = Code(
    "dataset-file-name",
    "ファイル名とデータセットの名前「{name}」が違います。",
    "The file's name differs from the dataset's: `{name}`.",
    "ファイル名を {name}.yaml にするか、dataset: をファイル名に合わせてください。",
    "Rename the file to {name}.yaml, or change `dataset:`.",
)
ACTIVITY_FILE_NAME = Code(
    "activity-file-name",
    "ファイル名と活動報告の名前「{name}」が違います。",
    "The file's name differs from the activity report's: `{name}`.",
    "ファイル名を {name}.yaml にするか、activity: をファイル名に合わせてください。",
    "Rename the file to {name}.yaml, or change `activity:`.",
)
DUPLICATE_PURPOSE = Code(
    "duplicate-purpose",
    "利用目的「{purpose}」が二度書かれています。",
    "The purpose `{purpose}` is declared twice.",
    "どちらか一方を削除してください。",
    "Delete one of the two.",
)
TEXT_NAME = Code(
    "text-name",
    "ファイル名「{name}」は文の名前に使えません。",
    "The file name `{name}` cannot name a text.",
    "英小文字と数字を「-」でつないだファイル名にしてください。例：shinsa-seikyu.yaml",
    "Use lower-case letters and digits joined by hyphens, such as shinsa-seikyu.yaml.",
)
TABLE_NOT_CSV = Code(
    "table-not-csv",
    "CSV として読めません（引用符の閉じ忘れなど）。",
    "This is not readable as CSV (a quotation mark may be left open).",
    "表計算ソフトで開き、「CSV UTF-8」で保存し直してください。",
    "Open it in a spreadsheet and save it again as “CSV UTF-8”.",
)
RAGGED_TABLE = Code(
    "ragged-table",
    "列の数が見出しと違います（見出し {expected} 列、この行 {found} 列）。",
    "This row has {found} cells; the heading has {expected}.",
    "「,」の数を見出しの行に合わせてください。文の中の「,」は引用符で囲みます。",
    "Match the commas of the heading; quote a cell that contains a comma.",
)
EMPTY_TABLE = Code(
    "empty-table",
    "表に行がありません。",
    "The table has no rows.",
    "見出しの下に、ひとつ以上の行を書いてください。",
    "Write at least one row under the heading.",
)
