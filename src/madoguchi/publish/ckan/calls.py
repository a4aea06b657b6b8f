"""Every call of the Action API that is answered, by its name."""

from collections.abc import Callable
from typing import Any

from madoguchi.publish.ckan import datastore, finding, packages
from madoguchi.publish.ckan.errors import Invalid, NotFound, Refused
from madoguchi.publish.ckan.given import number, yes
from madoguchi.publish.ckan.packages import Told
from madoguchi.publish.queries.catalogue import Catalogue, Entered

Asked = dict[str, Any]


def status_show(whole: Catalogue, asked: Asked, base: str) -> Told:
    from madoguchi.design.frame import frame

    return {
        "ckan_version": "2.11.0", "site_url": base, "site_title": f"{frame().get('name') or ''} オープンデータ",
        "site_description": "", "error_emails_to": None, "locale_default": "ja", "extensions": ["datastore"],
    }  # fmt: skip


def site_read(whole: Catalogue, asked: Asked, base: str) -> bool:
    return True


def package_list(whole: Catalogue, asked: Asked, base: str) -> list[str]:
    return _part([one.slug for one in whole.entries], asked)


def current_package_list_with_resources(whole: Catalogue, asked: Asked, base: str) -> list[Told]:
    return [packages.package(one, base) for one in _part(list(whole.entries), asked)]


def _part(every: list[Any], asked: Asked) -> list[Any]:
    start = number(asked.get("offset"), 0, "offset")
    most = number(asked.get("limit"), len(every), "limit")
    return every[start : start + most]


def package_show(whole: Catalogue, asked: Asked, base: str) -> Told:
    one = packages.entry(whole, _id(asked))
    if one is None:
        raise NotFound("Not found")
    return packages.package(one, base)


def package_search(whole: Catalogue, asked: Asked, base: str) -> Told:
    page, count, facets = finding.search(whole, asked)
    titles = {one.dataset.office: one.office.name_ja for one in whole.entries} if facets else {}
    return {
        "count": count, "results": [packages.package(one, base) for one in page], "sort": asked.get("sort") or "score desc, metadata_modified desc",
        "facets": {name: dict(counts) for name, counts in facets.items()},
        "search_facets": {
            name: {"title": name, "items": [{"name": value, "display_name": titles.get(value, value), "count": n} for value, n in counts.most_common()]}
            for name, counts in facets.items()
        },
    }  # fmt: skip


def resource_show(whole: Catalogue, asked: Asked, base: str) -> Told:
    found = packages.resource_of(whole, _id(asked))
    if found is None:
        raise NotFound("Not found")
    return packages.resource(*found, base)


def organization_list(whole: Catalogue, asked: Asked, base: str) -> list[Any]:
    return _listed(
        [packages.organization(one[0], base) | {"package_count": len(one)} for one in _offices(whole)], asked
    )


def _listed(every: list[Told], asked: Asked) -> list[Any]:
    full = yes(asked.get("all_fields"), False, "all_fields")
    return _part(every if full else [one["name"] for one in every], asked)


def _offices(whole: Catalogue) -> list[list[Entered]]:
    return _by(whole, lambda one: one.dataset.office)


def _by(whole: Catalogue, key: Callable[[Entered], str]) -> list[list[Entered]]:
    found: dict[str, list[Entered]] = {}
    for one in whole.entries:
        found.setdefault(key(one), []).append(one)
    return [found[name] for name in sorted(found) if name]


def organization_show(whole: Catalogue, asked: Asked, base: str) -> Told:
    every = [(packages.organization(many[0], base), many) for many in _offices(whole)]
    return _shown(every, asked, base)


def group_list(whole: Catalogue, asked: Asked, base: str) -> list[Any]:
    groups = _by(whole, lambda one: one.dataset.category)
    return _listed([packages.group(one[0].dataset.category) | {"package_count": len(one)} for one in groups], asked)


def group_show(whole: Catalogue, asked: Asked, base: str) -> Told:
    groups = _by(whole, lambda one: one.dataset.category)
    return _shown([(packages.group(many[0].dataset.category), many) for many in groups], asked, base)


def _shown(every: list[tuple[Told, list[Entered]]], asked: Asked, base: str) -> Told:
    for told, many in every:
        if _id(asked) in (told["name"], told["id"]):
            with_them = yes(asked.get("include_datasets"), False, "include_datasets")
            inside = {"packages": [packages.package(one, base) for one in many]} if with_them else {}
            return told | {"package_count": len(many), "users": [], "tags": [], "extras": [], "groups": []} | inside
    raise NotFound("Not found")


def tag_list(whole: Catalogue, asked: Asked, base: str) -> list[Any]:
    words = sorted({word for one in whole.entries for word in one.dataset.keywords})
    query = str(asked.get("query") or "").lower()
    return _listed([packages.tag(word) for word in words if query in word.lower()], asked)


def license_list(whole: Catalogue, asked: Asked, base: str) -> list[Told]:
    return packages.licences()


def datastore_info(whole: Catalogue, asked: Asked, base: str) -> Told:
    return datastore.info(whole, asked)


def datastore_search_sql(whole: Catalogue, asked: Asked, base: str) -> None:
    raise Refused(
        "SQL は受け付けません。datastore_search の filters を使うか、Parquet を取得してください。"
        " / SQL is not offered. Use datastore_search with filters, or download the Parquet file."
    )


def help_show(whole: Catalogue, asked: Asked, base: str) -> str:
    """What a call is for, by its `name`."""
    name = str(asked.get("name") or "")
    if name == "datastore_search":
        return datastore.HELP
    if name not in CALLS:
        raise NotFound("Not found")
    return (CALLS[name].__doc__ or f"{name}, as in CKAN.") + f" {base}/data/"


def _id(asked: Asked) -> str:
    found = asked.get("id")
    if not found:
        raise Invalid("Missing value", "id")
    return str(found)


CALLS: dict[str, Callable[[Catalogue, Asked, str], Any]] = {
    one.__name__: one
    for one in (
        status_show, site_read, package_list, current_package_list_with_resources, package_show, package_search,
        resource_show, organization_list, organization_show, group_list, group_show, tag_list, license_list,
        datastore_info, datastore_search_sql, help_show,
    )
}  # fmt: skip
"""`datastore_search` is answered beside these: its result is written as text."""
