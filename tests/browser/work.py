"""What the worker does with files that were brought, in the town's own data directory: `python -m tests.browser.work`."""

import django


def main() -> None:
    django.setup()
    from madoguchi.demo import brought, opened
    from madoguchi.publish.models import Check, Release

    for check in Check.objects.filter(state="waiting"):
        brought.run(check)
    for release in Release.objects.filter(state="waiting"):
        opened.build(release)


if __name__ == "__main__":
    main()
