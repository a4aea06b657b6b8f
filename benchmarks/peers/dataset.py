"""One peer on one file: `python dataset.py PEER FILE.csv`, in the peers' own environment. The rules are the patterns."""

import sys
from pathlib import Path

PATTERNS = {
    "全国地方公共団体コード": r"[0-9]{6}", "ID": r"[0-9A-Za-z_-]+", "名称_カナ": r"[ァ-ヶー・　（）()０-９0-9Ａ-ＺA-Z]+",
    "緯度": r"-?[0-9]{1,3}\.[0-9]+", "経度": r"-?[0-9]{1,3}\.[0-9]+", "電話番号": r"\(?0([()-]{0,2}[0-9]){9,10}",
    "郵便番号": r"[0-9]{3}-?[0-9]{4}", "法人番号": r"[0-9]{13}", "利用可能曜日": r"[月火水木金土日]*",
    "利用開始時間": r"([01][0-9]|2[0-3]):[0-5][0-9]", "利用終了時間": r"([01][0-9]|2[0-3]):[0-5][0-9]", "収容定員": r"[0-9]+",
    "認可等年月日": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "車椅子使用者用トイレ有無": r"[有無]",
    "連絡先メールアドレス": r"[!-?A-~]+@[!-?A-~]+", "URL": r"https?://[!-~]+",
}  # fmt: skip
NEEDED = ("名称", "所在地_連結表記")


def frictionless(path: str) -> str:
    """Table Schema with patterns, required and unique; cell by cell."""
    from frictionless import Dialect, Resource, Schema, system

    with Path(path).open(encoding="utf-8-sig") as file:
        names = file.readline().strip().split(",")
    fields = [{"name": name, "type": "string", "constraints": _constraints(name)} for name in names]
    resource = Resource(
        path=path,
        encoding="utf-8-sig",
        schema=Schema.from_descriptor({"fields": fields, "missingValues": [""]}),
        dialect=Dialect.from_descriptor({"csv": {"delimiter": ","}}),
    )
    with system.use_context(trusted=True):
        report = resource.validate(limit_errors=1_000_000)
    return f"{report.stats['errors']:,} 件"


def _constraints(name: str) -> dict[str, object]:
    found: dict[str, object] = {"pattern": PATTERNS[name]} if name in PATTERNS else {}
    if name in NEEDED:
        found["required"] = True
    return found | ({"unique": True} if name == "ID" else {})


def pandera(path: str) -> str:
    """Polars columns with patterns, lazily, all failures."""
    import pandera.polars as pa
    import polars as pl
    from pandera.errors import SchemaErrors

    table = pl.read_csv(path, infer_schema=False)
    columns = {
        name: pa.Column(
            str,
            checks=[pa.Check.str_matches(f"^(?:{PATTERNS[name]})$")] if name in PATTERNS else [],
            nullable=name not in NEEDED,
            unique=name == "ID",
        )
        for name in table.columns
    }
    try:
        pa.DataFrameSchema(columns).validate(table, lazy=True)
    except SchemaErrors as error:
        return f"{len(error.failure_cases):,} 件"
    return "0 件"


def main() -> None:
    peer, path = sys.argv[1:]
    print({"frictionless": frictionless, "pandera": pandera}[peer](path))


if __name__ == "__main__":
    main()
