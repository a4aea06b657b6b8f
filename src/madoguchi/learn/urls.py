from django.urls import path

from madoguchi.learn.views import activity, indicators, loop, progress, saying

app_name = "learn"
urlpatterns = [
    path("progress/", progress.index, name="progress"),
    path("progress/data.csv", progress.sheet, name="progress_csv"),
    path("progress/data.json", progress.data, name="progress_json"),
    path("progress/committee/<slug:slug>/", activity.committee, name="committee"),
    path("progress/committee/<slug:slug>/report/", activity.report, name="activity_report"),
    path("progress/<str:ask>/", progress.ask, name="ask"),
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/<slug:slug>/", indicators.one, name="indicator"),
    path("indicators/<slug:slug>/data.csv", indicators.sheet, name="indicator_csv"),
    path("indicators/<slug:slug>/data.json", indicators.data, name="indicator_json"),
    path("procedures/<slug:slug>/loop/", loop.page, name="loop"),
    path("staff/progress/", saying.index, name="staff_progress"),
    path("staff/progress/<str:ask>/", saying.say, name="say"),
]
