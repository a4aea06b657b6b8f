from django.db import migrations

from madoguchi.decide.triggers import put_triggers
from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """The database refuses a decided case without its decision, and to change a decision."""

    dependencies = [("decide", "0001_cases_and_decisions")]

    operations = [append_only(["decide_decision"]), put_triggers()]
