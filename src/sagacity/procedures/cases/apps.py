from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sagacity.procedures.cases"
    label = "procedures_cases"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from sagacity.identity.family import api as family
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit import seals
        from sagacity.procedures.cases import health, keeping, sealing, submitting

        seals.offer_renewal("procedures.cases", sealing.renew)
        kit_keeping.offer_keeper(name="cases", package=self.name, kept=keeping.kept, forget=keeping.forget)
        health.offer()
        family.offer_act(
            key=submitting.ACT,
            title=_("申請・届出をする"),
            text=_("本人の代わりに、この市の申請や届出をアプリで出します。結果は本人に届きます。"),
            path="/apps/apply/",
        )
        family.offer_act(
            key=submitting.ACT_AT_COUNTER,
            title=_("窓口で申請・届出をする"),
            text=_("本人の代わりに、窓口で申請や届出を出します。結果は本人に届きます。"),
            at_counter=True,
        )
