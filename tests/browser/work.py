"""What the worker does with files that were brought, in the town's own data directory: `python -m tests.browser.work`."""

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from madoguchi.demo import brought, opened
    from madoguchi.publish.actions import take_photos
    from madoguchi.publish.models import Check, PhotoBatch, Release
    from madoguchi.trail.models import Event

    for check in Check.objects.filter(state="waiting"):
        brought.run(check)
    for release in Release.objects.filter(state="waiting"):
        opened.build(release)
    while batch := PhotoBatch.objects.filter(state__in=PhotoBatch.OPEN).first():
        write = take_photos(Event.objects.get(verb="publish.photos_sent", about_id=batch.pk))
        with transaction.atomic():
            write()


if __name__ == "__main__":
    main()
