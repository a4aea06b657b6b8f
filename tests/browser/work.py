"""What the worker does with files that were brought, in the town's own data directory: `python -m tests.browser.work`."""

import django


def main() -> None:
    django.setup()
    from madoguchi.demo import brought
    from madoguchi.publish.models import Check

    for check in Check.objects.filter(state="waiting"):
        brought.run(check)


if __name__ == "__main__":
    main()
