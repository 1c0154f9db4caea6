"""Settings of the tracker, from the environment; every switch has a default that works on one machine.

deploy/environment.example explains each variable. Unless DEBUG=1 nothing is guessed: what is missing is asked for.

Longer than other files, because it is the only one of settings: whoever looks for one looks here alone.
"""

from __future__ import annotations

import os
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from projects.language_folders import read_folders, speak
from tracker import (
    addresses,
    content_policy,
    environment,
    iati_publisher,
    logs,
    openapi,
    production,
    services,
    variables,
)
from tracker.environment import folders, listed, required, switch, time_zone, whole_number

# Any variable may be given as a file: X_FILE names it (secrets of compose and Kubernetes).
environment.take_files(os.environ, variables.NAMES)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("TRACKER_DATA") or BASE_DIR / "var").absolute()

# Off unless asked for; `make run` asks, and manage.py beside it (tracker.local). With it the tracker answers only to
# this machine's own names.
DEBUG = switch("DEBUG", "0")
# `make run` draws a key for its data folder; a management command beside it must sign alike, or the links in the
# mails it sends are taken for forged.
KEPT_KEY = DATA_DIR / "secret-key"
SECRET_KEY = required(
    "SECRET_KEY",
    KEPT_KEY.read_text().strip() if KEPT_KEY.is_file() else "insecure-development-key-for-one-machine-only",
    "50 random characters, kept secret: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
)
# Former keys: what they have signed is still read, nothing new is signed with them.
SECRET_KEY_FALLBACKS = listed(os.environ.get("SECRET_KEY_FALLBACKS", ""))
ALLOWED_HOSTS = listed(
    required("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver", "the names it answers to: tracker.example.org")
)
# The address readers use; links in mails, feeds and calendars start with it.
SITE_URL = required("SITE_URL", "http://127.0.0.1:8000", "the public address: https://tracker.example.org").rstrip("/")
CSRF_TRUSTED_ORIGINS = listed(os.environ.get("CSRF_TRUSTED_ORIGINS", "")) or [SITE_URL]
for refusal in production.refusals(
    debug=DEBUG, secret_key=SECRET_KEY, former_keys=SECRET_KEY_FALLBACKS, hosts=ALLOWED_HOSTS, site_url=SITE_URL
):
    raise ImproperlyConfigured(refusal)

INSTALLED_APPS = [
    "tracker",
    "projects",
    "accounts",
    "accounts.admin_config.AdminConfig",  # Django's admin, entered through the tracker's own log-in
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "tracker.databases.middleware.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "projects.http.isolation.IsolationMiddleware",
    "projects.http.cross_origin.CrossOriginMiddleware",
    "projects.http.freshness.FreshnessMiddleware",
    "projects.http.kept_answers.KeptAnswersMiddleware",
    "tracker.middleware.PolicyMiddleware",
    "tracker.static_files.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.language_routing.LanguageMiddleware",
    "projects.http.body_limit.BodyLimitMiddleware",
    "tracker.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.people.session_person.SessionPersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.people.password_hashing.PasswordsBusyMiddleware",
    "accounts.people.mail_away.MailAwayMiddleware",
    "accounts.people.too_many_attempts.TooManyAttemptsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.request_log.RequestLogMiddleware",
    "tracker.middleware.ReadersNotFoundMiddleware",
    "projects.http.renamed_ids.RenamedIdsMiddleware",
    "projects.http.read_again.ReadAgainMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["tracker.template_loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Servers -------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": addresses.database(
        required("DATABASE_URL", f"sqlite:///{DATA_DIR / 'tracker.sqlite3'}", "postgres://user:password@host/tracker")
    )
}
# A copy of that server for people who only read, at most so many seconds behind. Empty: there is none.
if REPLICA_URL := os.environ.get("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = addresses.replica(REPLICA_URL)
    DATABASE_ROUTERS = ["tracker.databases.router.ReplicaRouter"]
REPLICA_SECONDS = whole_number("DATABASE_REPLICA_SECONDS", 10, at_most=3600)
# How long a request of the web waits for a lock, and for one statement; 0: as long as it takes.
WEB_LOCK_SECONDS = whole_number("WEB_LOCK_SECONDS", 10, at_most=3600)
WEB_STATEMENT_SECONDS = whole_number("WEB_STATEMENT_SECONDS", 60, at_most=36_000)
# Bytes of answers that a web process keeps for whoever asks the same before the record changes; 0: none.
KEPT_ANSWERS = whole_number("KEPT_ANSWERS_MB", 16, at_most=4096) * 1_000_000
# Shared by web and worker: rate limits count in it and heartbeats are left in it.
CACHES = {"default": addresses.cache(required("CACHE_URL", f"file://{DATA_DIR / 'cache'}", "redis://host:6379/1"))}
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = addresses.broker(
    required("CELERY_BROKER_URL", "filesystem://", "redis://host:6379/0"), folder=DATA_DIR / "broker"
)
MAIL_FOLDER = DATA_DIR / "mail"
MAIL = addresses.email(required("EMAIL_URL", "folder://", "smtp+tls://user:password@mail.example.org:587"))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.starttls, MAIL.ssl, MAIL.timeout
DEFAULT_FROM_EMAIL = SERVER_EMAIL = addresses.sender(
    required(
        "MAIL_FROM", "Promise tracker <tracker@example.org>", "the sender: Promise tracker <news@tracker.example.org>"
    )
)
# What mail services report (bounces, complaints) comes to /anymail/<service>/tracking/ with this secret; every other
# ANYMAIL_… variable goes to django-anymail too: signing keys of the services that sign.
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")}
ANYMAIL["WEBHOOK_SECRET"] = os.environ.get("ANYMAIL_WEBHOOK_SECRET", "")
if ANYMAIL["WEBHOOK_SECRET"] and ":" not in ANYMAIL["WEBHOOK_SECRET"]:
    raise ImproperlyConfigured("ANYMAIL_WEBHOOK_SECRET has no colon: set it to name:password, both drawn at random.")
# News of a target is told at once only when it has stood for so long: what was taken back meanwhile is told to nobody.
ALERT_DELAY = timedelta(minutes=whole_number("ALERT_DELAY_MINUTES", 10, at_most=1440))
# When at night, in TIME_ZONE, the files of the whole record are made anew.
FILES_HOUR = whole_number("FILES_HOUR", 3, at_most=23)
# When on Monday, in TIME_ZONE, the week that has ended goes to addresses without an account; and after how many days an
# address that nobody confirmed is deleted.
WEEK_MAIL_HOUR = whole_number("WEEK_MAIL_HOUR", 8, at_most=23)
FORGET_UNCONFIRMED_AFTER = timedelta(days=max(1, whole_number("FORGET_UNCONFIRMED_DAYS", 7, at_most=365)))
# After how many days an account whose address nobody confirmed is deleted.
FORGET_UNVERIFIED_AFTER = timedelta(days=max(1, whole_number("FORGET_UNVERIFIED_DAYS", 30, at_most=3650)))
# Networks of the operator's own that web hooks may reach although they are not public, also without TLS: 10.1.0.0/16.
WEB_HOOK_NETWORKS = addresses.networks("WEB_HOOK_NETWORKS", listed(os.environ.get("WEB_HOOK_NETWORKS", "")))
# Whether the desk reads the page of a source for its title and date: an installation without a network says 0.
FETCH_PAGES = switch("FETCH_PAGES", "1")
# Whether the addresses of sources are asked weekly if they still answer. Off unless asked for: `make run` asks nobody.
CHECK_LINKS = switch("CHECK_LINKS", "0")
# The archive that is asked once for a copy of each source: https://web.archive.org/save/{url}. Empty: none is asked.
ARCHIVE_URL = services.archive(os.environ.get("ARCHIVE_URL", ""))
# How long the text of an article is kept that no source and no open draft cites. Address and hash stay.
ARTICLE_DAYS = timedelta(days=whole_number("ARTICLE_DAYS", 90, at_most=36_500))
# Whether feeds, site maps and pages that editors attach to bodies are looked at for new articles. Off unless asked for.
WATCH_SOURCES = switch("WATCH_SOURCES", "0")
# Networks of the operator's own whose pages it may read although they are not public.
FETCH_NETWORKS = addresses.networks("FETCH_NETWORKS", listed(os.environ.get("FETCH_NETWORKS", "")))
# A second reader of articles beside ours, off without an address: an OpenAI-compatible endpoint (a local llama.cpp).
READER_URL = services.reader(os.environ.get("READER_URL", ""))
READER_MODEL = os.environ.get("READER_MODEL", "")
READER_KEY = services.reader_key(os.environ.get("READER_KEY", ""))
# What it may take for one article, in all.
READER_SECONDS = whole_number("READER_SECONDS", 180, at_most=540)
# The bot that writes to people who have linked it; without a token Telegram is not offered.
TELEGRAM_BOT_TOKEN = os.environ.get("TELEGRAM_BOT_TOKEN", "")
TELEGRAM_BOT_NAME = os.environ.get("TELEGRAM_BOT_NAME", "")
TELEGRAM_API = "https://api.telegram.org"
if bool(TELEGRAM_BOT_TOKEN) != bool(TELEGRAM_BOT_NAME):
    raise ImproperlyConfigured("Set both TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_NAME (without @), or neither.")
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", "")  # where answers to a digest go; the sender if empty
# Whom readers write to: a mail address or a page, in the foot of pages and mails, on error pages and to web hooks.
CONTACT = os.environ.get("CONTACT") or parseaddr(MAIL_REPLY_TO)[1]
CONTACT_URL = addresses.contact(CONTACT)
# The publisher of /data/iati.xml: its identifier in the register of IATI, and its code of IATI's OrganisationType.
IATI_ORGANISATION = iati_publisher.organisation(os.environ.get("IATI_ORGANISATION", ""))
IATI_ORGANISATION_TYPE = iati_publisher.organisation_type(os.environ.get("IATI_ORGANISATION_TYPE") or "90")
# Who runs this installation, who edits, how to complain: texts of /about/ and /privacy/, each in three languages.
ABOUT = environment.texts("ABOUT_OPERATOR", "ABOUT_EDITORS", "ABOUT_COMPLAINTS", "ABOUT_PRIVACY")
# two: an editor's own draft is published by another. one: whoever may publish publishes at once.
REVIEW = os.environ.get("REVIEW") or ("one" if DEBUG else "two")
if REVIEW not in {"one", "two"}:
    raise ImproperlyConfigured(f"REVIEW is {REVIEW!r}: set REVIEW=two (a second pair of eyes) or REVIEW=one (none).")
# How many people hear of a change to chains of targets: the record does not know who follows it.
AUDIENCE = "accounts.follows.audience.followers_of"
# Which chains of targets anybody follows: what they wait for is looked for first.
FOLLOWED = "accounts.follows.audience.followed_among"

# Requests to servers of strangers have a queue and a worker of their own: whoever holds one up holds up no mail.
CELERY_TASK_ROUTES = {
    "accounts.tasks.deliver_other_channels": {"queue": "outgoing"},
    "projects.tasks.ask_archives": {"queue": "outgoing"},
    "projects.tasks.check_links": {"queue": "outgoing"},
    "projects.tasks.ask_second_reader": {"queue": "outgoing"},
    "projects.tasks.sweep_watches": {"queue": "outgoing"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
# A worker takes no more than it can begin soon: what one host has taken, workers of the others cannot do.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_MAX_LOOP_INTERVAL = 15  # the schedule's heartbeat is left once a loop
CELERY_TIMEZONE = "UTC"
# Where each worker and the schedule touch a file at each heartbeat, for probes of containers; None: nowhere.
HEARTBEAT_FOLDER = next(iter(folders("HEARTBEAT_FOLDER")), None)

# --- People --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# Django's own ModelBackend is left out: allauth's checks passwords too, and two of them hash each wrong one twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The first hashes; who has a hash by another gets one by the first when they log in.
PASSWORD_HASHERS = [
    "accounts.people.password_hashing.BoundedArgon2PasswordHasher",
    "accounts.people.password_hashing.BoundedPBKDF2PasswordHasher",
]
# Of new passwords; shorter ones from before still log in. Which characters it has is its owner's choice.
PASSWORD_LENGTH = 12
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "accounts.people.breached_passwords.BreachedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "following"
ACCOUNT_ADAPTER = "accounts.views.allauth_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "overview"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme or "http"
# Counted in the shared cache. ``login_failed`` holds for every way of giving a password or a code: per address, and per
# account whatever the address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,60/h/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "signup": "20/m/ip,100/h/ip",
}
# Asked again before an account is changed, and not older than these five minutes.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Nobody gets in without a confirmed address; who has a second factor may change theirs all the same.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_FORMS = {
    "signup": "accounts.views.password_forms.SignupForm",
    "change_password": "accounts.views.password_forms.ChangePasswordForm",
    "set_password": "accounts.views.password_forms.SetPasswordForm",
    "reset_password_from_key": "accounts.views.password_forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "accounts.people.mfa_adapter.MFAAdapter"
# What second factors are stored with: the first encrypts, all decrypt; none means keys derived from SECRET_KEY.
MFA_KEYS = listed(os.environ.get("MFA_KEYS", ""))
if any(len(key) < 32 for key in MFA_KEYS):
    raise ImproperlyConfigured(
        "MFA_KEYS holds a key of fewer than 32 characters. Separate keys by commas; draw one as you draw SECRET_KEY."
    )
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Promise tracker"
# Whether editors and admins use their rights only in sessions that have shown a second factor.
STAFF_SECOND_FACTOR = switch("STAFF_SECOND_FACTOR", "0" if DEBUG else "1")
# Passkeys are for the host of SITE_URL. Browsers know none for bare addresses; on this machine it is called localhost.
MFA_PASSKEY_LOGIN_ENABLED = True
PASSKEY_HOST = addresses.passkey_host(SITE_URL)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PASSKEY_HOST == "localhost"  # HTTP; the browser itself allows it there alone
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # asking and answering count; nothing can be guessed
MFA_FORMS = {
    "add_webauthn": "accounts.views.passkey_forms.AddPasskeyForm",
    "login_webauthn": "accounts.views.passkey_forms.LoginPasskeyForm",
    "authenticate_webauthn": "accounts.views.passkey_forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "accounts.views.passkey_forms.ReauthenticatePasskeyForm",
}
# Behind nginx the reader's address is in the last X-Forwarded-For; straight on gunicorn there is none to trust.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", 0, at_most=9)

# --- API -----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.people.token_authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["projects.api.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],  # a view that takes a body names the one reader: projects.http.json_body
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "projects.api.negotiation.JSONNegotiation",
    "EXCEPTION_HANDLER": "projects.http.problems.handler",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "URL_FORMAT_OVERRIDE": None,  # ?format= is a parameter like any other: unknown
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=365), "AUTO_REFRESH": False}
# Anonymous requests per minute per address: to /api/v1/ in all, and searches there and on pages.
ALLOWANCES = {
    "api": whole_number("API_PER_MINUTE", 6000, at_most=1_000_000),
    "search": whole_number("SEARCHES_PER_MINUTE", 300, at_most=1_000_000),
    "suggestions": whole_number("SUGGESTIONS_PER_MINUTE", 900, at_most=1_000_000),
    "other_days": whole_number("OTHER_DAYS_PER_MINUTE", 60, at_most=1_000_000),
    "pictures": whole_number("PICTURES_PER_MINUTE", 300, at_most=1_000_000),
    "wrong_tokens": whole_number("WRONG_TOKENS_PER_MINUTE", 30, at_most=1_000_000),
    "wrong_passwords": 60,  # an hour; a right one does not count
    # Files of the whole record, where they must be made; and rows written under one person's name.
    "making": whole_number("FILES_PER_MINUTE", 10, at_most=1_000_000),
    "lists": whole_number("LISTS_PER_MINUTE", 60, at_most=1_000_000),  # files of short lists
    "proposals": whole_number("PROPOSALS_PER_HOUR", 10, at_most=1_000_000),  # from one address
    # Addresses left for the week by mail: from one network and from everywhere, an hour; mails to one mailbox, a day.
    "subscriptions": whole_number("SUBSCRIPTIONS_PER_HOUR", 10, at_most=1_000_000),
    "all_subscriptions": whole_number("ALL_SUBSCRIPTIONS_PER_HOUR", 500, at_most=1_000_000),
    "mailboxes": 3,
    "imports": 10,  # spreadsheets of one person
    "exports": 5,  # files of all that is held about a person, made an hour for them
    "writing": whole_number("WRITES_PER_MINUTE", 600, at_most=1_000_000),
    "batches": whole_number("BATCHES_PER_MINUTE", 20, at_most=1_000_000),  # of up to a thousand rows
    # Looks of one editor at what a change would do; pages of sources fetched for them.
    "previews": whole_number("PREVIEWS_PER_MINUTE", 120, at_most=1_000_000),
    "fetching": whole_number("FETCHES_PER_MINUTE", 20, at_most=1_000_000),
    "second_reader": whole_number("SECOND_READINGS_PER_HOUR", 60, at_most=1_000_000),  # articles of one editor
}
SPECTACULAR_SETTINGS = openapi.SETTINGS
# Sites beside our own whose pages may ask the server for assistants (/mcp): https://inspector.example.org. Programs
# that are no pages send no Origin and need none.
MCP_ORIGINS = addresses.origins("MCP_ORIGINS", listed(os.environ.get("MCP_ORIGINS", "")))

# --- Languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Further ones are a folder each, here and where LANGUAGE_FOLDERS says (docs/languages.md).
LANGUAGE_FOLDERS = [BASE_DIR / "tracker" / "languages", *folders("LANGUAGE_FOLDERS")]
FURTHER = read_folders(LANGUAGE_FOLDERS, taken=("en", "ru", "kk"))
speak(FURTHER)
LANGUAGES = [
    ("en", _("English")),
    ("ru", _("Russian")),
    ("kk", _("Kazakh")),
    *((language.code, language.english) for language in FURTHER),
]
LANGUAGES_BIDI = [language.code for language in FURTHER if language.direction == "rtl"]
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale", BASE_DIR / "accounts" / "locale_of_libraries", *LANGUAGE_FOLDERS]
FORMAT_MODULE_PATH = "tracker.formats"
TIME_ZONE = time_zone("TIME_ZONE")
USE_TZ = True
USE_I18N = True

# --- Files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names with a digest, compressed once, for a public server; plain copies, made in a second, for one machine.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "tracker.static_files.ReleaseStorage"
    },
}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
MEDIA_ROOT = DATA_DIR / "media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Security ------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_policy.DIRECTIVES}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = urlsplit(SITE_URL).scheme == "https"
if not DEBUG and not HTTPS and not switch("ALLOW_HTTP", "0"):
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r} and DEBUG is 0: use an https:// address, or ALLOW_HTTP=1 where nothing else can be."
    )
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "tracker.sessions"
# With https no other host of the domain can plant them: browsers take a __Host- cookie from this very host alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
# A session ends when it was not used for so long, and in any case after so long; of people with rights sooner.
SESSION_ENDS = (timedelta(days=14), timedelta(days=60))
STAFF_SESSION_ENDS = (timedelta(hours=4), timedelta(hours=12))
SESSION_COOKIE_AGE = int(SESSION_ENDS[0].total_seconds())
SESSION_COOKIE_HTTPONLY = True
KNOWN_BROWSER_COOKIE = "known_browser"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
SECURE_SSL_REDIRECT = HTTPS
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc if HTTPS else None  # whatever name the request was for
# systemd's, compose's and Prometheus' own probes ask over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS

# --- Logs ----------------------------------------------------------------------------------------------------------
LOG_LEVEL = (os.environ.get("LOG_LEVEL") or "INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}: set it to DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = logs.configuration(LOG_LEVEL, machine=not DEBUG)
DEFAULT_EXCEPTION_REPORTER = "tracker.error_report.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "tracker.error_report.Filter"
# Who may read /metrics: whoever sends this token. Without one nobody may, except on one machine (DEBUG).
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
if SENTRY_DSN:
    from tracker import sentry

    sentry.start(SENTRY_DSN)
