"""Django's PostgreSQL backend, with what is to be written after a transaction."""

from django.db.backends.postgresql import base

from madoguchi.site.afterwards import Afterwards


class DatabaseWrapper(Afterwards, base.DatabaseWrapper):
    pass
