"""Make a data directory for a measuring town: database, keys, and every procedure of MADOGUCHI_TOWN published."""

from datetime import date

from madoguchi.site.commands import start_django


def main() -> None:
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.declare.loading import load_town
    from madoguchi.declare.versions import close
    from madoguchi.protect import keys
    from madoguchi.receive.actions import publish_procedure
    from madoguchi.trail.actor import Actor

    keys.init_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    town = load_town(settings.MADOGUCHI_TOWN)
    for slug in town.procedures:
        publish_procedure(close(town, slug), applies_from=date(2020, 1, 1), by=Actor("staff", "1", "計測"))


if __name__ == "__main__":
    main()
