"""Exactly one instance, with candidates to fall back to; waits for it, and deletes it again."""

from novita_fleet import NovitaApiService, NovitaClient

with NovitaClient() as client:
    api = NovitaApiService(client)
    candidates = api.plan_candidates([{"gpu_name": "4090"}, {"gpu_name": "3090"}], limit=4)
    created = api.create_instance(
        {"kind": "gpu", "name": "example", "imageUrl": "pytorch/pytorch:latest", "rootfsSize": 60},
        candidates=candidates,
        on_progress=lambda step: print(f"{step.step}, attempt {step.attempt}: {step.candidate.get('productId')}"),
    )
    how = "found again" if created.adopted else "created"
    print(f"{how}: {created.id} after {created.attempts} create calls")
    try:
        instance = api.wait_for_instance(created.id, until="running")
        print(f"{instance.name} is {instance.status}")
    finally:
        api.instances.delete(created.id)
        print("deleted")
