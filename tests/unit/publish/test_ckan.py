"""Clients of CKAN ask as they always do, and are answered as CKAN answers."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import ckanapi
import pytest
from django.test import Client

from tests.unit.publish.opened import published
from tests.unit.publish.sheets import GOOD, sheet

RECORDED = [
    json.loads(line) for line in (Path(__file__).parent / "ckan-client-requests.jsonl").read_text().splitlines()
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def out(clerk):
    """Two datasets of one office."""
    published(by=clerk, content=sheet([GOOD] * 30))
    return published(by=clerk, slug="toilet", title="公衆トイレ", keywords=["トイレ"], category="施設",
                     content=sheet([GOOD.replace("集会所", "トイレ")] * 3))  # fmt: skip


def ask(name, **asked):
    return Client(enforce_csrf_checks=True).post(f"/api/action/{name}", asked, content_type="application/json")


def result(name, **asked):
    answer = ask(name, **asked)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["success"] is True
    return told["result"]


def rows(**asked):
    return result("datastore_search", resource_id=csv_id(), **asked)


def csv_id(name="aed"):
    return result("package_show", id=name)["resources"][0]["id"]


@pytest.mark.parametrize("at", range(len(RECORDED)))
def test_every_recorded_request_is_answered(out, at):
    """The recorded names of datasets and offices are of another town: ours stand for them."""
    one = RECORDED[at]
    if one["m"] == "GET":
        path = f"/data/{['aed', 'toilet', 'aed'][int(one['path'][2])]}/latest/data.csv"
        assert b"".join(Client().get(path, follow=True).streaming_content)
        return
    names = {"ds0": "aed", "ds1": "toilet", "ds2": "aed", "itabashi": "kodomo-seisaku"}
    body = json.loads(one["body"])
    body |= {"id": names[body["id"]]} if "id" in body else {}
    answer = Client(enforce_csrf_checks=True).post(one["path"], json.dumps(body), content_type=one["ct"])
    assert answer.status_code == 200 and answer.json()["success"] is True


@pytest.fixture
def portal(live_server, out):
    with ckanapi.RemoteCKAN(live_server.url) as client:
        yield client


@pytest.mark.django_db(transaction=True)
def test_ckanapi_reads_us_as_it_reads_ckan(portal):
    assert portal.action.package_list() == ["aed", "toilet"]
    package = portal.action.package_show(id="toilet")
    assert package["title"] == "公衆トイレ" and package["organization"]["name"] == "kodomo-seisaku"
    table = package["resources"][0]
    assert portal.action.datastore_search(resource_id=table["id"], limit=2)["total"] == 3
    assert portal.action.resource_show(id=table["id"])["url"].startswith("http://localhost")
    with pytest.raises(ckanapi.NotFound):
        portal.action.package_show(id="nothing")
    with pytest.raises(ckanapi.ValidationError):
        portal.action.datastore_search(resource_id=table["id"], filters={"無い": 1})
    with pytest.raises(ckanapi.NotAuthorized):
        portal.action.datastore_search_sql(sql="select 1")
    with pytest.raises(ckanapi.CKANAPIError):
        portal.action.package_create(name="x")


@pytest.mark.django_db(transaction=True)
def test_a_client_that_only_gets_is_answered_and_a_filter_it_breaks_is_said_to_be_broken(live_server, out):
    with ckanapi.RemoteCKAN(live_server.url, get_only=True) as client:
        assert client.action.package_search(q="トイレ")["count"] == 1
        table = client.action.package_show(id="aed")["resources"][0]["id"]
        with pytest.raises(ckanapi.ValidationError):
            client.action.datastore_search(resource_id=table, filters={"NO": 3})


def test_harvesting_goes_page_by_page_until_one_is_empty(out):
    def page(start, **more):
        asked = {"rows": 1, "start": start, "sort": "name asc", **more}
        return [one["name"] for one in Client().get("/api/3/action/package_search", asked).json()["result"]["results"]]

    assert [page(0), page(1), page(2)] == [["aed"], ["toilet"], []]
    assert page(0, fq="metadata_modified:[2026-11-01T00:00:00Z TO *]") == ["aed"]
    assert page(0, fq="metadata_modified:[2027-01-01T00:00:00Z TO *]") == []


@pytest.mark.parametrize(("fq", "names"), [
    ("organization:kodomo-seisaku", ["aed", "toilet"]), ("organization:kocho", []), ("tags:トイレ", ["toilet"]),
    ("-tags:トイレ", ["aed"]), ("tags:トイレ OR name:aed", ["aed", "toilet"]), ("name:(aed OR toilet)", ["aed", "toilet"]),
    ('groups:"防災・安全" AND res_format:CSV', ["aed"]), ("name:toi*", ["toilet"]),
])  # fmt: skip
def test_filters_in_the_manner_of_solr(out, fq, names):
    assert [one["name"] for one in result("package_search", fq=fq, sort="name asc")["results"]] == names


@pytest.mark.parametrize("fq", ["secret:1", "name", "name:aed )", "name:[a]"])
def test_a_filter_that_nobody_understands_is_said_to_be_wrong(out, fq):
    answer = ask("package_search", fq=fq)
    assert answer.status_code == 409 and answer.json()["error"]["__type"] == "Validation Error"


def test_facets_are_counted(out):
    told = result("package_search", **{"facet.field": ["tags", "organization"], "rows": 0})
    assert told["facets"]["tags"] == {"AED": 1, "救急": 1, "トイレ": 1} and told["results"] == []
    assert told["search_facets"]["organization"]["items"][0]["count"] == 2


def test_two_characters_are_enough_to_find_something(out):
    assert [one["name"] for one in result("package_search", q="救急")["results"]] == ["aed"]


def test_a_page_of_rows_in_order_is_what_any_other_way_to_it_gives(out):
    ready = rows(limit=5, offset=7)
    assert [row["_id"] for row in ready["records"]] == [8, 9, 10, 11, 12]
    assert ready["records"] == rows(limit=5, filters={"_id": {"gt": 7}})["records"]
    assert ready["total"] == 30 and ready["fields"][0] == {"id": "_id", "type": "int"}
    assert ready["records"][0]["緯度"] == 35.751165 and ready["fields"][8]["type"] == "numeric"


def test_filters_ranges_sorting_fields_and_forms(out):
    assert [row["NO"] for row in rows(filters={"NO": [3, "5"]})["records"]] == [3, 5]
    assert [row["NO"] for row in rows(filters={"NO": {"gte": 28, "lt": 30}}, sort="NO desc")["records"]] == [29, 28]
    assert rows(limit=1, fields=["名称"])["records"] == [{"名称": "集会所1"}]
    assert rows(limit=1, fields="NO,名称", records_format="lists")["records"] == [[1, "集会所1"]]
    assert rows(limit=1, fields="NO,名称", records_format="csv")["records"] == "1,集会所1\n"
    assert rows(limit=1, fields="NO,名称", records_format="tsv")["records"] == "1\t集会所1\n"
    assert "total" not in rows(include_total=False) and rows(limit=0)["records"] == []
    assert rows(q="集会所17")["total"] == 1


@pytest.mark.parametrize("more", [{}, {"sort": "NO desc"}, {"filters": {"NO": {"gt": 4}}}])
def test_following_the_next_page_meets_every_row_once(out, more):
    asked, met = {"limit": 7, "include_next_page": True, **more}, []
    while asked:
        told = result("datastore_search", **{"resource_id": csv_id(), **asked})
        met += [row["NO"] for row in told["records"]]
        asked = told.get("next_page")
    wanted = list(range(5 if "filters" in more else 1, 31))
    assert met == (wanted[::-1] if "sort" in more else wanted)


@pytest.mark.parametrize(("asked", "place"), [
    ({"filters": "NO"}, "filters"), ({"filters": [1]}, "filters"), ({"limit": "many"}, "limit"), ({"limit": -1}, "limit"),
    ({"sort": "無い"}, "sort"), ({"fields": ["無い"]}, "fields"), ({"records_format": "xml"}, "records_format"),
    ({"distinct": True}, "distinct"), ({"q": {"a": 1}}, "q"), ({"offset": "x"}, "offset"), ({"filters": {"NO": {"like": 1}}}, "filters"),
])  # fmt: skip
def test_what_is_wrong_in_the_arguments_is_named(out, asked, place):
    answer = ask("datastore_search", resource_id=csv_id(), **asked)
    assert answer.status_code == 409 and place in answer.json()["error"]


def test_what_is_not_there_is_told_as_ckan_tells_it(out):
    answer = ask("datastore_search", resource_id="nothing")
    assert (answer.status_code, answer.json()["error"]["__type"]) == (404, "Not Found Error")
    assert ask("package_show").json()["error"] == {"__type": "Validation Error", "id": ["Missing value"]}
    assert ask("package_create").status_code == 400
    sql = ask("datastore_search_sql", sql="select 1")
    assert sql.status_code == 403 and "datastore_search" in sql.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused_without_breaking(out, body):
    assert Client().post("/api/action/package_list", body, content_type="application/json").status_code == 409


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_an_empty_post_of_any_kind_is_answered(out, kind):
    assert Client().post("/api/action/package_list", b"", content_type=kind).json()["result"] == ["aed", "toilet"]


def test_it_is_open_to_every_site_and_spares_who_has_it(out):
    first = Client().get("/api/3/action/package_list")
    assert first["Access-Control-Allow-Origin"] == "*" and "sessionid" not in first.cookies
    assert Client().get("/api/3/action/package_list", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert Client().options("/api/action/package_list")["Access-Control-Allow-Methods"].startswith("GET")
    assert Client().delete("/api/action/package_list").status_code == 405


@pytest.mark.parametrize("path", ["/api/action/{}", "/api/3/action/{}", "/api/3/action/{}/", "/api/action/{}/"])
def test_every_spelling_of_the_address_is_answered_without_a_detour(out, path):
    for name in ("status_show", "site_read", "package_list", "organization_list", "group_list", "tag_list",
                 "license_list", "current_package_list_with_resources", "package_search"):  # fmt: skip
        assert Client().get(path.format(name)).status_code == 200
        assert Client().post(path.format(name), {}, content_type="application/json").status_code == 200


def test_offices_groups_and_tables_are_described(out):
    shown = result("organization_show", id="kodomo-seisaku", include_datasets=True)
    assert [one["name"] for one in shown["packages"]] == ["aed", "toilet"] and shown["package_count"] == 2
    assert result("group_show", id="施設")["package_count"] == 1
    assert result("organization_list", all_fields=True)[0]["title"] == "子ども政策課"
    assert result("datastore_info", id=csv_id())["meta"]["count"] == 30


def test_a_client_that_asks_for_the_version_first_is_told_it(out):
    told = Client().get("/api/util/status")
    assert told.json() == result("status_show") and told.json()["ckan_version"].startswith("2.")


def test_every_call_says_what_it_is_for(out):
    def told(name):
        return Client().get("/api/3/action/help_show", {"name": name})

    assert "filters" in told("datastore_search").json()["result"]
    assert told("package_list").json()["result"].startswith("package_list")
    assert told("nothing").status_code == 404


def test_the_figures_of_a_column_are_told_without_asking_its_rows(out):
    told = {one["id"]: one.get("figures") for one in result("datastore_info", id=csv_id())["fields"]}
    assert told["NO"]["min"] == "1" and told["NO"]["max"] == "30" and told["NO"]["filled"] == 30
    assert told["開始時間"]["facets"] == [{"value": "09:00", "count": 30}]


@pytest.mark.parametrize(("arguments", "told"), [
    (["action", "package_list"], "toilet"), (["action", "package_show", "id=aed"], "AED設置箇所"),
    (["search", "datasets", "q=トイレ"], "toilet"), (["dump", "datasets", "--all"], "aed"),
])  # fmt: skip
def test_the_command_line_of_ckanapi_reads_us(live_server, out, arguments, told):
    """The program itself, over loopback."""
    program = Path(sys.executable).with_name("ckanapi")
    done = subprocess.run([str(program), *arguments, "-r", live_server.url], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert told in _unescaped(done.stdout)


def _unescaped(text):
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
