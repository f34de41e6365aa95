"""The pages as a plain WSGI application, for those who put their own server in front."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagacity.site.settings")
application = get_wsgi_application()
