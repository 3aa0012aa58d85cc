"""Many instances at once, none of them lost; asynchronously."""

import asyncio

from novita_fleet import AsyncNovitaApiService, AsyncNovitaClient

COUNT = 5


async def main() -> None:
    async with AsyncNovitaClient() as client:
        api = AsyncNovitaApiService(client)
        best = await api.get_optimal_product({"gpu_name": "4090"})
        request = {
            "kind": "gpu",
            "name": "batch",
            "productId": best.product.id,
            "gpuNum": 1,
            "imageUrl": "pytorch/pytorch:latest",
            "rootfsSize": 60,
        }
        results = await api.create_instances([request] * COUNT, concurrency=3)
        for result in results:
            print(f"{result.outcome}: {result.marker}" + ("" if result.error is None else f" ({result.error})"))
        ids = [result.instance.id for result in results if result.instance is not None]
        try:
            # All of them share their looks at the cloud.
            running = await asyncio.gather(*(api.wait_for_instance(id, until="running") for id in ids))
            print(f"{len(running)} of {COUNT} are running")
        finally:
            await asyncio.gather(*(api.instances.delete(id) for id in ids))
            print("deleted")


asyncio.run(main())
