"""The papers that residents attach are what they say they are."""

import zlib
from random import Random

import puremagic

from madoguchi.demo import paper


def test_the_picture_is_a_png_that_can_be_unpacked() -> None:
    picture = paper.picture(Random(1), width=40, height=30)
    assert puremagic.from_string(picture) == ".png"
    data = picture[picture.index(b"IDAT") + 4 : picture.index(b"IEND") - 8]
    assert len(zlib.decompress(data)) == 30 * 41


def test_the_document_is_a_pdf_whose_table_points_at_its_objects() -> None:
    document = paper.document("statement")
    assert puremagic.from_string(document) == ".pdf"
    places = [int(line[:10]) for line in document.split(b"xref\n")[1].splitlines()[2:7]]
    assert all(document[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1))
