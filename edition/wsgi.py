"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from edition.encoding import utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edition.settings")
application = utf8(get_wsgi_application())
