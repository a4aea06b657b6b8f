"""Make a data directory of the demo with nothing in it but its offices and one clerk who brings files."""

LOGIN = "nagai"
OFFICE = "kodomo-seisaku"


def main() -> None:
    from madoguchi.site.commands import start_django

    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.demo.ward import load, open_ward
    from madoguchi.protect import keys

    settings.HOME.mkdir(parents=True, exist_ok=True)
    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    open_ward(load(), logins=(LOGIN,))


if __name__ == "__main__":
    main()
