from django.db import migrations

from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """What a row said, what was published, and what the file register said are written once: the database refuses to change them."""

    dependencies = [("registers", "0001_registers_rows_and_files"), ("trail", "0002_append_only")]

    operations = [append_only(["registers_rowversion", "registers_registerversion", "registers_fileentry"])]
