from django.urls import path

from madoguchi.decide.views import (
    acts,
    approvals,
    case,
    correction,
    decision,
    extension,
    files,
    letters,
    queue,
    search,
    shield,
    uses,
)
from madoguchi.decide.views.boards import arranging, classes, days, export, links, pupil, schools

app_name = "decide"
SCHOOL = "staff/schools/<slug:school>/"
CLASS = f"{SCHOOL}<int:class_id>/"
CASE = "staff/cases/<str:number>/"
urlpatterns = [
    path("staff/", queue.queue, name="queue"),
    path("staff/first/", queue.first, name="first"),
    path("staff/search/", search.search, name="search"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}start/", acts.start, name="start"),
    path(f"{CASE}assign/", acts.assign, name="assign"),
    path(f"{CASE}correction/", correction.correction, name="correction"),
    path(f"{CASE}resume/", acts.resume, name="resume"),
    path(f"{CASE}extension/", extension.extension, name="extension"),
    path(f"{CASE}decide/", decision.decide, name="decide"),
    path(f"{CASE}acknowledge/", acts.acknowledge, name="acknowledge"),
    path(f"{CASE}close/", acts.close, name="close"),
    path(f"{CASE}withdraw/", acts.withdraw, name="withdraw"),
    path(f"{CASE}notes/", acts.note, name="note"),
    path(f"{CASE}open/", shield.ask, name="ask-opening"),
    path(f"{CASE}opened/<uuid:consent>/", shield.opened, name="opened"),
    path("staff/uses/", uses.uses, name="uses"),
    path("staff/uses/ask/", uses.ask, name="ask-use"),
    path("staff/uses/<uuid:consent>/", uses.use, name="use"),
    path("staff/approvals/", approvals.approvals, name="approvals"),
    path("staff/approvals/<uuid:consent>/", approvals.answer, name="answer"),
    path(f"{CASE}letters/<int:letter_id>/", letters.letter, name="letter"),
    path(f"{CASE}letters/<int:letter_id>/again/", letters.again, name="letter-again"),
    path(f"{CASE}files/<uuid:file>/", files.attachment, name="file"),
    path("staff/schools/", schools.schools, name="schools"),
    path(SCHOOL, schools.board, name="school"),
    path(f"{SCHOOL}days/", days.days, name="school-days"),
    path(f"{SCHOOL}csv/", export.export, name="school-csv"),
    path(f"{SCHOOL}settings/", arranging.arranging, name="school-settings"),
    path(CLASS, classes.board, name="class"),
    path(f"{CLASS}seen/", classes.see, name="class-seen"),
    path(f"{CLASS}links/", links.links, name="class-links"),
    path(f"{CLASS}<int:pupil_id>/", pupil.pupil, name="pupil"),
]
