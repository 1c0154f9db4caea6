"""People, the offices that they hold, and who said a claim.

A nullable column is added to a table as it stands, also on SQLite, so the triggers of the claims stay. ``spoken_by`` is no
figure: they let it change, as they do notes.
"""

import django.core.validators
import django.db.models.deletion
import projects.models.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from projects.models.counting import CountChanges


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0022_texts_in_languages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', projects.models.fields.PublicIdField(max_length=200, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z', 'An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money.')])),
                ('name', models.CharField(max_length=10000)),
                ('name_ru', models.CharField(blank=True, default='', max_length=10000)),
                ('name_kk', models.CharField(blank=True, default='', max_length=10000)),
                ('url', models.URLField(blank=True, default='', max_length=1000)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AlterField(
            model_name='renamedid',
            name='kind',
            field=models.CharField(choices=[('organisation', 'organisation'), ('territory', 'territory'), ('publisher', 'publisher'), ('person', 'person'), ('office', 'office'), ('source', 'source'), ('programme', 'programme'), ('indicator', 'indicator'), ('target', 'target'), ('outcome', 'outcome'), ('project', 'project'), ('projectevent', 'project event')], max_length=20),
        ),
        migrations.CreateModel(
            name='HistoricalPerson',
            fields=[
                ('id', projects.models.fields.PublicIdField(db_index=True, max_length=200, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z', 'An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money.')])),
                ('name', models.CharField(max_length=10000)),
                ('name_ru', models.CharField(blank=True, default='', max_length=10000)),
                ('name_kk', models.CharField(blank=True, default='', max_length=10000)),
                ('url', models.URLField(blank=True, default='', max_length=1000)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical person',
                'verbose_name_plural': 'historical people',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalOffice',
            fields=[
                ('id', projects.models.fields.PublicIdField(db_index=True, max_length=200, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z', 'An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money.')])),
                ('title', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (English)')),
                ('title_ru', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (Russian)')),
                ('title_kk', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (Kazakh)')),
                ('since', models.DateField(blank=True, help_text='First day in the office; empty where it is not sure.', null=True)),
                ('until', models.DateField(blank=True, help_text='Last day in the office; empty while it is held, or where it is not sure.', null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.organisation')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.person')),
            ],
            options={
                'verbose_name': 'historical office',
                'verbose_name_plural': 'historical offices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='outcome',
            name='spoken_by',
            field=models.ForeignKey(blank=True, help_text='Who the speaker is, where that is certain.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='projects.person'),
        ),
        migrations.AddField(
            model_name='target',
            name='spoken_by',
            field=models.ForeignKey(blank=True, help_text='Who the speaker is, where that is certain.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='projects.person'),
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', projects.models.fields.PublicIdField(max_length=200, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z', 'An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money.')])),
                ('title', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (English)')),
                ('title_ru', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (Russian)')),
                ('title_kk', models.CharField(blank=True, default='', max_length=10000, verbose_name='post (Kazakh)')),
                ('since', models.DateField(blank=True, help_text='First day in the office; empty where it is not sure.', null=True)),
                ('until', models.DateField(blank=True, help_text='Last day in the office; empty while it is held, or where it is not sure.', null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='projects.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='projects.person')),
            ],
            options={
                'ordering': ['person', models.OrderBy(models.F('since'), nulls_first=True), 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='office_days_in_order', violation_error_message='The last day in an office is not before the first.')],
            },
        ),
        CountChanges('projects_person', 'projects_office'),
    ]
