"""The gallery as a program of its own: the settings of the real one, with the gallery's addresses."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tests.browser.watched import watch

settings.ROOT_URLCONF = "tests.browser.gallery"
application = watch(get_wsgi_application())
