from django.urls import URLPattern, URLResolver, include, path

from accounts.views.private_feed import private_calendar, private_feed
from accounts.views.snoozes import snooze_target

from .views import mail_signals
from .views.addresses import ask_again, confirm_address
from .views.alerts import choose as choose_alerts
from .views.channels import channels, telegram
from .views.following import following, rename, toggle_following
from .views.own_data import own_data, show_deleted
from .views.preferences import preferences
from .views.preview import preview_digest, preview_html
from .views.privacy import show_privacy
from .views.reminders import choose_reminders
from .views.second_factor import need_second_factor
from .views.sessions import sessions
from .views.stopping import no_alerts, no_reminders
from .views.tokens import tokens
from .views.unsubscribe import unsubscribe
from .views.week_mail import asked, confirm_week, leave_week, subscribe

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/tokens/", tokens, name="account-tokens"),
    path("accounts/sessions/", sessions, name="account-sessions"),
    path("accounts/second-factor/", need_second_factor, name="second-factor"),
    path("accounts/data/", own_data, name="account-data"),
    path("accounts/data/deleted/", show_deleted, name="account-deleted"),
    path("privacy/", show_privacy, name="privacy"),
    path("following/", following, name="following"),
    path("following/toggle/", toggle_following, name="following-toggle"),
    path("following/rename/", rename, name="following-rename"),
    path("following/snooze/", snooze_target, name="following-snooze"),
    path("following/preview/", preview_digest, name="following-preview"),
    path("following/preview/html/", preview_html, name="following-preview-html"),
    path("following/preferences/", preferences, name="following-preferences"),
    path("following/alerts/", choose_alerts, name="following-alerts"),
    path("following/alerts/stop/<str:token>/", no_alerts, name="stop-alerts"),
    path("following/channels/", channels, name="following-channels"),
    path("following/feed/<slug:secret>.atom", private_feed, name="private-feed"),
    path("following/calendar/<slug:secret>.ics", private_calendar, name="private-calendar"),
    path("telegram/", telegram, name="telegram"),
    path("following/reminders/", choose_reminders, name="following-reminders"),
    path("following/reminders/stop/<str:token>/", no_reminders, name="stop-reminders"),
    path("following/unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("following/week/", subscribe, name="week-subscribe"),
    path("following/week/sent/", asked, name="week-asked"),
    path("following/week/confirm/<str:token>/", confirm_week, name="week-confirm"),
    path("following/week/leave/<str:token>/", leave_week, name="week-leave"),
    path("following/address/ask/", ask_again, name="address-ask"),
    path("following/address/<str:token>/", confirm_address, name="address-confirm"),
    path("anymail/", include(mail_signals)),
]
