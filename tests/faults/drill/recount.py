"""Compares the receipts that people hold with what is in the database; runs beside the program, on the same directory.

`python -m tests.faults.drill.recount RECEIPTS.json` prints one JSON object. Every record is opened with the town's key:
`lost` receipts have no application, `twice` is the same content under two applications, `crossed` is a receipt that leads
to another person's content, `caseless` an application without exactly one case.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from madoguchi.site.commands import start_django


def main() -> None:
    start_django()
    from madoguchi.decide.models import Case
    from madoguchi.protect import links, rows
    from madoguchi.receive.models import Application

    held = {links.link_hash(one["secret"]): one["key"] for one in json.loads(Path(sys.argv[1]).read_text())}
    kept = list(Application.objects.values_list("number", "secret_hash", "record_id"))
    content = {row.id: row.answers().get("title") for row in rows.rows_of(record for _, _, record in kept)}
    found = {secret: content.get(record) for _, secret, record in kept}
    times = Counter(content.values())
    cases = Counter(Case.objects.values_list("application_id", flat=True))
    result = {
        "receipts": len(held),
        "applications": len(kept),
        "lost": sum(secret not in found for secret in held),
        "twice": sum(n - 1 for n in times.values() if n > 1),
        "crossed": sum(secret in found and found[secret] != key for secret, key in held.items()),
        "caseless": sum(cases[number] != 1 for number, _, _ in kept) + len(cases.keys() - {n for n, _, _ in kept}),
    }
    print(json.dumps(result))  # noqa: T201  # that is its answer


if __name__ == "__main__":
    main()
