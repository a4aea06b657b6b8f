"""Broken on purpose: a full disk is a mistake like any other, with a 500 and what was typed gone."""

from madoguchi.site.settings import *  # noqa: F403
from madoguchi.site.settings import MIDDLEWARE

MIDDLEWARE = [one for one in MIDDLEWARE if one != "madoguchi.site.storage.StorageMiddleware"]
ROOT_URLCONF = "tests.faults.drill.weak.urls"
