"""The catalogue for machines: three forms of the same statements, what DCAT-AP demands, the standard's own list."""

import csv
import io

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph
from rdflib.compare import to_isomorphic

from madoguchi.opendata.standards.loading import standard
from madoguchi.publish.dcat.graph import Iri, Literal, Statement
from madoguchi.publish.dcat.writing import json_ld, turtle, xml
from tests.unit.publish.opened import published

# rdflib itself still uses what it calls deprecated, when it reads JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
FORMS = {"ttl": "turtle", "xml": "xml", "jsonld": "json-ld"}
DEMANDED = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix : <urn:x:> .
:c a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
:d a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] ,
    [ sh:path dct:accrualPeriodicity ; sh:maxCount 1 ; sh:class dct:Frequency ] .
:x a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] ,
    [ sh:path dct:format ; sh:maxCount 1 ; sh:class dct:MediaTypeOrExtent ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] .
:a a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
"""
"""The mandatory properties of DCAT-AP, written down by ourselves: not its own shapes."""


def read(form: str) -> Graph:
    return Graph().parse(data=Client().get(f"/catalog.{form}").content, format=FORMS[form])


def test_the_three_forms_say_the_same(clerk):
    published(by=clerk, title='A "B" <C> & \\ D')
    graphs = [to_isomorphic(read(form)) for form in FORMS]
    assert len(graphs[0]) > 40 and graphs[0] == graphs[1] == graphs[2]


def test_the_mandatory_properties_of_dcat_ap_are_there(clerk):
    published(by=clerk)
    holds, _, told = validate(read("ttl"), shacl_graph=Graph().parse(data=DEMANDED, format="turtle"))
    assert holds, told


def test_the_shapes_do_find_a_catalogue_without_a_title(clerk):
    published(by=clerk)
    graph = read("ttl")
    graph.update("DELETE WHERE { ?c a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> ?t }")
    assert not validate(graph, shacl_graph=Graph().parse(data=DEMANDED, format="turtle"))[0]


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
