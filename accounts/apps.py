from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anymail.signals import tracking  # noqa: PLC0415  # models are there by now

        from accounts.receivers import on_tracking  # noqa: PLC0415

        tracking.connect(on_tracking, dispatch_uid="accounts.receivers.on_tracking")
