"""Our datasets, offices, categories and keywords, as CKAN writes packages, organizations, groups and tags."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from weakref import WeakKeyDictionary

from madoguchi.publish.models import Dataset
from madoguchi.publish.photos import MIMES as PICTURES
from madoguchi.publish.queries.catalogue import FORMATS, Catalogue, Entered
from madoguchi.publish.queries.sources import minute, whole_minutes, written_at
from madoguchi.trail import clock

MIMES = {
    "data.csv": "text/csv",
    "data.parquet": "application/vnd.apache.parquet",
    "data.geojson": "application/geo+json",
    "data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data.json": "application/json",
}
LICENCES = {
    "cc-by-4.0": ("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際", "https://creativecommons.org/licenses/by/4.0/"),
    "cc0-1.0": ("CC0-1.0", "CC0 1.0 全世界", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "pdl-1.0": ("PDL-1.0", "公共データ利用規約 第1.0版", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"),
}  # fmt: skip
_BY_NAME = {told[0]: told for told in LICENCES.values()}
Told = dict[str, Any]


def licence_of(dataset: Dataset, short: str) -> tuple[str, str, str]:
    """Of one thing in a dataset, by its short name; the dataset's own where it says none."""
    return _BY_NAME.get(short, LICENCES[dataset.licence])


@lru_cache(maxsize=100_000)
def ident(kind: str, name: str) -> str:
    """The same thing has the same id for ever, on every server."""
    return str(uuid5(NAMESPACE_URL, f"madoguchi:{kind}:{name}"))


def stamp(at: datetime | None) -> str | None:
    """UTC without an offset, as CKAN writes it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() if at else None


def file_address(base: str, digest: str, name: str) -> str:
    return f"{base}/data/files/{digest}/{name}"


def files_of(one: Entered) -> list[str]:
    """Its files as people take them: the forms of the table, then the pictures that it names."""
    named = one.shape.files
    return [*(name for name in FORMATS if name in named), *(name for name in named if name.startswith("photo-"))]


def package(one: Entered, base: str) -> Told:
    told, licence = one.dataset, LICENCES[one.dataset.licence]
    resources = [resource(one, name, base, at) for at, name in enumerate(files_of(one))]
    return {
        "id": ident("dataset", told.slug), "name": told.slug, "title": told.title, "notes": told.description,
        "url": f"{base}/data/{told.slug}/", "type": "dataset", "state": "active", "private": False, "isopen": True,
        "version": str(one.release.number), "author": one.office.name_ja, "maintainer": one.office.name_ja,
        "author_email": "", "maintainer_email": "", "creator_user_id": None,
        "license_id": licence[0], "license_title": licence[1], "license_url": licence[2],
        "metadata_created": stamp(told.created_at), "metadata_modified": stamp(one.release.released_at),
        "owner_org": ident("office", told.office), "organization": organization(one, base),
        "groups": [group(told.category)] if told.category else [],
        "tags": [tag(word) for word in told.keywords], "num_tags": len(told.keywords),
        "resources": resources, "num_resources": len(resources),
        "extras": [{"key": key, "value": value} for key, value in _extras(one)],
        "relationships_as_subject": [], "relationships_as_object": [],
    }  # fmt: skip


def _extras(one: Entered) -> list[tuple[str, str]]:
    told = one.dataset
    pairs = [("title_en", told.title_en), ("frequency", told.frequency), ("standard", told.standard)]
    return [(key, value) for key, value in [*pairs, ("hash", one.release.hash), *_minutes(one)] if value]


def _minutes(one: Entered) -> list[tuple[str, str]]:
    """Of a fetched file: when its data were written and when it was last looked at, in Japan time; lengths as ISO 8601."""
    told = minute(one.dataset)
    if told is None:
        return []
    moments = [("modified", told.data_at), ("checked", told.looked_at)]
    lengths = [("update_interval", told.every), ("stale_after", told.max_age)]
    return [
        *((key, at.astimezone(clock.TOKYO).isoformat(timespec="seconds")) for key, at in moments if at),
        *((key, f"PT{whole_minutes(length)}M") for key, length in lengths),
        ("stale", "true" if told.is_stale else "false"),
    ]


def resource(one: Entered, name: str, base: str, position: int = 0) -> Told:
    """One form of the current release; the CSV is the one whose rows can be asked for."""
    at, written = stamp(one.release.released_at), stamp(written_at(one))
    form = FORMATS.get(name, name.rpartition(".")[2].upper())
    return {
        "id": ident("resource", f"{one.slug}/{name}"), "package_id": ident("dataset", one.slug),
        "name": f"{one.dataset.title} ({form if name in FORMATS else name})", "description": "", "format": form,
        "mimetype": MIMES[name] if name in FORMATS else PICTURES[name.rpartition(".")[2]], "url": file_address(base, one.release.hash, name), "url_type": None,
        "size": one.shape.files[name], "hash": f"sha256:{one.release.hash}" if name == "data.csv" else "",
        "datastore_active": name == "data.csv", "state": "active", "position": position,
        "created": at, "last_modified": written, "metadata_modified": at,
    }  # fmt: skip


def organization(one: Entered, base: str) -> Told:
    office = one.office
    return {
        "id": ident("office", office.pk), "name": office.pk, "title": office.name_ja, "type": "organization",
        "description": "", "image_url": "", "is_organization": True, "approval_status": "approved",
        "state": "active", "created": f"{office.valid_from}T00:00:00",
    }  # fmt: skip


def group(category: str) -> Told:
    return {
        "id": ident("group", category), "name": category, "title": category, "display_name": category,
        "description": "", "image_display_url": "", "type": "group", "is_organization": False, "state": "active",
    }  # fmt: skip


def tag(word: str) -> Told:
    return {"id": ident("tag", word), "name": word, "display_name": word, "state": "active", "vocabulary_id": None}


def entry(whole: Catalogue, asked: str) -> Entered | None:
    """A dataset by its name or id."""
    return whole.one(asked) or _by_id(whole)[0].get(asked)


def resource_of(whole: Catalogue, asked: str) -> tuple[Entered, str] | None:
    """(dataset, file) of a resource's id."""
    return _by_id(whole)[1].get(asked)


_Ids = tuple[dict[str, Entered], dict[str, tuple[Entered, str]]]
_kept: WeakKeyDictionary[Catalogue, _Ids] = WeakKeyDictionary()


def _by_id(whole: Catalogue) -> _Ids:
    """Datasets and resources by their ids, made once for a state of the catalogue."""
    if (found := _kept.get(whole)) is None:
        datasets = {ident("dataset", one.slug): one for one in whole.entries}
        resources = {
            ident("resource", f"{one.slug}/{name}"): (one, name)
            for one in whole.entries for name in files_of(one)
        }  # fmt: skip
        found = _kept[whole] = (datasets, resources)
    return found


def licences() -> list[Told]:
    return [
        {"id": short, "title": title, "url": url, "status": "active", "is_okd_compliant": True, "od_conformance": "approved"}
        for short, title, url in (LICENCES[str(key)] for key in Dataset.Licence.values)
    ]  # fmt: skip
