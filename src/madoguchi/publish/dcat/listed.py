"""オープンデータ一覧: the catalogue as a table, one line for each file, under the headings of standard dataset 06."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import override

from madoguchi.design.dates import local_day
from madoguchi.opendata.standards.loading import standard
from madoguchi.publish.ckan.packages import LICENCES, file_address
from madoguchi.publish.queries.catalogue import FORMATS, Catalogue, Entered
from madoguchi.publish.queries.sources import minute, written_at
from madoguchi.publish.words import interval

KEY = "v3/open_data_list"


def lines(whole: Catalogue, base: str, *, name: str, code: str) -> Iterator[list[str]]:
    """The headings, then a line for each file. What we do not know stays empty."""
    headings = standard(KEY).names
    yield list(headings)
    for one in whole.entries:
        for file, form in FORMATS.items():
            if file in one.shape.files:
                told = _dataset(one, base, name, code) | _file(one, base, file, form)
                yield [told.get(heading, "") for heading in headings]


def _dataset(one: Entered, base: str, name: str, code: str) -> dict[str, str]:
    told, at = one.dataset, f"{base}/data/{one.slug}/"
    pairs = {
        "ID": told.slug, "タイトル": told.title, "概要": told.description, "キーワード": ";".join(told.keywords),
        "分類": told.category, "公開日": _day(told.created_at), "最終更新日": _day(written_at(one)),
        "バージョン": str(one.release.number), "言語": "ja", "URL": at, "更新頻度": _often(one),
        "準拠する標準": told.standard, "対象地域": name, "作成者": name, "連絡先名称": one.office.name_ja,
        "連絡先電話番号": one.office.telephone,
    }  # fmt: skip
    return {"全国地方公共団体コード": code, "地方公共団体名": name} | {
        f"データセット_{key}": value for key, value in pairs.items()
    }


def _file(one: Entered, base: str, file: str, form: str) -> dict[str, str]:
    licence = LICENCES[one.dataset.licence]
    released, written = _day(one.release.released_at), _day(written_at(one))
    pairs = {
        "ID": f"{one.slug}/{file}", "タイトル": f"{one.dataset.title} ({form})", "アクセスURL": f"{base}/data/{one.slug}/",
        "ダウンロードURL": file_address(base, one.release.hash, file), "形式": form, "ライセンス": licence[0],
        "サイズ": str(one.shape.files[file]), "公開日": released, "最終更新日": written, "利用規約": licence[2],
        "言語": "ja", "準拠する標準": one.dataset.standard, "API対応有無": "有" if file == "data.csv" else "無",
    }  # fmt: skip
    return {f"ファイル_{key}": value for key, value in pairs.items()}


def _often(one: Entered) -> str:
    told = minute(one.dataset)
    if told is None:
        return one.dataset.get_frequency_display()
    with override("ja"):
        return interval(told.every)


def _day(at: datetime | None) -> str:
    return local_day(at).isoformat() if at else ""
