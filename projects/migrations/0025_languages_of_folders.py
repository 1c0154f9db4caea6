"""The language of who proposed a source may be one of a folder: its code has up to three letters."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0024_remarks_beside_the_verdict'),
    ]

    operations = [
        migrations.AlterField(
            model_name='proposal',
            name='language',
            field=models.CharField(max_length=3),
        ),
    ]
