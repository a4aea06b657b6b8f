"""The one settings file. Every value that a town sets comes from the environment; docs/reference/settings.md lists all."""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from madoguchi.site.mail import mail_server
from madoguchi.site.store import release_store

HOME = Path(os.environ.get("MADOGUCHI_HOME", ".madoguchi")).resolve()
"""The data directory: database, attachments, keys of the demo. One directory is one town."""

MADOGUCHI_DEMO = os.environ.get("MADOGUCHI_DEMO") == "1"
MADOGUCHI_KEY_FILE = Path(os.environ.get("MADOGUCHI_KEY_FILE", HOME / "keys.json"))
MADOGUCHI_TOWN = Path(os.environ.get("MADOGUCHI_TOWN", Path(__file__).parent.parent / "demo" / "midori"))
MADOGUCHI_ALLOWED_OUTBOUND: tuple[str, ...] = tuple(filter(None, os.environ.get("MADOGUCHI_OUTBOUND", "").split(",")))
MADOGUCHI_PROXIES = int(os.environ.get("MADOGUCHI_PROXIES", "0"))
MADOGUCHI_SIGN_IN_TRIES = int(os.environ.get("MADOGUCHI_SIGN_IN_TRIES", "10"))
MADOGUCHI_CLAMD = os.environ.get("MADOGUCHI_CLAMD", "")
MADOGUCHI_OIDC: dict[str, str] | None = None
if issuer := os.environ.get("MADOGUCHI_OIDC_ISSUER"):
    if urlsplit(issuer).scheme != "https" and urlsplit(issuer).hostname not in ("localhost", "127.0.0.1"):
        raise ImproperlyConfigured("MADOGUCHI_OIDC_ISSUER は https:// で始まるアドレスにしてください。")
    MADOGUCHI_OIDC = {
        "issuer": issuer,
        "client": os.environ.get("MADOGUCHI_OIDC_CLIENT", ""),
        "secret": os.environ.get("MADOGUCHI_OIDC_SECRET", ""),
        "login_claim": os.environ.get("MADOGUCHI_OIDC_LOGIN_CLAIM", ""),
    }
    MADOGUCHI_ALLOWED_OUTBOUND += (urlsplit(issuer).hostname or "",)

MADOGUCHI_MAIL_FROM = os.environ.get("MADOGUCHI_MAIL_FROM", "")
MADOGUCHI_ADDRESS = os.environ.get("MADOGUCHI_ADDRESS", "").rstrip("/")
MADOGUCHI_SMTP = mail_server(
    os.environ.get("MADOGUCHI_SMTP", ""), sender=MADOGUCHI_MAIL_FROM, address=MADOGUCHI_ADDRESS
)
EMAIL_BACKEND, EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", 20
if MADOGUCHI_SMTP:
    EMAIL_HOST, EMAIL_PORT = MADOGUCHI_SMTP.host, MADOGUCHI_SMTP.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MADOGUCHI_SMTP.user, MADOGUCHI_SMTP.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MADOGUCHI_SMTP.tls, MADOGUCHI_SMTP.ssl
    MADOGUCHI_ALLOWED_OUTBOUND += (MADOGUCHI_SMTP.host,)

MADOGUCHI_RELEASES = release_store(os.environ.get("MADOGUCHI_RELEASES", ""))
if MADOGUCHI_RELEASES:
    MADOGUCHI_ALLOWED_OUTBOUND += (MADOGUCHI_RELEASES.host,)
MADOGUCHI_SOURCES = Path(sources).resolve() if (sources := os.environ.get("MADOGUCHI_SOURCES", "")) else None
if MADOGUCHI_DEMO and MADOGUCHI_SOURCES is None:
    MADOGUCHI_SOURCES = HOME / "sources"  # where the seed of the demo lays its one file


def _secret_key() -> str:
    """From the environment, or a file of the data directory that is made once (0600)."""
    if key := os.environ.get("MADOGUCHI_SECRET_KEY"):
        return key
    path = HOME / "django-secret"
    if not path.exists():
        HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"django-secret.{os.urandom(4).hex()}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
            out.write(os.urandom(32).hex())
            out.flush()
            os.fsync(out.fileno())  # after a power cut it is whole or not there: an empty one would stop every start
        with suppress(FileExistsError):  # of two processes that begin at once, both take the one that was first
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MADOGUCHI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
USE_HTTPS = os.environ.get("MADOGUCHI_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "madoguchi.design",
    "madoguchi.trail",
    "madoguchi.people",
    "madoguchi.protect",
    "madoguchi.registers",
    "madoguchi.receive",
    "madoguchi.decide",
    "madoguchi.publish",
    "madoguchi.learn",
    "madoguchi.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
if MADOGUCHI_DEMO:
    INSTALLED_APPS.append("madoguchi.demo")  # a name, not an import: the program knows nothing of the demo
AUTH_USER_MODEL = "people.Staff"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "madoguchi.design.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "madoguchi.site.storage.StorageMiddleware",
]
ROOT_URLCONF = "madoguchi.demo.urls" if MADOGUCHI_DEMO else "madoguchi.site.urls"
WSGI_APPLICATION = "madoguchi.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "madoguchi.site.slots.frame",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{HOME / 'madoguchi.sqlite3'}"), conn_max_age=None
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "ENGINE": "madoguchi.site.sqlite",
        "OPTIONS": {"timeout": 20},
        "TEST": {"NAME": HOME / "test.sqlite3"},
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # After PostgreSQL was away, the first visitor of each thread must not be the one who finds out.
    DATABASES["default"] |= {"ENGINE": "madoguchi.site.postgres", "CONN_HEALTH_CHECKS": True}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MADOGUCHI_DEMO:
    PASSWORD_HASHERS = ["madoguchi.demo.hashing.PrintedPassword"]  # its passwords stand on its start page
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login", "name"]},
    },
]
LOGIN_URL = "/staff/sign-in/"
ACCOUNT_ADAPTER = "madoguchi.people.adapters.StaffDoor"
MFA_ADAPTER = "madoguchi.people.adapters.SecondFactors"
SOCIALACCOUNT_ADAPTER = "madoguchi.people.adapters.Identities"
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "login", None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # sign-up is closed; allauth's check wants to know all the same
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # people.actions.tries counts in the database
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
if USE_HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-staff", "__Host-csrf"
if MADOGUCHI_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "madoguchi.design.views.csrf_failure"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "design" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_HANDLERS = ["madoguchi.receive.spool.SealedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # as many photographs as are taken in one sending

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "madoguchi.site.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
