"""The catalogue for machines: three forms of the same statements, what DCAT-AP demands, the standard's own list."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph
from rdflib.compare import to_isomorphic

from madoguchi.opendata.standards.loading import standard
from madoguchi.publish.dcat.graph import Iri, Literal, Statement
from madoguchi.publish.dcat.writing import json_ld, turtle, xml
from tests.unit.publish.opened import published

# rdflib itself still uses what it calls deprecated, when it reads JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
FORMS = {"ttl": "turtle", "xml": "xml", "jsonld": "json-ld"}
OFFICIAL = Path(__file__).parents[2] / "data" / "dcat-ap-3.0.1"
"""The shapes that DCAT-AP publishes itself."""


def judged(graph: Graph) -> tuple[bool, str]:
    """Whether it holds against every official shape, its classes of values included, and what is told if not."""
    shapes = Graph()
    for name in ("shapes.ttl", "range.ttl"):
        shapes.parse(OFFICIAL / name)
    holds, _, told = validate(graph, shacl_graph=shapes)
    return holds, told


def read(form: str) -> Graph:
    return Graph().parse(data=Client().get(f"/catalog.{form}").content, format=FORMS[form])


def test_the_three_forms_say_the_same(clerk):
    published(by=clerk, title='A "B" <C> & \\ D')
    graphs = [to_isomorphic(read(form)) for form in FORMS]
    assert len(graphs[0]) > 40 and graphs[0] == graphs[1] == graphs[2]


def test_the_catalogue_is_valid_against_the_official_shapes_of_dcat_ap(clerk):
    published(by=clerk)
    published(
        by=clerk, slug="toilets", title="公衆トイレ", title_en="Public toilets", keywords=["トイレ"], licence="cc0-1.0"
    )
    holds, told = judged(read("ttl"))
    assert holds, told


@pytest.mark.parametrize(
    ("kind", "gone"),
    [(DCAT.Dataset, DCTERMS.title), (DCAT.Catalog, DCTERMS.publisher), (DCAT.Distribution, DCAT.accessURL)],
)
def test_the_shapes_do_find_what_is_missing(clerk, kind, gone):
    published(by=clerk)
    graph = read("ttl")
    for one in graph.subjects(RDF.type, kind):
        graph.remove((one, gone, None))
    assert not judged(graph)[0]


@pytest.mark.parametrize(("write", "form"), [(turtle, "turtle"), (xml, "xml"), (json_ld, "json-ld")])
@pytest.mark.parametrize("text", ["a\nb", "\t", '"', "\\", "]]>", "😀", "'", "@en"])
def test_any_text_survives_in_every_form(write, form, text):
    one = Statement(Iri("urn:x:a b"), "dct:title", Literal(text, "ja"))
    (found,) = Graph().parse(data=write([one]), format=form).objects()
    assert str(found) == text


def test_the_list_of_open_data_has_the_standard_s_columns_and_a_line_for_each_file(clerk):
    made = published(by=clerk)
    text = Client().get("/data/open_data_list.csv").content.decode("utf-8-sig")
    head, *lines = list(csv.reader(io.StringIO(text)))
    assert tuple(head) == standard("v3/open_data_list").names
    first = dict(zip(head, lines[0], strict=True))
    assert first["データセット_タイトル"] == "AED設置箇所" and made.hash in first["ファイル_ダウンロードURL"]
    assert [dict(zip(head, line, strict=True))["ファイル_形式"] for line in lines] == [
        "CSV",
        "Parquet",
        "GeoJSON",
        "XLSX",
        "JSON",
    ]


def test_a_dump_of_rows_is_the_file_that_lies_ready(clerk):
    made = published(by=clerk)
    answer = Client().get(f"/datastore/dump/{made.hash}")
    assert answer.status_code == 302 and answer.url == f"/data/files/{made.hash}/data.csv"
    assert Client().get("/datastore/dump/nothing").status_code == 404
