"""What the catalogue is, as statements in DCAT's words. Every form is written from these and nothing else."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from madoguchi.publish.ckan.packages import LICENCES, MIMES, file_address, licence_of
from madoguchi.publish.photos import MIMES as MEDIA
from madoguchi.publish.queries.catalogue import FORMATS, Catalogue, Entered
from madoguchi.publish.queries.pictures import pictures
from madoguchi.publish.queries.sources import minute, whole_minutes, written_at

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"
FREQUENCIES = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "quarterly": "QUARTERLY", "yearly": "ANNUAL", "irregular": "IRREG"}  # fmt: skip
MINUTES = {5: "5MIN", 10: "10MIN", 15: "15MIN", 30: "30MIN", 60: "HOURLY", 120: "BIHOURLY", 180: "TRIHOURLY", 720: "12HRS", 1440: "DAILY", 10_080: "WEEKLY"}  # fmt: skip
TYPES = {
    "data.csv": "CSV",
    "data.parquet": "PARQUET",
    "data.geojson": "GEOJSON",
    "data.xlsx": "XLSX",
    "data.json": "JSON",
}
PICTURES = {"jpg": "JPEG", "png": "PNG"}


class Iri(NamedTuple):
    """A thing, by its whole address."""

    at: str


class Literal(NamedTuple):
    """A text; `lang` or `type` (a prefixed name) or neither."""

    text: str
    lang: str = ""
    type: str = ""


class Statement(NamedTuple):
    """`says` is a prefixed name."""

    about: Iri
    says: str
    what: Iri | Literal


def statements(whole: Catalogue, base: str, name: str) -> Iterator[Statement]:
    """Of the whole catalogue. `base` is the address of the site, `name` that of the municipality."""
    catalog, publisher = Iri(f"{base}/data/"), Iri(f"{base}/#publisher")
    yield _is(catalog, "dcat:Catalog")
    yield Statement(catalog, "dct:title", Literal(f"{name} オープンデータ", "ja"))
    yield Statement(catalog, "dct:description", Literal(f"{name}が公開しているデータの一覧", "ja"))
    yield Statement(catalog, "dct:publisher", publisher)
    yield Statement(catalog, "foaf:homepage", catalog)
    yield _is(catalog, "foaf:Document")
    yield _is(publisher, "foaf:Agent")
    yield Statement(publisher, "foaf:name", Literal(name, "ja"))
    for licence in sorted({licence for one in whole.entries for licence in _licences(one)}):
        yield _is(Iri(licence), "dct:LicenseDocument")
    for one in whole.entries:
        yield Statement(catalog, "dcat:dataset", _of(one, base))
        yield from _dataset(one, base, publisher)


def _licences(one: Entered) -> Iterator[str]:
    yield LICENCES[one.dataset.licence][2]
    yield from (licence_of(one.dataset, each.licence)[2] for each in pictures(one.release))


def _is(one: Iri, kind: str) -> Statement:
    prefix, _, rest = kind.partition(":")
    return Statement(one, "rdf:type", Iri(PREFIXES[prefix] + rest))


def _of(one: Entered, base: str) -> Iri:
    return Iri(f"{base}/data/{one.slug}/")


def _day(at: datetime | None) -> Literal:
    return Literal(at.isoformat(timespec="seconds") if at else "", type="xsd:dateTime")


def _often(one: Entered) -> str:
    """Its word in the vocabulary of the EU; of a file that is fetched at another interval there is none."""
    told = minute(one.dataset)
    return MINUTES.get(whole_minutes(told.every), "") if told else FREQUENCIES[one.dataset.frequency]


def _dataset(one: Entered, base: str, publisher: Iri) -> Iterator[Statement]:
    me, told = _of(one, base), one.dataset
    contact = Iri(f"{me.at}#contact")
    yield _is(me, "dcat:Dataset")
    yield Statement(me, "dct:title", Literal(told.title, "ja"))
    if told.title_en:
        yield Statement(me, "dct:title", Literal(told.title_en, "en"))
    yield Statement(me, "dct:description", Literal(told.description or told.title, "ja"))
    yield Statement(me, "dct:identifier", Literal(told.slug))
    yield Statement(me, "dct:publisher", publisher)
    yield Statement(me, "dct:issued", _day(told.created_at))
    yield Statement(me, "dct:modified", _day(written_at(one)))
    if often := _often(one):
        yield Statement(me, "dct:accrualPeriodicity", Iri(f"{_EU}/frequency/{often}"))
        yield _is(Iri(f"{_EU}/frequency/{often}"), "dct:Frequency")
    yield from (Statement(me, "dcat:keyword", Literal(word, "ja")) for word in told.keywords)
    yield Statement(me, "dcat:contactPoint", contact)
    yield _is(contact, "vcard:Kind")
    yield Statement(contact, "vcard:fn", Literal(one.office.name_ja, "ja"))
    for name in FORMATS:
        if name in one.shape.files:
            yield from _distribution(one, name, me, base, TYPES[name], MIMES[name], Literal(FORMATS[name]))
    for each in pictures(one.release):
        ending, title = each.file.rpartition(".")[2], Literal(each.title, "ja")
        licence = licence_of(one.dataset, each.licence)[2]
        yield from _distribution(one, each.file, me, base, PICTURES[ending], MEDIA[ending], title, licence)


def _distribution(
    one: Entered, name: str, dataset: Iri, base: str, type_: str, mime: str, title: Literal, licence: str = ""
) -> Iterator[Statement]:
    """A form of the table, or a picture, which has a licence of its own."""
    address = Iri(file_address(base, one.release.hash, name))
    me, form = Iri(f"{dataset.at}#{name}"), Iri(f"{_EU}/file-type/{type_}")
    kind = Iri(f"https://www.iana.org/assignments/media-types/{mime}")
    yield Statement(dataset, "dcat:distribution", me)
    yield _is(me, "dcat:Distribution")
    yield Statement(me, "dct:title", title)
    yield Statement(me, "dcat:accessURL", address)
    yield Statement(me, "dcat:downloadURL", address)
    yield Statement(me, "dct:license", Iri(licence or LICENCES[one.dataset.licence][2]))
    yield Statement(me, "dct:format", form)
    yield _is(form, "dct:MediaTypeOrExtent")
    yield Statement(me, "dcat:mediaType", kind)
    yield _is(kind, "dct:MediaType")
    yield Statement(me, "dcat:byteSize", Literal(str(one.shape.files[name]), type="xsd:nonNegativeInteger"))
    yield Statement(me, "dct:modified", _day(written_at(one)))
