from django.apps import AppConfig


class CardConfig(AppConfig):
    name = "sagacity.miniapps.card"
    label = "card"

    def ready(self) -> None:
        from sagacity.identity.family import api as family

        family.offer_child_door(
            path="/apps/card/for-others/",
            name={
                "ja": "こどもの市民証を、この端末に入れる",
                "ja-easy": "子どもの 市民証〈しみんしょう〉を、この スマートフォンに 入〈い〉れる",
                "en": "Put a child's citizen card onto this phone",
                "zh-hans": "将孩子的市民证放入此手机",
                "ko": "자녀의 시민증을 이 단말기에 넣기",
                "vi": "Đưa thẻ công dân của con vào điện thoại này",
            },
            icon="child",
        )
