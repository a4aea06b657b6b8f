"""The e-mail that says that there is a letter: over a real SMTP server on this machine, and with nothing personal in it."""

import re
import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from madoguchi.demo.ward import Ward
from madoguchi.protect.models import Reading
from madoguchi.receive import mail
from madoguchi.receive.actions import mailing
from madoguchi.receive.models import Letter
from madoguchi.site.mail import mail_server
from madoguchi.trail import clock, worker
from madoguchi.trail.models import Event, Handover
from tests.unit.receive.test_letters import Sent, decided

pytestmark = pytest.mark.django_db
FROM, ADDRESS = "madoguchi@midori.example", "https://madoguchi.midori.example"
TO = "haruka.wakaba@example.com"


class Server:
    """A mail server that keeps what it takes; `answer` is what it says to a recipient."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.answer = "250 OK"
        self.controller: Controller | None = None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    @property
    def mails(self) -> list[Message]:
        return [message_from_bytes(content) for _, content in self.taken]


@pytest.fixture
def server(settings, monkeypatch) -> Iterator[Server]:
    """Letters are not set in type here: that is tested elsewhere."""
    server = Server()
    port = _free_port()
    server.controller = Controller(server, hostname="127.0.0.1", port=port)
    server.controller.start()
    url = f"smtp://127.0.0.1:{port}"
    settings.MADOGUCHI_MAIL_FROM, settings.MADOGUCHI_ADDRESS = FROM, ADDRESS
    settings.MADOGUCHI_SMTP = mail_server(url, sender=FROM, address=ADDRESS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
    monkeypatch.setattr("madoguchi.receive.actions.printing.sheet_of", _no_paper)
    yield server
    server.controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _no_paper(letter: Letter, by: object) -> object:
    from madoguchi.receive.letters.sheet import NoNotice

    raise NoNotice


def words_of(message: Message) -> str:
    return message.get_payload(decode=True).decode()


def subject_of(message: Message) -> str:
    return str(make_header(decode_header(message["Subject"])))


def told(midori: Ward, **changes: object) -> Sent:
    return decided(midori, **({"email": TO} | changes))


def test_it_names_the_town_and_the_page_and_nothing_of_the_person(midori: Ward, server: Server) -> None:
    sent = told(midori)
    worker.run_due()
    ((recipients, _),) = server.taken
    assert recipients == [TO]
    (message,) = server.mails
    assert subject_of(message) == "[みどり区] お知らせがあります"
    text = words_of(message)
    assert f"{ADDRESS}/status/" in text and "受付番号を入れると" in text
    everything = text + subject_of(message) + str(message["From"]) + str(message["Message-ID"])
    name, home = sent.answers["name"], sent.answers["home"]
    for secret in (
        sent.number,
        sent.secret,
        name["family"],
        name["given"],
        home["town"],
        home["number"],
        "児童",
        "手当",
        "認定",
    ):
        assert secret not in everything, secret
    assert re.findall(r"https?://\S+", text) == [f"{ADDRESS}/status/"]
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_address_is_opened_for_this_alone_and_it_is_a_reading(midori: Ward, server: Server) -> None:
    told(midori)
    worker.run_due()
    reading = Reading.objects.get(channel="mail")
    assert (reading.actor_kind, reading.fields, reading.purpose) == ("system", ["email"], "child-allowance")


def test_the_subject_is_in_the_language_of_the_application(midori: Ward, server: Server) -> None:
    sent = told(midori)
    letter = Letter.objects.get(application_id=sent.number)
    letter.application.__class__.objects.update(language="en")
    worker.run_due()
    assert subject_of(server.mails[0]) == "[Midori Ward] There is a notice for you"


def test_who_gave_no_address_gets_none(midori: Ward, server: Server) -> None:
    told(midori, email=None)
    worker.run_due()
    assert server.taken == []
    assert set(Handover.objects.values_list("state", flat=True)) == {"done"}


def test_without_a_mail_server_nothing_is_sent_nothing_is_opened_and_nothing_fails(
    midori: Ward, server: Server, settings
) -> None:
    settings.MADOGUCHI_SMTP = None
    told(midori)
    worker.run_due()
    assert server.taken == []
    assert not Reading.objects.filter(channel="mail").exists()
    assert set(Handover.objects.values_list("state", flat=True)) == {"done"}


def mailing_row() -> Handover:
    return Handover.objects.get(taker__endswith="mail_notice")


def test_while_the_server_is_down_it_waits_longer_each_time_and_then_sends_once(
    midori: Ward, server: Server, settings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    told(midori)
    begun = clock.now()
    for attempt, seconds in enumerate((0, 6, 20), start=1):
        with clock.at(begun + timedelta(seconds=seconds)):
            worker.run_due()
        assert (mailing_row().attempts, mailing_row().state, mailing_row().error) == (attempt, "waiting", "NotSent")
    settings.EMAIL_PORT = port
    with clock.at(begun + timedelta(seconds=60)):
        worker.run_due()
    assert (len(server.taken), mailing_row().state) == (1, "done")
    assert Letter.objects.get().mailed_at is not None


def test_a_server_that_says_later_is_asked_again_and_one_that_says_never_is_not(midori: Ward, server: Server) -> None:
    server.answer = "451 greylisted, try later"
    told(midori)
    worker.run_due()
    assert mailing_row().state == "waiting"
    server.answer = "550 no such user"
    with clock.at(clock.now() + timedelta(seconds=30)):
        worker.run_due()
    assert mailing_row().state == "done"
    assert Letter.objects.get().mailed_at is None
    event = Event.objects.get(verb="receive.letter_not_mailed")
    assert event.data["why"] == "refused-by-server"


def test_an_error_keeps_its_class_and_never_the_address_that_the_server_quotes(midori: Ward, server: Server) -> None:
    server.answer = f"451 mailbox {TO} busy"
    told(midori)
    worker.run_due()
    assert mailing_row().error == "NotSent"
    assert not any(TO in str(event.data) for event in Event.objects.all())


def test_taking_over_twice_sends_once(midori: Ward, server: Server) -> None:
    told(midori)
    event = Event.objects.get(verb="receive.letter_written")
    for _ in range(3):
        mailing.mail_notice(event)()
    assert len(server.taken) == 1


def test_a_worker_that_dies_after_the_servers_yes_sends_again_with_the_same_message_id(
    midori: Ward, server: Server
) -> None:
    """As far as SMTP allows: the server, or the person's mail program, can tell that it is the same e-mail."""
    told(midori)
    event = Event.objects.get(verb="receive.letter_written")
    mailing.mail_notice(event)  # and killed: what it returned is never written
    mailing.mail_notice(event)()
    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_two_letters_have_two_message_ids(midori: Ward, server: Server) -> None:
    told(midori), told(midori)
    worker.run_due()
    assert len({message["Message-ID"] for message in server.mails}) == 2


@pytest.mark.parametrize(
    "evil", ["a@example.com\nBcc: all@example.com", "a@example.com\r\nSubject: x", "a@example.com,b@example.com"]
)
def test_an_address_never_becomes_a_header_or_a_second_recipient(
    midori: Ward, server: Server, monkeypatch, evil: str
) -> None:
    """The form refuses such an address; this is for one that came in by another way."""
    told(midori)
    monkeypatch.setattr(mailing, "_address_of", lambda *args, **kwargs: evil)
    worker.run_due()
    assert [recipients for recipients, _ in server.taken if len(recipients) > 1 or "all@" in str(recipients)] == []
    assert all("Bcc" not in message and subject_of(message).startswith("[みどり区]") for message in server.mails)


def test_letters_are_told_of_one_after_the_other_each_as_soon_as_it_is_set(
    midori: Ward, server: Server, monkeypatch
) -> None:
    order: list[tuple[str, int]] = []
    real = mail.send
    monkeypatch.setattr(mail, "send", lambda message: (order.append(("mail", len(order))), real(message)))
    monkeypatch.setattr(
        "madoguchi.receive.actions.printing.sheet_of",
        lambda letter, by: (order.append(("paper", letter.pk)), _no_paper(letter, by)),
    )
    told(midori), told(midori), told(midori)
    worker.run_due()
    assert [what for what, _ in order] == ["paper", "mail"] * 3


@pytest.mark.parametrize(
    "url", ["mail.example.jp", "http://mail.example.jp", "smtp://", "smtp://mail.example.jp:x", "smtp://h:25/path"]
)
def test_a_wrong_setting_is_told_in_japanese(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MADOGUCHI_SMTP は"):
        mail_server(url, sender=FROM, address=ADDRESS)


def test_a_mail_server_without_a_sender_is_told() -> None:
    with pytest.raises(ImproperlyConfigured, match="MADOGUCHI_MAIL_FROM"):
        mail_server("smtp://mail.example.jp", sender="", address=ADDRESS)
    with pytest.raises(ImproperlyConfigured, match="MADOGUCHI_ADDRESS"):
        mail_server("smtp://mail.example.jp", sender=FROM, address="")


def test_the_setting_says_host_port_and_how_it_is_enciphered() -> None:
    server = mail_server("smtp+starttls://me:w%40rd@mail.example.jp", sender=FROM, address=ADDRESS)
    assert server and (server.host, server.port, server.user, server.password) == ("mail.example.jp", 587, "me", "w@rd")
    assert (server.tls, server.ssl) == (True, False)
    assert mail_server("", sender="", address="") is None
    assert django_settings.MADOGUCHI_SMTP is None
    assert issubclass(smtplib.SMTPException, OSError)
