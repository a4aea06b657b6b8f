"""Files that come with a page: looked at, taken into the vault, named in the answers when the page is saved."""

from django.http import HttpRequest

from madoguchi.declare.answers import Step
from madoguchi.declare.problem import Problem
from madoguchi.receive import actions, forms, journey, sealed, uploads
from madoguchi.receive.actions.files import Entry, FileChange
from madoguchi.receive.models import Draft
from madoguchi.receive.views import posted
from madoguchi.receive.views.visit import Visit


def change(visit: Visit, draft: Draft, step: Step) -> tuple[FileChange, list[Problem]]:
    """Take in what may come in; tell what may not, and why. One bad file does not keep the good ones out."""
    held = journey.own(visit.content.answers, step)
    total = sum(one["size"] for one in sealed.files_of(visit.content.answers))
    room = {one.id: uploads.Room(len(held.get(one.id) or []), total) for one in step.page.fields if one.type == "file"}
    added: dict[str, list[Entry]] = {}
    problems: list[Problem] = []
    for chosen in posted.files(visit.request, step.page, room, forms.context(visit.version)):
        problems += [problem.at(chosen.field.id) for problem in chosen.problems]
        if any(problem.code == "virus" for problem in chosen.problems):
            actions.note_virus(draft=draft, by=visit.by)
        if chosen.file:
            entry = actions.take_in(draft=draft, path=_path(step, chosen.field.id), file=chosen.file, by=visit.by)
            added.setdefault(chosen.field.id, []).append(entry)
    return FileChange(added, removed(visit.request)), problems


def removed(request: HttpRequest) -> frozenset[str]:
    """The id in 「取りのぞく」: <field>:<id>."""
    _, _, ident = request.POST.get("_remove", "").partition(":")
    return frozenset({ident} - {""})


def _path(step: Step, field_id: str) -> str:
    return field_id if step.row is None else f"{step.page.id}[{step.row}].{field_id}"
