from django.urls import path

from madoguchi.registers.views import acts, csv, files, lists, public

app_name = "registers"
ONE = "staff/registers/<slug:slug>/"
ROW = f"{ONE}<int:number>/"
urlpatterns = [
    path("privacy/", files.overview, name="privacy"),
    path("privacy/files.csv", files.export, name="files-csv"),
    path("privacy/files/<slug:slug>/", files.file, name="file"),
    path("registers/", public.index, name="public-index"),
    path("registers/<slug:slug>/", public.register, name="public"),
    path("registers/<slug:slug>.csv", public.export, name="public-csv"),
    path("staff/registers/", lists.index, name="index"),
    path(ONE, lists.rows, name="rows"),
    path(f"{ONE}new/", acts.new, name="new"),
    path(f"{ONE}csv/", csv.export, name="csv"),
    path(f"{ONE}import/", csv.importing, name="import"),
    path(ROW, lists.row, name="row"),
    path(f"{ROW}edit/", acts.edit, name="edit"),
    path(f"{ROW}review/", acts.review, name="review"),
    path(f"{ROW}end/", acts.end, name="end"),
]
