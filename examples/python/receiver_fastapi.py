"""A webhook receiver in FastAPI: uvicorn receiver_fastapi:app"""

import os

from fastapi import FastAPI

from novita_fleet.webhooks.fastapi import fastapi_webhook


async def ready(event, delivery):
    print(f"{event['data']['instanceId']} is ready", flush=True)


async def otherwise(event, delivery):
    print(f"{event['type']} of {event['data'].get('instanceId')}", flush=True)


app = FastAPI()
app.add_route(
    "/webhooks",
    fastapi_webhook(
        secrets=os.environ["WEBHOOK_SECRET"],
        on_event={"instance.ready": ready, "otherwise": otherwise},
    ),
    methods=["POST"],
)
