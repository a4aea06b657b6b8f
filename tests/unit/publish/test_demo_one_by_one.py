"""The demo holds reports and pictures that are out, and some that wait for whoever looks at it."""

from datetime import timedelta

import pytest

from madoguchi.demo import pictured, reported
from madoguchi.publish.models import Dataset, Photo, Release
from madoguchi.publish.queries.items import items_of
from madoguchi.publish.queries.pictures import pictures
from madoguchi.trail import clock
from tests.unit.publish.reports import wanted

LATER = timedelta(days=30)
"""When everybody of the ward has been in office for as long as the demo looks back."""


@pytest.mark.full
def test_the_demo_holds_reports_that_are_out_and_some_that_wait(ward):
    with clock.at(clock.now() + LATER):
        reported.report(ward)
    standing = items_of(Dataset.objects.get(slug=reported.SLUG), wanted())
    assert len(standing.of("refused")) == 2 and len(standing.waiting) == 8
    assert sum(one.marks for one in standing.waiting) >= 3, "a visitor finds what is marked"
    release = Release.objects.get(dataset__slug=reported.SLUG)
    assert release.state == "released" and release.rows == 14


@pytest.mark.full
def test_the_demo_holds_drawn_pictures_that_are_out_and_one_that_waits(ward):
    with clock.at(clock.now() + LATER):
        pictured.take_pictures(ward)
    release = Release.objects.get(dataset__slug=pictured.SLUG)
    assert release.state == "released" and len(pictures(release)) == len(pictured.PICTURES) - 1
    waits = Photo.objects.get(state="waiting")
    assert (waits.title, waits.lat, waits.lon) == ("川端町の砂場", 35.028, 139.047)
