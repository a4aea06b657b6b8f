from madoguchi.site.urls import *  # noqa: F403

handler500 = "madoguchi.design.views.server_error"
