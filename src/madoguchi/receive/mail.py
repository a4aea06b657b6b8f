"""The e-mail that says that there is a letter, and nothing else: no name, no number, no procedure, no link that opens data.

It may be read by anybody: an e-mail account is often a family's, and a subject line lights up on a screen. So it names
the town and the plain address of the page where one types one's own number.
"""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive.models import Letter
from madoguchi.receive.said import plain


class NotSent(Exception):
    """The mail server did not take it. Its words are not kept: they quote the address."""


class NeverSent(NotSent):
    """The mail server says that this address does not exist, or will never take it: trying again helps nobody."""


def is_on() -> bool:
    """Does this town send e-mail at all?"""
    return bool(settings.MADOGUCHI_SMTP)


def notice(letter: Letter, version: Version, to: str) -> EmailMessage:
    """The e-mail of a letter, in the language of the application. The same letter has the same Message-ID, always."""
    with translation.override(letter.application.language):
        town = plain(version.municipality.name)
        subject = _("[%(town)s] お知らせがあります") % {"town": town}
        lines = (
            _("%(town)sの窓口に、あなたあてのお知らせがあります。") % {"town": town},
            _("次のページに受付番号を入れると、いまの状況がわかります。中身は、控えのページで読めます。"),
            f"{settings.MADOGUCHI_ADDRESS}/status/",
            _("このメールに、個人の情報は書いていません。返信はできません。心当たりがないときは、捨ててください。"),
            f"{town} {version.municipality.telephone}",
        )
    mail = EmailMessage(subject, "\n\n".join(lines) + "\n", settings.MADOGUCHI_MAIL_FROM, [to])
    mail.extra_headers = {"Message-ID": _message_id(letter), "Auto-Submitted": "auto-generated"}
    return mail


def send(mail: EmailMessage) -> None:
    """Hand it to the town's mail server. Raises NotSent, or NeverSent for an address that will never work."""
    try:
        with get_connection(fail_silently=False) as connection:
            connection.send_messages([mail])
    except SMTPException as error:
        raise (NeverSent if _is_final(error) else NotSent)(type(error).__name__) from None
    except OSError as error:
        raise NotSent(type(error).__name__) from None
    except ValueError:  # an address that would become a header of its own
        raise NeverSent("ValueError") from None


def _is_final(error: SMTPException) -> bool:
    """5xx for the recipient: it will be 5xx tomorrow. A refused sender or a wrong password is the town's to mend."""
    refused = error.recipients if isinstance(error, SMTPRecipientsRefused) else {}
    return bool(refused) and all(code >= 500 for code, _words in refused.values())


def _message_id(letter: Letter) -> str:
    """The same for every attempt, so that a server that gets it twice can tell. A keyed hash: it names nobody."""
    domain = settings.MADOGUCHI_MAIL_FROM.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{links.link_hash(f'mail:{letter.pk}:{letter.record_id}')[:40]}@{domain}>"
