"""The language of mails may be one of a folder: its code has up to three letters, and the choices are asked at use."""

import accounts.models.digest_preferences
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0019_news_in_other_terms'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='digestpreferences',
            name='preferences_language_known',
        ),
        migrations.AlterField(
            model_name='digestpreferences',
            name='language',
            field=models.CharField(choices=accounts.models.digest_preferences.mail_languages, default='en', max_length=3, verbose_name='language of the mails'),
        ),
        migrations.AlterField(
            model_name='message',
            name='language',
            field=models.CharField(max_length=3, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='weeksubscriber',
            name='language',
            field=models.CharField(max_length=3, verbose_name='language'),
        ),
        migrations.AddConstraint(
            model_name='digestpreferences',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), _negated=True), name='preferences_language_named', violation_error_message='Mails are written in a language: choose one.'),
        ),
    ]
