"""The search index: its rows, and what the engine adds to them. After `migrate` an old edition is indexed."""

import django.db.models.deletion
from django.db import migrations, models

from edition.search.engines import create, drop


class Migration(migrations.Migration):
    dependencies = [("edition", "0002_triggers")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=220)),
                ("article", models.CharField(blank=True, max_length=100)),
                ("anchor", models.CharField(blank=True, max_length=12)),
                ("words", models.TextField(blank=True)),
                ("folded", models.TextField(blank=True)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("kind", "key"), name="search_entry")]},
        ),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="edition.searchentry",
                    ),
                ),
                ("name", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["name", "value", "entry"], name="search_facet_value")],
                "constraints": [models.UniqueConstraint(fields=("entry", "name", "value"), name="search_facet")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("shown", models.CharField(max_length=200)),
                ("length", models.PositiveSmallIntegerField(db_index=True)),
            ],
        ),
        migrations.RunPython(create, drop, elidable=False),
    ]
