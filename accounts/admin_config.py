from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin behind the tracker's own log-in."""

    default_site = "accounts.admin_site.AdminSite"
