"""The one list of settings; docs/reference/settings.md is written from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a city decides by the environment."""

    name: str  # without SAGACITY_ in front
    meaning: str
    default: str = ""
    for_whom: str = "city"  # "city" | "tests"


_ALL = (
    Setting("CITY", "Key of the city pack to serve; empty: the key written in `cities/default`."),
    Setting("CITIES", "Folder of the city packs; empty: `cities/` beside the program."),
    Setting("DATA_DIR", "Folder for everything the city writes; empty: `.data` beside the program."),
    Setting("DATABASE_URL", "`postgresql://user:password@host/name`; empty: SQLite in the data folder."),
    Setting(
        "PUBLIC_URL",
        "The address residents type, with https in production.",
        default="http://localhost:8000",
    ),
    Setting(
        "ALLOWED_HOSTS", "Host names to answer to, by comma; empty: loopback and the host of PUBLIC_URL."
    ),
    Setting(
        "PROXIES",
        "Addresses or networks of proxies that are believed when they say who asks, by comma.",
        default="127.0.0.1",
    ),
    Setting(
        "PROXY_HEADER",
        "What they write: `X-Forwarded-For` (with `X-Forwarded-Proto`) or `Forwarded` (RFC 7239).",
        default="X-Forwarded-For",
    ),
    Setting(
        "ZONE",
        "Doors served: `internet` (residents), `lgwan` (staff), `mynumber` (health only) or `all`.",
        default="all",
    ),
    Setting(
        "SECRET_KEY",
        "Key for signatures and seals, 50 characters or more; empty: made at first start, kept in the data "
        "folder. Changed by `manage secrets rotate secret-key`: see change-the-keys.",
    ),
    Setting(
        "SECRET_KEY_BEFORE",
        "Values SECRET_KEY had before, by comma, where the environment names it: what they sealed opens.",
    ),
    Setting(
        "DEMO",
        "`1`: demonstration with published sign-in names. Refused unless PUBLIC_URL is loopback.",
        default="0",
    ),
    Setting(
        "TILE_URL",
        "Map tiles, as `https://host/{z}/{x}/{y}.png`; empty: a map with no tiles, own outlines only.",
    ),
    Setting("TILE_CREDIT", "Credit shown on the map; must be set together with TILE_URL."),
    Setting(
        "STAFF_IDLE_MINUTES",
        "Minutes without work after which a member of staff is signed out.",
        default="60",
    ),
    Setting(
        "STAFF_SECOND_FACTOR",
        "Code of a telephone's app after the password: `off`, `offered` to whoever wants it, or `needed`: "
        "nobody works without.",
        default="offered",
    ),
    Setting(
        "STAFF_OIDC_ISSUER",
        "The city's own sign-in for staff, word for word as it calls itself: "
        "`https://login.microsoftonline.com/TENANT-ID/v2.0` or `https://HOST/realms/REALM`; empty: none.",
    ),
    Setting("STAFF_OIDC_CLIENT_ID", "The city platform's client id there."),
    Setting("STAFF_OIDC_SECRET", "Its secret there; not needed with a key."),
    Setting("STAFF_OIDC_KEY_FILE", "Private key (JWK or PEM) that proves it there instead of a secret."),
    Setting(
        "STAFF_OIDC_ALGORITHM",
        "How the provider signs its tokens, and no other way: `RS256`, `PS256` or `ES256`.",
        default="RS256",
    ),
    Setting("STAFF_OIDC_SCOPES", "What is asked for, by space.", default="openid profile"),
    Setting("STAFF_OIDC_LOGIN", "Claim that holds the staff ID.", default="preferred_username"),
    Setting(
        "STAFF_OIDC_DOMAIN",
        "What follows the `@` of that claim and is left out: another domain is refused. Empty: none.",
    ),
    Setting(
        "STAFF_OIDC_GROUPS",
        "Claim that lists groups; dots lead inside, such as `realm_access.roles`.",
        default="groups",
    ),
    Setting("STAFF_OIDC_DIVISION", "Claim that names the division, such as `department`; empty: not taken."),
    Setting("STAFF_OIDC_TABLE", "TOML file: which groups give which roles; empty: groups give nothing."),
    Setting(
        "STAFF_OIDC_MAKES_ACCOUNTS",
        "`1`: whom the table gives a role gets an account at the first sign-in; else strangers are refused.",
        default="0",
    ),
    Setting(
        "STAFF_OIDC_SECOND_FACTOR",
        "Where two steps are asked for: `amr`: the token says so, or ours are asked; `provider`: it always "
        "asks; `here`: ours are always asked.",
        default="amr",
    ),
    Setting("RESIDENT_IDLE_DAYS", "Days without a visit after which a resident is signed out.", default="90"),
    Setting(
        "RESIDENT_LONGEST_DAYS", "Days after which a resident signs in again in any case.", default="365"
    ),
    Setting(
        "RESIDENT_PROOF_MINUTES",
        "Minutes for which a card's PIN, a signature or a clerk's look counts.",
        default="10",
    ),
    Setting(
        "AUDIT_YEARS",
        "Years the audit log stays in the database; whole older days are written to a file and taken out.",
        default="10",
    ),
    Setting(
        "FONT_DIR",
        "Folder with a font for paper (PDF); empty = the system's Noto Sans CJK or IPA fonts.",
    ),
    Setting("UPLOAD_LIMIT_MB", "Largest request body the front door takes, in megabytes.", default="300"),
    Setting(
        "UPLOAD_SCANNER",
        "What looks at residents' files before they are kept: `clamd://host:3310`, `clamd:///socket/file` "
        "or `icap://host:1344/service`; empty: nothing does.",
    ),
    Setting(
        "VAPID_KEY",
        "Private key for push, 43 characters base64url; empty: made at first start, kept in the data folder.",
    ),
    Setting("VAPID_KEY_BEFORE", "Values VAPID_KEY had before, for browsers that have not come by since."),
    Setting("CARD_KEY_BEFORE", "Values CARD_KEY had before: what they sealed opens."),
    Setting(
        "PEER_KEY",
        "Our keys towards peers of the data-linkage platform follow from it; empty: made at first start.",
    ),
    Setting(
        "CARD_KEY",
        "Seals the keys that sign citizen cards; empty: made at first start, kept in the data folder.",
    ),
    Setting(
        "CARD_WALLETS",
        "`1`: residents may take their card to a wallet of somebody else's, as an SD-JWT VC.",
        default="0",
    ),
    Setting(
        "CARD_CARRIES_FACTS",
        "`1`: citizen cards carry name, birth date and address, for reading without a network.",
        default="0",
    ),
    Setting(
        "FAMILY_CHILD_YEARS",
        "Age in years at which a child of the household acts for itself, and no parent by app any more.",
        default="15",
    ),
    Setting(
        "SCANNER_LOCK_MINUTES",
        "Minutes without a touch after which the scanner page of a reception asks for its PIN again.",
        default="10",
    ),
    Setting(
        "SCANNER_DECODER",
        "Static file of your own that reads QR codes for the scanner page; empty: the page's own reader.",
    ),
    Setting(
        "MAIL_URL",
        "`smtp://user:password@host:587` (STARTTLS when offered) or `smtps://…:465`; empty: no mail.",
    ),
    Setting("MAIL_FROM", "Sender of mails, as `お知らせ <no-reply@city.example.jp>`; empty: no mail."),
    Setting("LINE_TOKEN", "Channel access token of the city's LINE account; empty: no LINE."),
    Setting("LINE_SECRET", "Channel secret of the city's LINE account, which proves its webhook."),
    Setting("LINE_URL", "Address of the LINE Messaging API.", default="https://api.line.me"),
    Setting(
        "TRANSLATION_URL",
        "Address of a translator that speaks as LibreTranslate does, for conversations at counters; "
        "empty: phrase boards alone.",
    ),
    Setting("TRANSLATION_KEY", "The key it wants, if any."),
    Setting(
        "SPEECH_URL",
        "Address of a recogniser of speech with `/v1/audio/transcriptions`; empty: what is said is typed.",
    ),
    Setting("SPEECH_KEY", "The key it wants, if any."),
    Setting("SPEECH_MODEL", "The model it shall use.", default="whisper-1"),
    Setting(
        "BROKER_DATABASE_URL",
        "`postgresql://…` for entities and their history; empty: `broker.sqlite3` in the data folder.",
    ),
    Setting("BROKER_KEY", "A key for `X-API-Key` that may do everything; empty: no such key."),
    Setting(
        "BROKER_OPEN",
        "`1`: the data-linkage platform asks nobody for a key. Refused unless PUBLIC_URL is loopback.",
        default="0",
    ),
    Setting(
        "BROKER_TARGETS",
        "Hosts and networks, beyond public addresses, that notifications and forwards may reach, by comma.",
    ),
    Setting(
        "BROKER_ISSUERS",
        "A TOML file that names issuers, such as a Keycloak, whose tokens are taken too; empty: none.",
    ),
    Setting(
        "BROKER_DEVICE_PER_MINUTE",
        "Messages a device may send in a minute, if its group says nothing else; `0`: no limit.",
        default="600",
    ),
    Setting("BROKER_DEVICE_PER_DAY", "The same for a day.", default="200000"),
    Setting(
        "BROKER_GROUP_PER_MINUTE",
        "Messages that all devices with one key may send in a minute together; `0`: no limit.",
        default="60000",
    ),
    Setting("BROKER_GROUP_PER_DAY", "The same for a day.", default="20000000"),
    Setting(
        "BROKER_PROBE_MINUTES",
        "A receiver that took notifications before and does not answer is tried again at least so often.",
        default="5",
    ),
    Setting(
        "BROKER_FLOW_QUEUE",
        "An update with `options=flowControl` is answered when so many notifications, or fewer, wait.",
        default="100",
    ),
    Setting(
        "BROKER_FLOW_SECONDS", "It waits so many seconds at most; `0`: flow control never waits.", default="3"
    ),
    Setting(
        "BROKER_ORION",
        "Address of an existing Orion, as `http://10.0.0.5:1026`: calls of every tenant pass through to it,"
        " the data stay there; empty: our own store.",
    ),
    Setting(
        "BROKER_ORION_TENANTS",
        "Tenants that lie elsewhere than BROKER_ORION says, by comma, as `water=http://10.0.0.6:1026,-=here`;"
        " `-` is the tenant of whoever names none, `here` our own store.",
    ),
    Setting(
        "BROKER_ORION_SPEAKS", "What those Orions speak: `v2`, or `v2,ngsi-ld` (Orion-LD).", default="v2"
    ),
    Setting(
        "BROKER_ORION_RELAY",
        "Address at which an Orion reaches us to hand over notifications, as `http://10.0.0.4:8000`;"
        " empty: subscriptions to an Orion are refused.",
    ),
    Setting("BROKER_ORION_SECONDS", "Seconds an Orion has for one answer.", default="15"),
    Setting("BROKER_ORION_AT_ONCE", "Calls to one Orion at a time, in each web process.", default="64"),
    Setting(
        "HISTORY_PORT",
        "A port of its own for the history, for clients of QuantumLeap that drop `/history`; `0`: none.",
        default="0",
    ),
    Setting("MQTT_URL", "The MQTT broker that devices speak to, as `mqtt://user:password@host:1883`."),
    Setting(
        "VERIFICATION_URL",
        "Base and issuer of the national authentication app, `https://auth-and-sign.go.jp/api/realms/main`; "
        "empty: not connected.",
    ),
    Setting("VERIFICATION_CLIENT_ID", "The city's client id there."),
    Setting(
        "VERIFICATION_KEY_FILE",
        "Private key (JWK or PEM) that proves the city there; empty: made at first start, in the data.",
    ),
    Setting(
        "VERIFICATION_ALGORITHM", "How the city signs there: `ES256`, `RS256` or `PS256`.", default="ES256"
    ),
    Setting("VERIFICATION_ACR", "`acr_values` that are asked for.", default="aal3 crl"),
    Setting("VERIFICATION_AUTH_URL", "Authorization endpoint, when it does not follow from the base."),
    Setting("VERIFICATION_TOKEN_URL", "Token endpoint, when it does not follow from the base."),
    Setting("VERIFICATION_USERINFO_URL", "Userinfo endpoint, when it does not follow from the base."),
    Setting("VERIFICATION_CERTS_URL", "Endpoint of keys, when it does not follow from the base."),
    Setting("VERIFICATION_SIGN_URL", "Endpoint of signatures, when it does not follow from the base."),
    Setting("PAYMENT_URL", "Base address of the payment company's API; empty: residents pay at counters."),
    Setting("PAYMENT_KEY", "The key with which the city asks there."),
    Setting("PAYMENT_SECRET", "The secret by which its webhooks and returns are believed."),
    Setting("DEBIT_URL", "Base address of the page where banks take mandates; empty: on paper alone."),
    Setting("DEBIT_KEY", "The key with which the city asks there."),
    Setting("DEBIT_SECRET", "The secret by which hand-offs, returns and webhooks of mandates are believed."),
    Setting(
        "INVOICE_NUMBER",
        "The city's number as an issuer of qualified invoices, `T` and 13 digits; empty: not on receipts.",
    ),
    Setting(
        "DOCUMENT_KEY_FILE",
        "Key and certificate (PKCS #12) that sign documents given out; empty: made in the data folder.",
    ),
    Setting("DOCUMENT_KEY_PASSWORD", "The password of that file."),
    Setting(
        "TIMESTAMP_URL",
        "Timestamp authority (RFC 3161) for documents given out; empty: signed without a time of others.",
    ),
    Setting(
        "REMOTE_ICE",
        "STUN and TURN servers of the remote counter, by comma, as `stun:host:3478,turns:host:5349`; empty: "
        "none, and only browsers that reach each other directly see each other.",
    ),
    Setting(
        "REMOTE_TURN_SECRET",
        "Secret shared with the TURN server (TURN REST, coturn's `static-auth-secret`): passwords of four "
        "hours are made from it. Without it no TURN server is named to anybody.",
    ),
    Setting(
        "REGISTER_INBOX",
        "Folder where the resident register system leaves its files of changes; empty: none.",
    ),
    Setting(
        "JPKI_FOLDER",
        "Folder with `roots/`, `chain/` and `crls/` that certificates are checked by; "
        "empty: `jpki` in the data folder.",
    ),
    Setting(
        "PUSH_LOOPBACK",
        "`1`: push services on this machine are allowed too (the demonstration allows them).",
        default="0",
        for_whom="tests",
    ),
    Setting(
        "BENCH_SCALE",
        "One case of the year in so many is replayed by the bench.",
        default="100",
        for_whom="tests",
    ),
    Setting("BENCH_MOMENTS", "So many kills in the bench of kills.", default="200", for_whom="tests"),
    Setting("CHROMIUM", "Path of a Chromium for the browser tests; empty: looked for.", for_whom="tests"),
    Setting("SAMPLES", "Folder of published files for the tests on real data.", for_whom="tests"),
    Setting("TEST_DATABASE_URL", "A PostgreSQL on which the tests may create databases.", for_whom="tests"),
    Setting(
        "TEST_CLIENTS", "Folder where the tests may install client libraries of others.", for_whom="tests"
    ),
    Setting(
        "FORBID_SKIPS",
        "`1`: a skipped test is a failed run (`.ci/run` sets it).",
        default="0",
        for_whom="tests",
    ),
)
SETTINGS = {setting.name: setting for setting in _ALL}
