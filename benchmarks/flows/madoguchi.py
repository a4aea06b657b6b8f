import re

from benchmarks.flows import CSRF, answers, expect, one
from benchmarks.load import Connection

PAGE = re.compile(rb'<form id="page" action="([^"]+)"')
TICKET = re.compile(rb'name="_ticket" value="([^"]+)"')
SEND = re.compile(rb'<form id="send" action="([^"]+)"')
DIGEST = re.compile(rb'name="_digest" value="([^"]+)"')


def flow(connection: Connection, number: int) -> str:
    start = expect(connection.get("1 start", "/procedures/ten/start/"), 200)
    token = one(CSRF, start)
    data = answers(number) | {"csrfmiddlewaretoken": token, "_ticket": one(TICKET, start), "_go": ""}
    filled = expect(connection.post("2 fill", one(PAGE, start), data), 303)
    check = expect(connection.get("3 check", filled.headers["location"]), 200)
    data = {"csrfmiddlewaretoken": token, "_digest": one(DIGEST, check), "_send": ""}
    sent = expect(connection.post("4 submit", one(SEND, check), data), 303)
    return sent.headers["location"].split("/")[2]
