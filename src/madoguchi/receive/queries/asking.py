"""Whom somebody asks about what they sent."""

from madoguchi.declare.municipality import Office
from madoguchi.declare.versions import Version
from madoguchi.design.frame import municipality
from madoguchi.receive.models import Application


def office_to_ask(application: Application, version: Version) -> Office:
    """The office that has it: where an error in a dataset was told, the keeper of that dataset; else the procedure's."""
    town = municipality()
    known = {office.id: office for office in town.offices} if town else {}
    if application.office == version.procedure.owner:
        return version.office
    return known.get(application.office, version.office)
