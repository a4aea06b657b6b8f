"""What may be known of the vault's content without opening anything: counts."""

from madoguchi.protect.models import Record, RecordSubject


def people_in(procedure: str) -> int:
    """How many different people the filed records of one procedure or register are about."""
    filed = RecordSubject.objects.filter(record__procedure=procedure, record__state=Record.State.FILED)
    return filed.values("subject_id").distinct().count()
