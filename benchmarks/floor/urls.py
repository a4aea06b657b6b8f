from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("start/", views.start),
    path("check/<uuid:draft_id>/", views.check),
    path("submit/<uuid:draft_id>/", views.submit),
]
