"""Settings, all from the environment; a value that is not understood stops the start."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parent.parent


def switch(name: str, *, default: bool) -> bool:
    """A yes-or-no setting; anything but yes and no is refused."""
    value = os.environ.get(name, "yes" if default else "no")
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is yes or no, not {value!r}.")
    return value == "yes"


def database(variable: str) -> dict[str, Any]:
    """A database address from the environment, in the shape Django wants."""
    address = conninfo_to_dict(os.environ.get(variable, "postgresql:///hutong"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.pop("dbname", "hutong"),
        "USER": address.pop("user", ""),
        "PASSWORD": address.pop("password", ""),
        "HOST": address.pop("host", ""),
        "PORT": address.pop("port", ""),
        "OPTIONS": {key: value for key, value in address.items() if value is not None},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def credential(name: str) -> str:
    """What systemd hands this service under a name (LoadCredential=), or nothing."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    file = Path(folder) / name
    return file.read_text(encoding="utf-8").strip() if folder and file.is_file() else ""


# --- the city -----------------------------------------------------------------------------------

HUTONG_HOME = Path(os.environ.get("HUTONG_HOME", Path.home() / ".local" / "share" / "hutong"))
HUTONG_LAW = os.environ.get("HUTONG_LAW", "hutong.law.beijing")
HUTONG_CITY = int(os.environ.get("HUTONG_CITY", "110100000000"))

# --- secrets ------------------------------------------------------------------------------------

SECRET_KEY = os.environ.get("HUTONG_SECRET_KEY", "")
# What the keys of sealed columns are wrapped by; better kept apart from the secret of the web.
MASTER_KEY = credential("hutong-master-key") or os.environ.get("HUTONG_MASTER_KEY", SECRET_KEY)
CIPHERS = os.environ.get("HUTONG_CIPHERS", "aes")
if CIPHERS not in {"aes", "sm"}:
    raise ImproperlyConfigured(f"HUTONG_CIPHERS is aes or sm, not {CIPHERS!r}.")

# --- the web ------------------------------------------------------------------------------------

DEBUG = False
ALLOWED_HOSTS = os.environ.get("HUTONG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = switch("HUTONG_HTTPS", default=False)
ROOT_URLCONF = "hutong.config.urls"
WSGI_APPLICATION = "hutong.config.wsgi.application"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# "no-referrer" would make browsers send `Origin: null`, and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000  # a register of 20,000 rows may be accepted row by row

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "hutong.foundation.secrecy",
    "hutong.foundation.calendar",
    "hutong.foundation.places",
    "hutong.foundation.access",
    "hutong.foundation.history",
    "hutong.foundation.documents",
    "hutong.foundation.exchange",
    "hutong.registry.facilities",
    "hutong.registry.workforce",
    "hutong.registry.people",
    "hutong.casework",
    "hutong.programmes.benefits",
    "hutong.interfaces.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hutong.interfaces.web.middleware.PolicyHeaders",
    "hutong.interfaces.web.middleware.Acting",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "interfaces" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hutong.interfaces.web.shell.shell",
            ],
        },
    }
]

# --- the database -------------------------------------------------------------------------------

# `default` serves: it cannot bypass row security. `owner` migrates, and nothing else.
DATABASES = {
    "default": database("HUTONG_DATABASE_URL"),
    "owner": database("HUTONG_OWNER_DATABASE_URL"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- signing in ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hutong.interfaces.web.signing_in.Adapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}

# --- language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HUTONG_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# tests render pages without collecting files
if switch("HUTONG_STATIC_UNHASHED", default=False):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    STATIC_ROOT = PACKAGE / "interfaces" / "web" / "static"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
