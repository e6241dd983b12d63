"""The embedded product: SQLite, files on disk, a Valkey from a wheel. Nothing has to be installed.

The environment decides: DATABASE_URL, REDIS_URL, SECRET_KEY, ALLOWED_HOSTS, DATA_DIR, PORT,
SITE_URL, TICK_SECONDS, LEASE_SECONDS, RENDER_SOFT_SECONDS, RENDER_HARD_SECONDS, RETRY_SECONDS,
RENDER_MEMORY_MB, UPLOAD_BYTES, CLAMAV_ADDRESS, SCAN_SECONDS, and EMAIL_HOST with what follows it
below.
`programme.settings.production` demands what must not be guessed.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
PORT = int(os.environ.get("PORT", "8000"))
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")


def kept_secret(path: Path) -> str:
    """The embedded product's own secret: made once, readable by its owner alone."""
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        # Where another process was first, its secret is the one that counts.
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(DATA_DIR / "secret_key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

# The artefacts, in the order in which a programme's navigation shows them.
ARTEFACTS = [
    "milestones",
    "risks",
    "budgets",
    "savings",
    "recommendations",
    "benefits",
    "equality",
    "workstreams",
    "lessons",
    "communications",
    "documents",
]

INSTALLED_APPS = [
    "programme",
    *ARTEFACTS,
    "outbox",
    "accounts",
    "papers",
    "reports",
    "intake",
    "search",
    "rounds",
    "closure",
    "margin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "csp",
    "django_tables2",
    "simple_history",
]

# The pages of a programme's navigation: label, URL name, permission; between them the logs that
# people open most, by name. Every other log is one step further, under "All logs".
PAGE = "programme.authorization.permissions.{}".format
NAVIGATION_BEFORE = [("Overview", "overview", PAGE("SEE_PROGRAMME"))]
NAVIGATION_LOGS = ["milestones", "risks", "budgets", "savings", "benefits"]
NAVIGATION_AFTER = [
    ("All logs", "logs", PAGE("SEE_LOGS")),
    ("Meetings", "meetings", PAGE("SEE_PROGRAMME")),
    ("Reports", "reports:list", "reports.permissions.SEE"),
    ("Scrutiny", "closure:reviews", "closure.review.permissions.SEE"),
    ("People", "people", PAGE("SEE_LOGS")),
    ("History", "history", PAGE("SEE_LOGS")),
]

# What rooms beyond the artefacts add to the kernel's pages (programme/extension.py).
EXTENSIONS = [
    "papers.extension.Papers",
    "reports.extension.Clearances",
    "reports.extension.Reports",
    "outbox.extension.Outbox",
    "accounts.extension.Accounts",
    "intake.extension.Intake",
    "search.extension.Search",
    "rounds.extension.Rounds",
    "closure.extension.Closure",
    "closure.after.extension.AfterClosing",
    "margin.extension.Margin",
    "closure.review.extension.ScrutinyReviews",
]

# Sections that a report definition may contain. System checks refuse a bad path or a repeated key.
REPORT_SECTIONS = [
    "reports.changes.ChangesSection",
    "reports.brief.BriefSection",
    "reports.brief.ExceptionsSection",
    "milestones.reporting.MilestonesSection",
    "milestones.reporting.AllMilestones",
    "programme.objectives.ObjectivesSection",
    "budgets.reporting.BudgetSection",
    "budgets.reporting.ReservesSection",
    "savings.reporting.SavingsSection",
    "savings.reporting.ClosingSavings",
    "risks.reporting.RisksSection",
    "risks.reporting.IssuesSection",
    "recommendations.reporting.AllRecommendations",
    "recommendations.reporting.LiveRecommendations",
    "recommendations.reporting.CompletedRecommendations",
    "recommendations.reporting.ExtensionRecommendations",
    "recommendations.reporting.OverdueRecommendations",
    "benefits.reporting.BenefitsSection",
    "equality.reporting.EqualitySection",
    "workstreams.reporting.WorkstreamsSection",
    "workstreams.reporting.FollowOnSection",
    "workstreams.reporting.FollowOnPlan",
    "lessons.reporting.LessonsSection",
    "lessons.reporting.LessonsLearnt",
    "communications.reporting.CommunicationsSection",
    "closure.custody.reporting.CustodySection",
    "closure.after.reporting.PlannedAndRealised",
    "closure.review.reporting.ScrutinyReviewSection",
    "documents.reporting.DocumentsSection",
    "closure.paper.organisation.OrganisationSection",
    "closure.paper.achievement.AchievementSection",
    "closure.readiness.reporting.ExplainedSection",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "programme.plain_requests.PlainRequests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "programme.plain_requests.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "programme.one_time_passwords.OwnPasswordFirst",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "programme.urls"
WSGI_APPLICATION = "programme.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "programme.ui.context.product",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Database -------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
_backend = DATABASES["default"]["ENGINE"].removeprefix("django.db.backends.")
DATABASES["default"]["ENGINE"] = f"programme.database.{_backend}"
if _backend == "sqlite3":
    # Immediate transactions: two savers queue for the lock at the start instead of failing in the
    # middle.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "cached_statements": 1000,  # the usual 128 are those of ten pages
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA"
            " recursive_triggers=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "programme.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "programme.sessions.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60  # seconds
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
# A council shares one address: lock the pair of name and address, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "programme/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# No library's own files.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = DATA_DIR / "static"
# Names carry a hash of the content, so that a browser may keep a file for good; Brotli and gzip
# stand beside each.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# The fonts whose names end in ttf are read by the PDF engine alone.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["woff2", "ttf"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "published"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Files that people hand in: how large one may be, and the scanner, at host:port or a socket's path.
UPLOAD_BYTES = int(os.environ.get("UPLOAD_BYTES", 20 * 1024 * 1024))
FILE_UPLOAD_HANDLERS = [
    "programme.upload_limit.DropTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMAV_ADDRESS = os.environ.get("CLAMAV_ADDRESS", "")
SCAN_SECONDS = float(os.environ.get("SCAN_SECONDS", "60"))

# --- Mail -----------------------------------------------------------------------------------------
# Without a server nothing leaves: what would have is shown at /outbox/.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "").lower() in ("1", "yes", "true")
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "").lower() in ("1", "yes", "true")
EMAIL_TIMEOUT = float(os.environ.get("EMAIL_TIMEOUT", "30"))  # seconds for one mail, all in all
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Programme governance <governance@localhost>")

# --- Jobs -----------------------------------------------------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6389/0")
TICK_SECONDS = float(os.environ.get("TICK_SECONDS", "60"))
LEASE_SECONDS = float(os.environ.get("LEASE_SECONDS", "120"))
# How long one report may take: then it is asked to end, and a minute later it is killed.
RENDER_SOFT_SECONDS = float(os.environ.get("RENDER_SOFT_SECONDS", "600"))
RENDER_HARD_SECONDS = float(os.environ.get("RENDER_HARD_SECONDS", RENDER_SOFT_SECONDS + 60))
# What one report may hold in memory while it is laid out; a paper of 200 pages takes about 600.
RENDER_MEMORY_MB = int(os.environ.get("RENDER_MEMORY_MB", "2000"))
RETRY_SECONDS = float(os.environ.get("RETRY_SECONDS", "30"))
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
}
CELERY_TIMEZONE = TIME_ZONE
# The tick has a worker of its own: it must run when every drawing worker hangs.
CELERY_TASK_DEFAULT_QUEUE = "drawing"
EVERY_TICK = {  # what looks for work that waits
    "tick": "reports.tasks.tick",
    "find-files-to-scan": "programme.tasks.find_files_to_scan",
    "find-mails": "outbox.tasks.find_mails",
    "find-imports": "intake.tasks.find_imports",
    "find-archives": "closure.tasks.find_archives",
    "find-rounds": "rounds.tasks.find_rounds",
}
FORGETTING = "programme.tasks.forget_used_forms"
CELERY_TASK_ROUTES = {
    **{task: {"queue": "tick"} for task in [*EVERY_TICK.values(), FORGETTING]},
    "outbox.tasks.send_mails": {"queue": "mail"},  # a mail server that hangs holds up no drawing
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # A tick that waited longer than the next one is worthless: it expires instead of piling up.
    **{
        name: {"task": task, "schedule": TICK_SECONDS, "options": {"expires": TICK_SECONDS}}
        for name, task in EVERY_TICK.items()
    },
    "forget-used-forms": {"task": FORGETTING, "schedule": 24 * 60 * 60},
    # One that waited until the next night is not done twice.
    "check-files": {
        "task": "reports.tasks.check_files",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 20 * 60 * 60},
    },
}

# --- Forms and tables -----------------------------------------------------------------------------
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)

# --- Security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF, NONCE],  # a register's headings for its cards on a phone
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "programme.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "programme.plain_requests.from_an_old_page"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a sheet has a field for each cell of a hundred rows

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # WeasyPrint tells its progress through a logger; the report page shows it, the console need
    # not.
    "loggers": {"reports": {"level": "INFO"}, "weasyprint.progress": {"propagate": False}},
}
