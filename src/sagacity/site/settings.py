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
FONT_DIR = environment.text("FONT_DIR")  # for paper
TILE_URL = environment.text("TILE_URL")
TILE_CREDIT = environment.text("TILE_CREDIT")
SECRET_KEY = environment.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.secrets_before("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or environment.hosts_of(PUBLIC_URL)
environment.proxies()  # broken ones are found at start
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
UPLOAD_LIMIT_MB = environment.number("UPLOAD_LIMIT_MB")
UPLOAD_SCANNER = environment.text("UPLOAD_SCANNER")
STAFF_IDLE_MINUTES = environment.number("STAFF_IDLE_MINUTES")
STAFF_SECOND_FACTOR = environment.one_of("STAFF_SECOND_FACTOR", ("off", "offered", "needed"))
STAFF_OIDC_ISSUER = environment.text("STAFF_OIDC_ISSUER")
STAFF_OIDC_CLIENT_ID = environment.text("STAFF_OIDC_CLIENT_ID")
STAFF_OIDC_SECRET = environment.text("STAFF_OIDC_SECRET")
STAFF_OIDC_KEY_FILE = environment.text("STAFF_OIDC_KEY_FILE")
STAFF_OIDC_ALGORITHM = environment.one_of("STAFF_OIDC_ALGORITHM", ("RS256", "PS256", "ES256"))
STAFF_OIDC_SCOPES = environment.text("STAFF_OIDC_SCOPES")
STAFF_OIDC_LOGIN = environment.text("STAFF_OIDC_LOGIN")
STAFF_OIDC_DOMAIN = environment.text("STAFF_OIDC_DOMAIN")
STAFF_OIDC_GROUPS = environment.text("STAFF_OIDC_GROUPS")
STAFF_OIDC_DIVISION = environment.text("STAFF_OIDC_DIVISION")
STAFF_OIDC_TABLE = environment.text("STAFF_OIDC_TABLE")
STAFF_OIDC_MAKES_ACCOUNTS = environment.flag("STAFF_OIDC_MAKES_ACCOUNTS")
STAFF_OIDC_SECOND_FACTOR = environment.one_of("STAFF_OIDC_SECOND_FACTOR", ("amr", "provider", "here"))
RESIDENT_IDLE_DAYS = environment.number("RESIDENT_IDLE_DAYS")
RESIDENT_LONGEST_DAYS = environment.number("RESIDENT_LONGEST_DAYS")
RESIDENT_PROOF_MINUTES = environment.number("RESIDENT_PROOF_MINUTES")
AUDIT_YEARS = environment.number("AUDIT_YEARS")
VAPID_KEY = environment.secret("VAPID_KEY")
VAPID_KEY_FALLBACKS = environment.secrets_before("VAPID_KEY")
CARD_KEY = environment.secret("CARD_KEY")
CARD_KEY_FALLBACKS = environment.secrets_before("CARD_KEY")
PEER_KEY = environment.secret("PEER_KEY")
CARD_WALLETS = DEMO or environment.flag("CARD_WALLETS")
CARD_CARRIES_FACTS = environment.flag("CARD_CARRIES_FACTS")
FAMILY_CHILD_YEARS = environment.number("FAMILY_CHILD_YEARS")
SCANNER_DECODER = environment.text("SCANNER_DECODER")
SCANNER_LOCK_MINUTES = environment.number("SCANNER_LOCK_MINUTES")
PUSH_LOOPBACK = DEMO or environment.flag("PUSH_LOOPBACK")
MAIL_URL = environment.text("MAIL_URL")
MAIL_FROM = environment.text("MAIL_FROM")
LINE_TOKEN = environment.text("LINE_TOKEN")
LINE_SECRET = environment.text("LINE_SECRET")
LINE_URL = environment.text("LINE_URL").rstrip("/")
TRANSLATION_URL = environment.text("TRANSLATION_URL").rstrip("/")
TRANSLATION_KEY = environment.text("TRANSLATION_KEY")
SPEECH_URL = environment.text("SPEECH_URL").rstrip("/")
SPEECH_KEY = environment.text("SPEECH_KEY")
SPEECH_MODEL = environment.text("SPEECH_MODEL")
BROKER_STORE = environment.text("BROKER_DATABASE_URL") or str(DATA_DIR / "broker.sqlite3")
BROKER_KEY = environment.text("BROKER_KEY")
BROKER_OPEN = environment.flag("BROKER_OPEN")
BROKER_TARGETS = tuple(environment.words("BROKER_TARGETS"))
BROKER_ISSUERS = environment.text("BROKER_ISSUERS")
BROKER_DEVICE_PER_MINUTE = environment.number("BROKER_DEVICE_PER_MINUTE")
BROKER_DEVICE_PER_DAY = environment.number("BROKER_DEVICE_PER_DAY")
BROKER_GROUP_PER_MINUTE = environment.number("BROKER_GROUP_PER_MINUTE")
BROKER_GROUP_PER_DAY = environment.number("BROKER_GROUP_PER_DAY")
BROKER_PROBE_MINUTES = environment.number("BROKER_PROBE_MINUTES")
BROKER_FLOW_QUEUE = environment.number("BROKER_FLOW_QUEUE")
BROKER_FLOW_SECONDS = environment.number("BROKER_FLOW_SECONDS")
BROKER_ORIONS = environment.orions()
HISTORY_PORT = environment.number("HISTORY_PORT")
MQTT_URL = environment.text("MQTT_URL")
VERIFICATION_URL = environment.text("VERIFICATION_URL").rstrip("/")
VERIFICATION_CLIENT_ID = environment.text("VERIFICATION_CLIENT_ID")
VERIFICATION_KEY_FILE = environment.text("VERIFICATION_KEY_FILE")
VERIFICATION_ALGORITHM = environment.one_of("VERIFICATION_ALGORITHM", ("ES256", "RS256", "PS256"))
VERIFICATION_ACR = environment.text("VERIFICATION_ACR")
VERIFICATION_AUTH_URL = environment.text("VERIFICATION_AUTH_URL")
VERIFICATION_TOKEN_URL = environment.text("VERIFICATION_TOKEN_URL")
VERIFICATION_USERINFO_URL = environment.text("VERIFICATION_USERINFO_URL")
VERIFICATION_CERTS_URL = environment.text("VERIFICATION_CERTS_URL")
VERIFICATION_SIGN_URL = environment.text("VERIFICATION_SIGN_URL")
PAYMENT_URL = environment.text("PAYMENT_URL").rstrip("/")
PAYMENT_KEY = environment.text("PAYMENT_KEY")
PAYMENT_SECRET = environment.text("PAYMENT_SECRET")
DEBIT_URL = environment.text("DEBIT_URL").rstrip("/")
DEBIT_KEY = environment.text("DEBIT_KEY")
DEBIT_SECRET = environment.text("DEBIT_SECRET")
INVOICE_NUMBER = environment.text("INVOICE_NUMBER")
DOCUMENT_KEY_FILE = environment.text("DOCUMENT_KEY_FILE")
DOCUMENT_KEY_PASSWORD = environment.text("DOCUMENT_KEY_PASSWORD")
TIMESTAMP_URL = environment.text("TIMESTAMP_URL")
JPKI_FOLDER = environment.text("JPKI_FOLDER")
REGISTER_INBOX = environment.text("REGISTER_INBOX")
REMOTE_ICE = environment.ice_servers("REMOTE_ICE")
REMOTE_TURN_SECRET = environment.text("REMOTE_TURN_SECRET")
DEBUG = False

ROOMS = [
    "sagacity.broker",
    "sagacity.identity",
    "sagacity.identity.accounts",
    "sagacity.identity.register",
    "sagacity.identity.family",
    "sagacity.identity.cards",
    "sagacity.identity.verification",
    "sagacity.registry",
    "sagacity.registry.collection",
    "sagacity.checkin",
    "sagacity.ledger",
    "sagacity.ledger.debit",
    "sagacity.messaging",
    "sagacity.messaging.conversation",
    "sagacity.reservations",
    "sagacity.reservations.slots",
    "sagacity.reservations.queue",
    "sagacity.reservations.remote",
    "sagacity.procedures",
    "sagacity.procedures.cases",
    "sagacity.procedures.forms",
    "sagacity.procedures.guide",
    "sagacity.procedures.outcomes",
    "sagacity.procedures.surveys",
    "sagacity.procedures.visits",
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
    "sagacity.kit.signals",
    "sagacity.kit.jobs",
    "sagacity.kit.scheduler",
    "sagacity.kit.audit",
    "sagacity.kit.proposals",
    "sagacity.kit.search",
    "sagacity.kit.uploads",
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
    "sagacity.kit.ui.own_words.WordsOfThePage",
    "sagacity.kit.ui.text_only.for_slow_phones",
    "sagacity.kit.ui.furigana.above_kanji",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sagacity.identity.middleware.who_is_asking",
    "sagacity.identity.accounts.middleware.keeps_residents",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sagacity.kit.ui.my_number_guard.stop_my_number",  # before any page, and able to draw one
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sagacity.site.away.PlatformIsAway",
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

# What is said to people never waits behind an import, and push never behind slow mail.
QUEUES = ["default", "imports", "notices", "push", "letters", "documents"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

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
SESSION_ENGINE = "sagacity.identity.session_store"
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
