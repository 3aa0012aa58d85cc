"""Follows an instance until its port answers, then deletes it."""

from novita_fleet import MonitorEnd, NovitaApiService, NovitaClient

with NovitaClient() as client:
    api = NovitaApiService(client)
    best = api.get_optimal_product({"gpu_name": "4090"})
    created = api.create_instance(
        {
            "kind": "gpu",
            "name": "monitored",
            "productId": best.product.id,
            "gpuNum": 1,
            "imageUrl": "pytorch/pytorch:latest",
            "rootfsSize": 60,
            "ports": "8888/http",
        }
    )
    try:
        for item in api.monitor_instance(created.id, probes=[{"type": "http", "port": 8888}]):
            if isinstance(item, MonitorEnd):
                print(f"{item.kind}" if item.error is None else f"{item.kind}: {item.error}")
            else:
                print(f"{item.phase} ({item.status})")
    finally:
        api.instances.delete(created.id)
        print("deleted")
