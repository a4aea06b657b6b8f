"""Every address of the program, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from madoguchi.site import health, operator

operator_urls: list[URLPattern | URLResolver] = [
    path("", operator.overview, name="operator"),
    path("retry/<int:handover_id>/", operator.retry, name="retry"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("madoguchi.receive.urls")),  # first: patterns are tried in order, and most requests are residents'
    path("", include("madoguchi.publish.urls")),  # then the programs that read data page by page
    path("", include("madoguchi.people.urls")),
    path("", include("madoguchi.registers.urls")),
    path("", include("madoguchi.learn.urls")),
    path("", include("madoguchi.decide.urls")),
    path("", include("madoguchi.protect.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("staff/operator/", include((operator_urls, "site"))),
]

handler400 = "madoguchi.design.views.bad_request"
handler403 = "madoguchi.design.views.permission_denied"
handler404 = "madoguchi.design.views.page_not_found"
handler500 = "madoguchi.site.storage.server_error"
