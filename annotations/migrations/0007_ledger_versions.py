"""Versions of topics and claims."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_places"), ("edition", "0008_record_versions")]
    operations = []
