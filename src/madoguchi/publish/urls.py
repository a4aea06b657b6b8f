from django.urls import path, re_path

from madoguchi.publish.views import (
    api,
    bringing,
    catalogue,
    downloads,
    feeds,
    files,
    lists,
    quality,
    releases,
    saying,
    tables,
    uploads,
)

app_name = "publish"
FILE = "staff/data/<int:file>/"
ONE = f"{FILE}<int:number>/"
urlpatterns = [
    path("staff/data/", lists.index, name="index"),
    path("staff/data/new/", bringing.new, name="new"),
    path("staff/data/quality/", quality.page, name="quality"),
    path(FILE, lists.file, name="file"),
    path(ONE, uploads.upload, name="upload"),
    path(f"{ONE}progress/", uploads.progress, name="progress"),
    path(f"{ONE}stop/", uploads.stop, name="stop"),
    path(f"{ONE}standard/", uploads.standard, name="standard"),
    path(f"{ONE}erase/", uploads.erase, name="erase"),
    path(f"{ONE}table/", tables.table, name="table"),
    path(f"{ONE}kinds/<int:kind>/", tables.kind, name="kind"),
    path(f"{ONE}say/", saying.say, name="say"),
    path(f"{ONE}clean.csv", downloads.clean, name="clean"),
    path(f"{ONE}converted.csv", downloads.converted, name="converted"),
    path(f"{ONE}rest.csv", downloads.rest, name="rest"),
    path(f"{ONE}log.csv", downloads.log, name="log"),
    path(f"{ONE}findings.csv", downloads.findings, name="findings"),
    path(f"{ONE}original", downloads.original, name="original"),
    re_path(r"^api/(?:3/)?action/(?P<name>\w+)/?$", api.action, name="action"),
    path("data/files/<str:digest>/<str:name>", files.file, name="file_of_release"),
    path("data/<slug:slug>/latest/<str:name>", files.latest, name="latest"),
    path("data/", catalogue.listing, name="catalogue"),
    path("data/<slug:slug>/", catalogue.dataset, name="dataset"),
    path("staff/data/releases/", releases.waiting, name="releases"),
    path("staff/data/releases/<int:release>/", releases.one, name="release"),
    path("staff/data/releases/<int:release>/out/", releases.let_out, name="let_out"),
    path("staff/data/releases/<int:release>/back/", releases.take_back, name="take_back"),
    re_path(r"^catalog\.(?P<form>jsonld|ttl|xml)$", feeds.dcat, name="dcat"),
    path("data/open_data_list.csv", feeds.open_data_list, name="open_data_list"),
    path("datastore/dump/<str:resource>", feeds.dump, name="dump"),
]
