"""A column that no migration makes is missing only where a town updates: a fresh database never shows it."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_migrations_know_every_column_of_every_model():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
