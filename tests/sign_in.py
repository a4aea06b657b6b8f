"""A browser in which a member of staff is signed in, and has been since now."""

from django.test import Client

from madoguchi.people.models import Staff
from madoguchi.trail import clock


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff)
    session = client.session
    session["since"] = session["used"] = clock.now().timestamp()
    session.save()
    return client
