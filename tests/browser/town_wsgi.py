"""The real program, watched."""

from madoguchi.site.wsgi import application as program
from tests.browser.watched import watch

application = watch(program)
