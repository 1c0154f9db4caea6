"""Who was told a mistake. Of those that were put right before, nobody is told any more."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models


def leave_earlier_ones_alone(apps, schema_editor):
    search = apps.get_model("accounts", "CorrectionSearch")
    earlier = apps.get_model("projects", "Correction").objects.values_list("pk", "corrected_at")
    search.objects.bulk_create(
        (search(correction_id=pk, looked_until_at=at + timedelta(days=1)) for pk, at in earlier), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_right_to_publish'),
        ('projects', '0012_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionSearch',
            fields=[
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='projects.correction')),
                ('looked_until_at', models.DateTimeField(verbose_name='looked through until')),
            ],
            options={
                'verbose_name': 'search for who was told a mistake',
                'verbose_name_plural': 'searches for who was told a mistake',
            },
        ),
        migrations.CreateModel(
            name='ToldMistake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'told mistake',
                'verbose_name_plural': 'told mistakes',
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_kind_and_channel_known',
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('digest', 'digest'), ('reminder', 'reminder'), ('instant', 'instant alert'), ('correction', 'correction'), ('notice', 'notice'), ('confirmation', 'confirmation of an address')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['digest', 'reminder', 'instant', 'correction', 'notice', 'confirmation']), ('channel__in', ['mail', 'webhook', 'telegram'])), name='message_kind_and_channel_known', violation_error_message='There is no such kind of message, or no such channel.'),
        ),
        migrations.AddField(
            model_name='toldmistake',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answered_mistakes', to='accounts.message', verbose_name='answer'),
        ),
        migrations.AddField(
            model_name='toldmistake',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.correction', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='toldmistake',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told_mistakes', to='accounts.message', verbose_name='message'),
        ),
        migrations.AddIndex(
            model_name='toldmistake',
            index=models.Index(condition=models.Q(('answer', None)), fields=['correction'], name='told_mistake_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='toldmistake',
            constraint=models.UniqueConstraint(fields=('correction', 'message'), name='told_mistake_once', violation_error_message='A message tells a mistake once.'),
        ),
        migrations.AddConstraint(
            model_name='toldmistake',
            constraint=models.CheckConstraint(condition=models.Q(('answer__isnull', True), models.Q(('answer', models.F('message')), _negated=True), _connector='OR'), name='told_mistake_answered_by_another', violation_error_message='A message is not its own correction.'),
        ),
        migrations.RunPython(leave_earlier_ones_alone, migrations.RunPython.noop),
    ]
