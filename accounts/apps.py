from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

# Names (singular, plural) of tables, our own and of libraries, that have none in their model.
OWN_TABLES = {
    "follow": (_("follow"), _("follows")),
    "authtoken": (_("token for programs"), _("tokens for programs")),
    "authenticator": (_("second step of logging in"), _("second steps of logging in")),
}
# Names of columns that have none in their model.
OWN_COLUMNS = {
    "user": _("person"),
    "html": _("text as HTML"),
    "pictures": _("pictures"),
    "unsubscribe_url": _("address for leaving"),
    "message_id": _("Message-ID"),
    "signal": _("signal"),
}


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anymail.signals import tracking  # noqa: PLC0415  # models are there by now

        from accounts import checks  # noqa: F401, PLC0415  # as above; checks register themselves
        from accounts.views import allauth_events  # noqa: PLC0415  # as above
        from accounts.views.anymail_events import on_tracking  # noqa: PLC0415  # as above
        from projects.models.columns import COLUMNS, name_tables  # noqa: PLC0415  # as above

        of_libraries = [apps.get_model("knox.AuthToken"), apps.get_model("mfa.Authenticator")]
        name_tables([*self.get_models(), *of_libraries], OWN_TABLES, {**COLUMNS, **OWN_COLUMNS})
        allauth_events.connect()
        tracking.connect(on_tracking, dispatch_uid="accounts.views.anymail_events.on_tracking")
