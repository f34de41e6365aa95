"""Django's settings, all of them from the environment; docs/reference/settings.md lists each."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import locale as django_locale

from sagacity.kit.manifest import all_manifests
from sagacity.site import environment
from sagacity.site.zones import ZONES

HERE = Path(__file__).parent
DATA_DIR = environment.data_dir()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = environment.flag("DEMO")
ZONE = environment.one_of("ZONE", ZONES)
PUBLIC_URL = environment.public_url()
TILE_URL = environment.text("TILE_URL")
TILE_CREDIT = environment.text("TILE_CREDIT")
SECRET_KEY = environment.secret("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or environment.hosts_of(PUBLIC_URL)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
UPLOAD_LIMIT_MB = environment.number("UPLOAD_LIMIT_MB")
STAFF_IDLE_MINUTES = environment.number("STAFF_IDLE_MINUTES")
DEBUG = False

ROOMS = [
    "sagacity.identity",
    "sagacity.registry",
    "sagacity.registry.collection",
    "sagacity.shell",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "sagacity.kit.signals",
    "sagacity.kit.jobs",
    "sagacity.kit.scheduler",
    "sagacity.kit.audit",
    "sagacity.kit.search",
    "sagacity.kit.ui",
    "sagacity.site",
    *ROOMS,
    *[manifest.package for manifest in all_manifests()],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after WhiteNoise: files lie compressed on the disk already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sagacity.identity.middleware.who_is_asking",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sagacity.site.zones.keep_to_zone",  # innermost: its "not found" is a whole page in the reader's language
]
ROOT_URLCONF = "sagacity.site.urls"
WSGI_APPLICATION = "sagacity.site.wsgi.application"
AUTH_USER_MODEL = "identity.StaffAccount"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "sagacity.kit.ui.context.page",
            ],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR / "city.sqlite3")}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "imports"]}}

USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
LANGUAGE_CODE = "ja"
LANGUAGES = [
    ("ja", "日本語"),
    ("ja-easy", "やさしい日本語"),
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("ko", "한국어"),
    ("vi", "Tiếng Việt"),
]
django_locale.LANG_INFO["ja-easy"] = {
    "bidi": False,
    "code": "ja-easy",
    "name": "Easy Japanese",
    "name_local": "やさしい日本語",
}
LOCALE_PATHS = [DATA_DIR / "locale"]  # all catalogues of all rooms, compiled at start by kit.ui
LANGUAGE_COOKIE_NAME = "sagacity_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sagacity.site.static_files.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA_DIR / "files"


def _asset_folder(module: str, inside: str) -> str:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise environment.BrokenSetting(f"the package {module} is not installed: run ./sagacity test once")
    return str(Path(next(iter(spec.submodule_search_locations))) / inside)


STATICFILES_DIRS = [("leaflet", _asset_folder("xstatic.pkg.leaflet", "data"))]

_TILE_ORIGIN = ["/".join(TILE_URL.split("/")[:3])] if TILE_URL.startswith("http") else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *_TILE_ORIGIN],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sagacity_staff"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PUBLIC_URL.startswith("https://") else 0
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Somebody mistyped an address: that is no news for the people who keep the house running.
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
