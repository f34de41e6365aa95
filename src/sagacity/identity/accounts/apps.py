from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sagacity.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        from sagacity.identity import roles
        from sagacity.identity.accounts.ladder import ResidentLadder
        from sagacity.kit import policy
        from sagacity.kit.ui import api as ui

        policy.offer_ladder(ResidentLadder())
        ui.offer_navigation(
            place="staff",
            path="/staff/residents/code/",
            label={"ja": "住民のサインインを助ける", "en": "Help a resident sign in"},
            icon="lock",
            order=890,
            permission=roles.ACCOUNT_HELP,
        )
        ui.offer_navigation(
            place="footer",
            path="/me/",
            label={
                "ja": "わたしのアカウント",
                "ja-easy": "わたしの アカウント",
                "en": "My account",
                "zh-hans": "我的账户",
                "ko": "내 계정",
                "vi": "Tài khoản của tôi",
            },
            icon="user",
            order=50,
        )
