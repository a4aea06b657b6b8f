from benchmarks.flows import CSRF, answers, expect, one
from benchmarks.load import Connection


def flow(connection: Connection, number: int) -> str:
    token = one(CSRF, expect(connection.get("1 start", "/start/"), 200))
    data = {key.replace(".", "_"): text for key, text in answers(number).items()}
    filled = expect(connection.post("2 fill", "/start/", data | {"csrfmiddlewaretoken": token}), 302)
    expect(connection.get("3 check", filled.headers["location"]), 200)
    address = filled.headers["location"].replace("check", "submit")
    sent = expect(connection.post("4 submit", address, {"csrfmiddlewaretoken": token}), 302)
    return sent.headers["location"].split("/")[2]
