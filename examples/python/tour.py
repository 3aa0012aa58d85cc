"""Looks at everything and creates nothing: health, products, lists, an expected error, raw calls."""

from novita_fleet import NovitaApiService, NovitaClient, NovitaError

with NovitaClient() as client:
    api = NovitaApiService(client)

    health = client.health_check()
    print(f"health: {'ok' if health.ok else health.error}")
    print(f"circuit breaker: {client.get_circuit_breaker_state()}, queue: {client.get_queue_status().queue_length}")

    for product in api.products.list()[:3]:
        print(f"{product.name} ({product.id}): {product.price} an hour")
    best = api.get_optimal_product({"gpu_name": "4090", "billing_mode": "spot"})
    print(f"the cheapest 4090 on the spot market: {best.product.name} for {best.hourly_price} an hour")

    for instance in api.instances.list_all():
        print(f"instance {instance.name}: {instance.status}")
    print(f"balance: {api.billing.get_balance().available}")

    try:
        api.instances.get("no-such-instance")
    except NovitaError as error:
        print(f"an expected error: {error.code}")

    raw = client.request_raw("GET", "/gpu-instance/openapi/v1/clusters")
    print(f"a raw call: {raw.status}, {len(raw.body)} bytes after {raw.attempts} attempt")
