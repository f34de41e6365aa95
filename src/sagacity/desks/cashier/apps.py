from django.apps import AppConfig


class CashierDeskConfig(AppConfig):
    name = "sagacity.desks.cashier"
    label = "desk_cashier"

    def ready(self) -> None:
        from sagacity.desks.cashier import acts

        acts.offer()
