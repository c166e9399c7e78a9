"""Every setting of the newsroom, read from the environment; safe when the environment is empty."""

from pathlib import Path
from zoneinfo import ZoneInfo

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from articles.embeds import FRAME_SOURCES
from newsroom.environment import Environment, secret_key, site

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment.read()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# The paper

PAPER_NAME = env.str("PAPER_NAME", default="Newsroom")
PAPER_TAGLINE = env.str("PAPER_TAGLINE", default="News, people and context.")
PAPER_EMAIL = env.str("PAPER_EMAIL", default="")
PAPER_CORRECTIONS_POLICY = env.str(
    "PAPER_CORRECTIONS_POLICY",
    default=(
        "When we make a mistake we correct it as soon as we know, say in the story what was wrong and what is right, "
        "and list the correction here. Small fixes of spelling or layout change no facts and carry no note; "
        "every published version stays in the story’s history."
    ),
)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
# A story older than this many days says so above its text.
AGE_NOTICE_DAYS = env.int("AGE_NOTICE_DAYS", default=30)
# "Publish now" starts this many seconds ahead, so that it can still be taken back. 0 for the breaking-news desk.
PUBLISH_DELAY_SECONDS = env.int("PUBLISH_DELAY_SECONDS", default=10)

_site = site(SITE_URL)
try:
    ZoneInfo(TIME_ZONE)
except (KeyError, ValueError) as error:
    raise ImproperlyConfigured(f"TIME_ZONE must be a zone such as Europe/London, not {TIME_ZONE!r}.") from error
IS_HTTPS = _site.scheme == "https"

# Safety

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(env.str("SECRET_KEY", default=""), env.str("SECRET_KEY_FILE", default=""), DATA_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=sorted({str(_site.hostname), "localhost", "127.0.0.1", "[::1]"}))
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=IS_HTTPS)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=IS_HTTPS)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.desk.signing_in.refused"
SESSION_COOKIE_AGE = 12 * 60 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "newsroom.accounts.Accounts",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": FRAME_SOURCES,
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Mail to the newsroom's own people; none is sent until EMAIL_URL says how.

SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))
globals().update(env.mail(sender=PAPER_EMAIL or f"newsroom@{_site.hostname}"))

# The house

INSTALLED_APPS = [
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "newsroom.apps.StaticConfig",
    "django.forms",
    "taggit",
    "django_filters",
    "django_prose_editor",
    "rules",
    "csp",
    "people",
    "articles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "newsroom.chrome.chrome",
            ]
        },
    }
]
# Widgets have their templates beside all others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True

# What is kept, and where

DATABASES = {"default": env.database(default=DATA_DIR / "newsroom.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock when a transaction begins: in WAL mode a lock that is upgraded half-way
    # ignores the busy timeout and fails with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": env.int("SQLITE_TIMEOUT_SECONDS", default=10),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = None
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(DATA_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "newsroom" / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# A source map is as large as all the rest together, and only developers ever fetch one.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.staticfiles.StaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without tokens": {"()": "newsroom.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without tokens"]}},
    # Its own line of each request on the development server goes through the same handler.
    "loggers": {"django.server": {"propagate": True}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
