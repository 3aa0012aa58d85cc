"""A webhook receiver in Flask: flask --app receiver_flask run"""

import os

from flask import Flask

from novita_fleet.webhooks.flask import flask_webhook


def handle(event, delivery):
    print(f"{event['type']} of {event['data'].get('instanceId')}", flush=True)


app = Flask(__name__)
app.add_url_rule(
    "/webhooks",
    view_func=flask_webhook(secrets=os.environ["WEBHOOK_SECRET"], on_event=handle),
    methods=["POST"],
)
