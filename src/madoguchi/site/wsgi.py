import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # a page map that cannot be read stops us here, not every visitor with a 500
