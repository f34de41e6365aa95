"""What a look at a definition finds, each in words for staff: what there is and what to do."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from sagacity.procedures.faults import Path, written


class Level(StrEnum):
    """How much a flaw matters."""

    ERROR = "error"  # it cannot be published
    WARNING = "warning"  # somebody will be misled or turned away
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to put right; `path` is where, as in the TOML: "block", 0, "question", 2."""

    code: str
    path: Path
    about: str = ""

    @property
    def level(self) -> Level:
        if self.code in _NOTES:
            return Level.NOTE
        return Level.WARNING if self.code in _WARNINGS else Level.ERROR

    @property
    def place(self) -> str:
        return written(self.path)

    @property
    def words(self) -> str:
        """One or two sentences in the language of the page."""
        return _sentence(self.code) % {"about": self.about}


_NOTES = frozenset({"not_confirmed", "empty_block"})
_WARNINGS = frozenset(
    {
        "missing_words",
        "always_true",
        "useless_options",
        "unknown_prefill",
        "unknown_division",
        "unknown_fact",
        "no_words_for_must",
        "no_paper_ever",
    }
)


def _sentence(code: str) -> str:
    return {
        "no_questions": _("何もきいていません。ブロックと質問を足してください。"),
        "empty_block": _("質問のないブロックです。説明だけのページになります。"),
        "duplicate_key": _("鍵「%(about)s」が前にもあります。別の鍵にしてください。"),
        "reserved_key": _("鍵「%(about)s」は条件の中で使うため、質問には使えません。別の鍵にしてください。"),
        "no_options": _("選択肢がありません。二つ以上足してください。"),
        "useless_options": _("この種類の質問では、選択肢は使われません。消すか、種類を変えてください。"),
        "no_columns": _("表に列がありません。列を足してください。"),
        "column_kind": _("表の中で「%(about)s」は使えません。別の種類にしてください。"),
        "bounds_crossed": _("いちばん小さい値が、いちばん大きい値を超えています（%(about)s）。"),
        "bad_day_bound": _(
            "日の範囲「%(about)s」が読めません。2026-04-01 か today-14d の形で書いてください。"
        ),
        "bad_pattern": _("形の決まり（pattern）が使えません（%(about)s）。書き直してください。"),
        "unknown_prefill": _("「%(about)s」からの記入はできません。使えるものを選んでください。"),
        "no_words_for_must": _("条件に合わない答えのときの説明（say）がありません。書いてください。"),
        "asks_forbidden_number": _(
            "個人番号（マイナンバー）をきいているようです。個人番号は、どこにも保存できません。質問を消してください。"
        ),
        "unknown_variable": _(
            "条件の中の「%(about)s」という質問はありません。鍵を確かめるか、条件を直してください。"
        ),
        "unknown_fact": _("「%(about)s」という事実は、条件では分かりません。使えるものを選んでください。"),
        "unknown_part": _("「%(about)s」という部分は、その答えにありません。"),
        "looks_ahead": _(
            "後できく「%(about)s」を条件にしています。質問の順番を入れ替えるか、条件を直してください。"
        ),
        "no_such_option": _("条件の「%(about)s」は、選択肢にありません。選択肢か条件を直してください。"),
        "contradiction": _("この条件は、どんな答えでも成り立ちません。矛盾しているところを直してください。"),
        "always_true": _("この条件は、どんな答えでも成り立ちます。要らなければ消してください。"),
        "unreachable": _(
            "この質問には、だれもたどり着けません（%(about)s）。前の質問の条件と合わせて見直してください。"
        ),
        "dead_end": _(
            "必ず答える質問なのに、選べるものがない場合があります（%(about)s）。そこから先へ進めません。"
        ),
        "never_good": _(
            "この質問の条件（must）は決して成り立たず、だれも申請を終えられません。直してください。"
        ),
        "nobody_eligible": _("だれも申請できない条件です。直してください。"),
        "no_paper_ever": _("この書類は、どんな答えでも要りません。条件を直すか、消してください。"),
        "no_such_fee": _(
            "手数料「%(about)s」が手数料の表にありません。表に足すか、項目を選び直してください。"
        ),
        "fee_without_amount": _(
            "金額の決まらない場合があります（%(about)s）。手数料の表か、ここの条件を直してください。"
        ),
        "counts_nothing": _(
            "数の質問「%(about)s」がないか、1以上の数ではありません。数の質問を選び、1以上にしてください。"
        ),
        "nobody_decides": _("決める段階がありません。どの段階で決めるかを選んでください。"),
        "decision_skipped": _(
            "決める段階が飛ばされることがあります（%(about)s）。飛ばす条件を消してください。"
        ),
        "no_owner": _("担当の課がありません。課を選んでください。"),
        "unknown_division": _("「%(about)s」という課は、職員の名簿にありません。名前を確かめてください。"),
        "negative_days": _("日数が0より小さくなっています。"),
        "first_needs_two": _("最初の段階には前の人がいないので、「別の人が行う」は使えません。"),
        "outcome_without_text": _("できあがる文書に、%(about)sがありません。書いてください。"),
        "unknown_placeholder": _(
            "文中の「{%(about)s}」を埋めるものがありません。行の鍵か、使えることばに直してください。"
        ),
        "bad_delivery": _("受け取り方「%(about)s」はありません。inbox、counter、post から選んでください。"),
        "bad_once_for": _(
            "「一人一回」の質問「%(about)s」がありません。質問の鍵か applicant を書いてください。"
        ),
        "bad_counted_from": _("期限を数える日の質問「%(about)s」がないか、日付ではありません。"),
        "bad_level": _("本人確認の強さは0から4までです（%(about)s）。"),
        "ends_before": _("終わりの日が、始まりの日より前です。"),
        "missing_words": _("ことばが足りません（%(about)s）。その言語の人には、日本語か英語で出ます。"),
        "not_confirmed": _("市がまだ確かめていない内容です。確かめたら、確認済みにしてください。"),
    }[code]
