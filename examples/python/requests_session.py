"""The client over a `requests.Session` of one's own, with its adapters, proxies and hooks."""

import requests

from novita_fleet import NovitaApiService, NovitaClient, RequestsTransport

with requests.Session() as session:
    session.hooks["response"].append(lambda response, *_, **__: print(f"hook: {response.status_code}"))
    with NovitaClient(transport=RequestsTransport(session)) as client:
        clusters = NovitaApiService(client).clusters.list()
        print(f"{len(clusters)} clusters over requests")
