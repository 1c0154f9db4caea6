

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoppedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text='In small letters.', max_length=254, verbose_name='address')),
                ('reason', models.CharField(choices=[('refused', 'refused by its mail server'), ('bounced', 'came back'), ('complained', 'reported as unwanted')], max_length=10, verbose_name='reason')),
                ('detail', models.TextField(blank=True, default='', verbose_name='what the mail server said')),
                ('signal', models.CharField(blank=True, editable=False, max_length=200, null=True, unique=True)),
                ('stopped_at', models.DateTimeField(verbose_name='stopped')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='allowed again')),
            ],
            options={
                'verbose_name': 'stopped address',
                'verbose_name_plural': 'stopped addresses',
                'ordering': ['-stopped_at', '-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='message',
            options={'ordering': ['-created_at', '-id'], 'verbose_name': 'message', 'verbose_name_plural': 'messages'},
        ),
        migrations.AlterField(
            model_name='message',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='attempts'),
        ),
        migrations.AlterField(
            model_name='message',
            name='channel',
            field=models.CharField(choices=[('mail', 'mail'), ('webhook', 'web hook'), ('telegram', 'Telegram')], default='mail', max_length=10, verbose_name='channel'),
        ),
        migrations.AlterField(
            model_name='message',
            name='created_at',
            field=models.DateTimeField(verbose_name='written'),
        ),
        migrations.AlterField(
            model_name='message',
            name='error',
            field=models.TextField(blank=True, default='', verbose_name='error'),
        ),
        migrations.AlterField(
            model_name='message',
            name='give_up_at',
            field=models.DateTimeField(verbose_name='worth nothing after'),
        ),
        migrations.AlterField(
            model_name='message',
            name='html',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='message',
            name='items',
            field=models.JSONField(default=list, help_text='What it tells, for programs.', verbose_name='items'),
        ),
        migrations.AlterField(
            model_name='message',
            name='key',
            field=models.CharField(help_text='What makes it once: weekly:2026-W47 is the digest of that week.', max_length=200, verbose_name='what for'),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('digest', 'digest'), ('reminder', 'reminder'), ('instant', 'instant alert'), ('notice', 'notice'), ('confirmation', 'confirmation of an address')], max_length=12, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='message',
            name='language',
            field=models.CharField(max_length=2, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='message',
            name='next_attempt_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='next attempt'),
        ),
        migrations.AlterField(
            model_name='message',
            name='pictures',
            field=models.JSONField(default=list, help_text='Pictures of the HTML: content id and PNG in base64.'),
        ),
        migrations.AlterField(
            model_name='message',
            name='recipient',
            field=models.CharField(help_text='A mail address, the address of a web hook, a chat.', max_length=500, verbose_name='recipient'),
        ),
        migrations.AlterField(
            model_name='message',
            name='sending_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='last attempt'),
        ),
        migrations.AlterField(
            model_name='message',
            name='settled_at',
            field=models.DateTimeField(blank=True, help_text='When it was sent, or given up.', null=True, verbose_name='settled'),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('pending', 'pending'), ('sending', 'sending'), ('sent', 'sent'), ('failed', 'failed'), ('uncertain', 'uncertain')], default='pending', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='message',
            name='subject',
            field=models.CharField(max_length=300, verbose_name='subject'),
        ),
        migrations.AlterField(
            model_name='message',
            name='text',
            field=models.TextField(verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='message',
            name='unsubscribe_url',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AlterField(
            model_name='message',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='message',
            name='window_end',
            field=models.DateTimeField(blank=True, null=True, verbose_name='news until'),
        ),
        migrations.AlterField(
            model_name='message',
            name='window_start',
            field=models.DateTimeField(blank=True, null=True, verbose_name='news since'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['user', 'kind', 'state', 'window_end'], name='message_last_sent'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['next_attempt_at', 'id'], name='message_queue'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['sending_at'], name='message_in_hand'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['created_at'], name='message_created'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['state', 'kind', 'channel'], name='message_states'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('user', 'channel', 'kind', 'key'), name='message_once', violation_error_message='A person hears of one thing once over a channel.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['digest', 'reminder', 'instant', 'notice', 'confirmation']), ('channel__in', ['mail', 'webhook', 'telegram'])), name='message_kind_and_channel_known', violation_error_message='There is no such kind of message, or no such channel.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('window_end__isnull', True), ('window_start__isnull', True), models.Q(('kind', 'digest'), _negated=True)), models.Q(('window_end__isnull', False), ('window_start__isnull', False), ('window_start__lte', models.F('window_end'))), _connector='OR'), name='message_window_in_order', violation_error_message='A digest has a window, which starts before it ends.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('recipient', ''), _negated=True), models.Q(('subject', ''), _negated=True), models.Q(('text', ''), _negated=True), models.Q(('message_id', ''), _negated=True)), name='message_never_empty', violation_error_message='A message says something to somebody.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_attempt_at__isnull', False), ('settled_at__isnull', True), ('state', 'pending')), models.Q(('next_attempt_at__isnull', True), ('sending_at__isnull', False), ('settled_at__isnull', True), ('state', 'sending')), models.Q(('next_attempt_at__isnull', True), ('sending_at__isnull', False), ('settled_at__isnull', False), ('state__in', ['sent', 'failed', 'uncertain'])), _connector='OR'), name='message_state_has_its_moments', violation_error_message='Each state of a message has the moments that led to it.'),
        ),
        migrations.AddField(
            model_name='stoppedaddress',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('address',), name='stopped_address_once', violation_error_message='This address is stopped already.'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='stopped_address_lifted_by_somebody', violation_error_message='An address is allowed again by somebody at some moment.'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['refused', 'bounced', 'complained']), models.Q(('address', ''), _negated=True)), name='stopped_address_has_a_reason', violation_error_message='An address is stopped for a reason.'),
        ),
    ]
