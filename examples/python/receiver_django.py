"""A webhook receiver in Django, in one file: python receiver_django.py runserver 8000"""

import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.urls import path

from novita_fleet.webhooks.django import django_webhook


def handle(event, delivery):
    print(f"{event['type']} of {event['data'].get('instanceId')}", flush=True)


settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="not used", DEBUG=False)
django.setup()
urlpatterns = [path("webhooks", django_webhook(secrets=os.environ["WEBHOOK_SECRET"], on_event=handle))]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
