"""The demo's addresses: all of the program's, and the start page. `settings.ROOT_URLCONF` names this when MADOGUCHI_DEMO=1."""

from django.urls import URLPattern, URLResolver, path

from madoguchi.demo import views
from madoguchi.site.urls import handler400, handler403, handler404, handler500
from madoguchi.site.urls import urlpatterns as of_the_program

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("demo/", views.start, name="demo"),
    path("demo/sign-in/", views.sign_in, name="demo-sign-in"),
    path("demo/drills/", views.drills, name="drills"),
    path("demo/drills/<slug:drill>/", views.drill, name="drill"),
    *of_the_program,
]
