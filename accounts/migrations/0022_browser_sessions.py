"""Sessions know whom they let in. Those of before are copied, so that nobody is logged out; the former table stays, for
processes of the release before."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import migrations, models


def copy_sessions(apps, editor):
    """Copies those whose person is there; the others let nobody in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    rows = apps.get_model("accounts", "BrowserSession").objects
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    batch = []
    for former in apps.get_model("sessions", "Session").objects.iterator(chunk_size=500):
        person = str(store.decode(former.session_data).get(SESSION_KEY, ""))
        if person.isdecimal() and int(person) in people:
            batch.append(
                rows.model(
                    session_key=former.session_key,
                    session_data=former.session_data,
                    expire_date=former.expire_date,
                    user_id=int(person),
                )
            )
    rows.bulk_create(batch, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0021_week_subscriber_goes_with_its_country'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BrowserSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='browser_sessions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'session of a browser',
                'verbose_name_plural': 'sessions of browsers',
                'abstract': False,
            },
        ),
        migrations.RunPython(copy_sessions, migrations.RunPython.noop),
    ]
