from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "sagacity.identity.verification"
    label = "verification"

    def ready(self) -> None:
        from sagacity.identity import api as identity
        from sagacity.identity.accounts import api as accounts
        from sagacity.identity.verification import client_keys, health, keeping, sealing
        from sagacity.kit import house_secrets, providers, seals
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit.ui import api as ui

        providers.offer_check("verification.auth_app", health.auth_app)
        providers.offer_check("verification.jpki", health.jpki)
        seals.offer_renewal("facts that wait for a clerk", sealing.renew)
        house_secrets.offer_secret(client_keys.as_secret())
        kit_keeping.offer_keeper(
            name="verification", package=self.name, kept=keeping.kept, forget=keeping.forget
        )
        accounts.offer_way(
            path="/me/verify/",
            reaches=accounts.Level.CERTIFICATE,
            name={
                "ja": "マイナンバーカードで確かめる",
                "ja-easy": "マイナンバーカードで 確認〈かくにん〉する",
                "en": "Prove by My Number Card",
                "zh-hans": "用个人编号卡确认",
                "ko": "마이넘버카드로 확인하기",
                "vi": "Xác nhận bằng thẻ My Number",
            },
            text={
                "ja": "カード、数字4けたの暗証番号、スマートフォンを使います。",
                "ja-easy": "カード、4けたの 番号〈ばんごう〉、スマートフォンを 使〈つか〉います。",
                "en": "You need the card, its PIN of four digits and a smartphone.",
                "zh-hans": "需要卡片、4位数字密码和手机。",
                "ko": "카드, 숫자 4자리 비밀번호, 스마트폰이 필요합니다.",
                "vi": "Cần thẻ, mã PIN 4 chữ số và điện thoại.",
            },
            icon="phone",
            order=100,
        )
        ui.offer_navigation(
            place="staff",
            path="/staff/verification/",
            label={"ja": "本人確認の照合", "en": "Matching of residents"},
            icon="people",
            order=610,
            permission=identity.VERIFICATION_DECIDE,
        )
