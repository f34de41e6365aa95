"""Roles of staff, and what each may do: a list short enough to be read in one look."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IMPORT = "registry.import"
APPROVE = "registry.approve"
CORRECT = "registry.correct"
BROKER_LOOK = "broker.look"
BROKER_OPERATE = "broker.operate"
COLLECTION_EDIT = "collection.edit"
COLLECTION_APPROVE = "collection.approve"
NOTICE_LOOK = "notices.look"
NOTICE_WRITE = "notices.write"
NOTICE_APPROVE = "notices.approve"
TOPIC_MANAGE = "topics.manage"
PRODUCT_EDIT = "products.edit"
PROCEDURE_LOOK = "procedures.look"
PROCEDURE_EDIT = "procedures.edit"
PROCEDURE_PUBLISH = "procedures.publish"
EVENT_EDIT = "events.edit"
EVENT_APPLICANTS = "events.applicants"
DEBIT_LOOK = "debit.look"
DEBIT_COLLECT = "debit.collect"
DEBIT_APPROVE = "debit.approve"
CARD_LOOK = "cards.look"
CARD_ISSUE = "cards.issue"
STAFF_MANAGE = "staff.manage"
STAFF_APPROVE = "staff.approve"
AUDIT_READ = "audit.read"
CHECKIN_LOOK = "checkin.look"
CHECKIN_EVENT = "checkin.event"
CHECKIN_SHELTER = "checkin.shelter"
REGISTER_NAME = "register.name"
REGISTER_FACTS = "register.facts"
REGISTER_HOUSEHOLD = "register.household"
REGISTER_SUPPORT = "register.support"
REGISTER_IMPORT = "register.import"
VERIFICATION_DECIDE = "verification.decide"
ACCOUNT_HELP = "accounts.help"
CASE_LOOK = "cases.look"  # the cases of one's own division
CASE_EVERY = "cases.every_division"
CASE_ENTER = "cases.enter"
CASE_WORK = "cases.work"
CASE_DECIDE = "cases.decide"
CASE_FIGURES = "cases.figures"
SURVEY_MANAGE = "surveys.manage"
QUEUE_CALL = "queue.call"
CONVERSATION_HOLD = "conversation.hold"
QUEUE_FIGURES = "queue.figures"
MONEY_LOOK = "money.look"
MONEY_TAKE = "money.take"
MONEY_KEEP = "money.keep"
MONEY_APPROVE = "money.approve"
SCHEDULE_LOOK = "schedule.look"
SCHEDULE_KEEP = "schedule.keep"
REFORM_LOOK = "reform.look"  # figures of all divisions, small counts hidden
REFORM_KEEP = "reform.keep"  # write down what was changed and when

# Groups of columns of a resident's record: a role says which its work needs, a grant of its own opens them.
COLUMNS: dict[str, Promise] = {
    REGISTER_NAME: _("氏名"),
    REGISTER_FACTS: _("氏名・生年月日・性別・住所"),
    REGISTER_HOUSEHOLD: _("世帯"),
    REGISTER_SUPPORT: _("支援措置"),
}
# What opens residents' data, the accounts of staff or their log: given by two people.
DANGEROUS = frozenset(
    {
        *COLUMNS,
        STAFF_MANAGE,
        STAFF_APPROVE,
        AUDIT_READ,
        EVENT_APPLICANTS,
        DEBIT_LOOK,
        DEBIT_COLLECT,
        DEBIT_APPROVE,
        CARD_LOOK,
        CARD_ISSUE,
        CHECKIN_EVENT,
        CHECKIN_SHELTER,
        REGISTER_IMPORT,
        VERIFICATION_DECIDE,
        ACCOUNT_HELP,
        CASE_LOOK,
        CASE_EVERY,
        CASE_ENTER,
        CASE_WORK,
        CASE_DECIDE,
        MONEY_KEEP,
        MONEY_APPROVE,
        SCHEDULE_KEEP,
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work, and the permissions it needs."""

    key: str
    title: Promise | str
    permissions: frozenset[str]

    @property
    def columns(self) -> frozenset[str]:
        """The groups of columns that this work may need; the role alone opens none of them."""
        return self.permissions & COLUMNS.keys()

    @property
    def needs_two(self) -> bool:
        """Whether one person alone may not give it."""
        return bool(self.permissions & DANGEROUS)


ROLES: tuple[Role, ...] = (
    Role("data_clerk", _("データ担当"), frozenset({IMPORT, CORRECT, BROKER_LOOK, BROKER_OPERATE})),
    Role("data_approver", _("データ承認者"), frozenset({APPROVE, CORRECT, BROKER_LOOK})),
    Role("garbage_clerk", _("ごみ収集担当"), frozenset({COLLECTION_EDIT})),
    Role("garbage_approver", _("ごみ収集承認者"), frozenset({COLLECTION_APPROVE})),
    Role("notice_writer", _("お知らせ担当"), frozenset({NOTICE_LOOK, NOTICE_WRITE})),
    Role("notice_approver", _("お知らせ承認者"), frozenset({NOTICE_LOOK, NOTICE_APPROVE, TOPIC_MANAGE})),
    Role(
        "event_clerk",
        _("催し担当"),
        frozenset({EVENT_EDIT, EVENT_APPLICANTS, NOTICE_LOOK, NOTICE_WRITE, IMPORT}),
    ),
    Role("schedule_viewer", _("予約表を見る人"), frozenset({SCHEDULE_LOOK})),
    Role("schedule_clerk", _("予約担当"), frozenset({SCHEDULE_LOOK, SCHEDULE_KEEP})),
    Role("procedure_writer", _("手続の作成担当"), frozenset({PROCEDURE_LOOK, PROCEDURE_EDIT})),
    Role("procedure_approver", _("手続の承認者"), frozenset({PROCEDURE_LOOK, PROCEDURE_PUBLISH})),
    Role("product_clerk", _("特産品担当"), frozenset({PRODUCT_EDIT})),
    Role(
        "resident_clerk",
        _("住民記録担当"),
        frozenset({REGISTER_FACTS, REGISTER_HOUSEHOLD, REGISTER_IMPORT, VERIFICATION_DECIDE, ACCOUNT_HELP}),
    ),
    Role("support_officer", _("支援措置担当"), frozenset({REGISTER_FACTS, REGISTER_SUPPORT})),
    Role("card_clerk", _("市民証担当"), frozenset({CARD_LOOK, CARD_ISSUE, REGISTER_FACTS})),
    Role("event_receptionist", _("催しの受付担当"), frozenset({CHECKIN_LOOK, CHECKIN_EVENT, REGISTER_NAME})),
    Role(
        "shelter_receptionist",
        _("避難所の受付担当"),
        frozenset({CHECKIN_LOOK, CHECKIN_SHELTER, REGISTER_NAME, REGISTER_FACTS}),
    ),
    Role(
        "case_clerk",
        _("審査担当"),
        frozenset({CASE_LOOK, CASE_ENTER, CASE_WORK, ACCOUNT_HELP, REGISTER_FACTS, REGISTER_HOUSEHOLD}),
    ),
    Role("case_decider", _("決裁者"), frozenset({CASE_LOOK, CASE_WORK, CASE_DECIDE, CASE_FIGURES})),
    Role("survey_clerk", _("アンケート担当"), frozenset({SURVEY_MANAGE, NOTICE_LOOK, NOTICE_WRITE})),
    Role("case_overseer", _("全庁の案件担当"), frozenset({CASE_LOOK, CASE_EVERY, CASE_FIGURES})),
    Role("queue_clerk", _("窓口の呼び出し担当"), frozenset({QUEUE_CALL, CONVERSATION_HOLD})),
    Role("queue_planner", _("窓口の計画担当"), frozenset({QUEUE_CALL, QUEUE_FIGURES, CONVERSATION_HOLD})),
    Role("conversation_clerk", _("多言語の窓口担当"), frozenset({CONVERSATION_HOLD})),
    Role("reform_officer", _("窓口改革担当"), frozenset({REFORM_LOOK, REFORM_KEEP})),
    Role("cashier", _("窓口の出納担当"), frozenset({MONEY_LOOK, MONEY_TAKE})),
    Role("money_clerk", _("会計担当"), frozenset({MONEY_LOOK, MONEY_TAKE, MONEY_KEEP})),
    Role("money_approver", _("会計の承認者"), frozenset({MONEY_LOOK, MONEY_APPROVE})),
    Role("debit_clerk", _("口座振替担当"), frozenset({DEBIT_LOOK, DEBIT_COLLECT})),
    Role("debit_approver", _("口座振替承認者"), frozenset({DEBIT_LOOK, DEBIT_APPROVE})),
    Role("grant_approver", _("権限の承認者"), frozenset({STAFF_APPROVE})),
    Role("administrator", _("システム管理者"), frozenset({STAFF_MANAGE, STAFF_APPROVE, AUDIT_READ})),
)
_BY_KEY = {role.key: role for role in ROLES}


class NoSuchRole(Exception):
    """There is no role of this name."""


def role(key: str) -> Role:
    if key not in _BY_KEY:
        raise NoSuchRole(key)
    return _BY_KEY[key]


def title(key: str) -> str:
    """What people call the role; a role that has been abolished keeps its old key."""
    return str(_BY_KEY[key].title) if key in _BY_KEY else key


def columns_of(held: Iterable[str]) -> frozenset[str]:
    """The groups of columns that holders of these roles may need."""
    return frozenset().union(*(_BY_KEY[key].columns for key in held if key in _BY_KEY))


def permissions_of(held: Iterable[str], columns: Iterable[str]) -> frozenset[str]:
    """What holders of these roles may do together; columns only where a role and a grant both open them."""
    every = frozenset[str]().union(*(_BY_KEY[key].permissions for key in held if key in _BY_KEY))
    return every - (COLUMNS.keys() - frozenset(columns))


def column_title(group: str) -> str:
    """What people call a group of columns."""
    return str(COLUMNS.get(group, group))
