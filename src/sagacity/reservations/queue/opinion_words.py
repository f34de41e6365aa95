"""What visitors are asked when they are done, and what they may tap, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from sagacity.reservations.queue.opinions import About

ABOUT_WORDS: dict[About, Promise | str] = {
    About.HOW: lazy("今日の窓口はどうでしたか"),
    About.WISH: lazy("どうすれば、来なくて済みましたか"),
}
ANSWER_WORDS: dict[str, Promise | str] = {
    "good": lazy("よかった"),
    "fair": lazy("ふつう"),
    "bad": lazy("よくなかった"),
    "online": lazy("スマートフォンで手続ができれば"),
    "store": lazy("コンビニで受け取れれば"),
    "post": lazy("郵便でできれば"),
    "phone": lazy("電話で済めば"),
    "one_desk": lazy("一つの窓口で全部済めば"),
    "told_before": lazy("要るものが先に分かっていれば"),
    "had_to_come": lazy("来て話したかった"),
}
