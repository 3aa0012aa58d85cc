"""The async client of the Novita GPU cloud."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from typing_extensions import Self, Unpack

from .call_options import CallLimits, CallOptions
from .cancellation import Cancellation
from .client_options import FLEET, NOVITA, ClientOptions, Surface, resolve_options
from .drivers.async_clock import LoopClock
from .drivers.async_driver import AsyncDriver
from .errors.argument import InvalidArgumentError
from .generated.async_account import (
    AsyncImagePrewarmResource,
    AsyncJobsResource,
    AsyncMetricsResource,
    AsyncNetworksResource,
    AsyncNetworkStorageResource,
    AsyncRegistryAuthsResource,
)
from .generated.async_billing import AsyncBillingResource
from .generated.async_catalogue import AsyncClustersResource, AsyncProductsResource, AsyncTemplatesResource
from .generated.async_endpoints import AsyncEndpointsResource
from .generated.async_fleet_programs import AsyncFleetCollections
from .generated.async_instances import AsyncInstancesResource
from .generated.async_service import AsyncServiceWorkflows
from .generated.async_v2_account import (
    AsyncV2EndpointsResource,
    AsyncV2JobsResource,
    AsyncV2NetworksResource,
    AsyncV2PrewarmTasksResource,
)
from .generated.async_v2_catalogue import (
    AsyncV2ImagesResource,
    AsyncV2ProductsResource,
    AsyncV2RegionsResource,
    AsyncV2TemplatesResource,
)
from .generated.async_v2_instances import AsyncV2InstancesResource
from .http.core import CallFactory, HttpCore
from .programs import account, billing, catalogue, endpoints, instances, v2_account, v2_catalogue, v2_instances
from .programs import service as service_programs
from .resilience.circuit_breaker import CircuitBreakerState
from .resilience.clock import Clock, Random
from .response_info import Health, QueueStatus, RawResponse
from .response_stream import AsyncResponseStream
from .transport.aiohttp_transport import AiohttpTransport


class _AsyncClient:
    """What the clients of the cloud and of the fleet server have in common."""

    _surface: Surface

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        resolved = resolve_options(options, self._surface)
        clock = resolved.clock or LoopClock()
        core = HttpCore(resolved, self._surface, clock)
        self._calls = CallFactory(core)
        transport = resolved.transport or AiohttpTransport(tls=resolved.tls)
        if not callable(getattr(transport, "send", None)) or not callable(getattr(transport, "close", None)):
            raise InvalidArgumentError("transport", '"transport" must have the methods send and close')
        self._driver = AsyncDriver(transport, clock, f"Async{self._surface.owner}")

    async def request(self, method: str, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """Carries out one call and returns the decoded body, None when it is empty."""
        return await self._driver.run(self._calls.request(method=method, path=path, body=body, **options))

    async def request_raw(
        self, method: str, path: str, body: Any = None, **options: Unpack[CallOptions]
    ) -> RawResponse:
        """Carries out one call and returns the answer as it came."""
        return await self._driver.run(self._calls.request_raw(method=method, path=path, body=body, **options))

    async def stream(
        self, path: str | None = None, *, url: str | None = None, method: str = "GET", body: Any = None, **options: Any
    ) -> AsyncResponseStream:
        """Carries out one call whose body is read as it comes. With `url`, such as the address of a log, neither the
        key nor the rate limit of the API apply. `idle_timeout_ms` (60000) is the longest pause between pieces."""
        program = self._calls.stream(path=path, url=url, method=method, body=body, options=options)
        return AsyncResponseStream(*await self._driver.run(program))

    async def get(self, path: str, **options: Unpack[CallOptions]) -> Any:
        """A GET call."""
        return await self._driver.run(self._calls.request(method="GET", path=path, **options))

    async def post(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A POST call; not repeated when it may have had an effect, unless `idempotent`."""
        return await self._driver.run(self._calls.request(method="POST", path=path, body=body, **options))

    async def put(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A PUT call."""
        return await self._driver.run(self._calls.request(method="PUT", path=path, body=body, **options))

    async def delete(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A DELETE call."""
        return await self._driver.run(self._calls.request(method="DELETE", path=path, body=body, **options))

    async def health_check(self, *, cancel: Cancellation | None = None) -> Health:
        """Whether the API answers, and how fast; raises nothing of the call."""
        return await self._driver.run(self._calls.check_health(cancel))

    def get_circuit_breaker_state(self) -> CircuitBreakerState:
        """closed, open or half_open."""
        return self._calls.core.get_circuit_breaker_state()

    def get_queue_status(self) -> QueueStatus:
        """What the rate limiter is doing."""
        return self._calls.core.get_queue_status()

    async def close(self) -> None:
        """Ends what waits and all idle connections. Closing twice is fine."""
        if not self._calls.core.closed:
            self._calls.core.close()
            await self._driver.close()
            await self._driver.transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        await self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError(
            f"a {type(self).__name__} holds connections and a key, and can be neither pickled nor copied: "
            "make one in each process and event loop"
        )


class AsyncNovitaClient(_AsyncClient):
    """Calls the Novita API with timeouts, retries, a rate limit and a circuit breaker. For one event loop.

    Example:
        async with AsyncNovitaClient() as client:  # the key from NOVITA_API_KEY
            print(await client.get("/gpu-instance/openapi/v1/clusters"))
    """

    _surface = NOVITA

    def with_options(self, **options: Unpack[CallLimits]) -> AsyncNovitaClient:
        """A client with other limits for each call, which shares everything else; closing one closes both."""
        other = object.__new__(type(self))
        other._calls = self._calls.with_options(options)
        other._driver = self._driver
        return other


class AsyncNovitaV2:
    """The second API generation."""

    def __init__(self, calls: CallFactory, driver: AsyncDriver) -> None:
        self.instances = AsyncV2InstancesResource(v2_instances.V2InstancesResource(calls), driver)
        self.products = AsyncV2ProductsResource(v2_catalogue.V2ProductsResource(calls), driver)
        self.regions = AsyncV2RegionsResource(v2_catalogue.V2RegionsResource(calls), driver)
        self.templates = AsyncV2TemplatesResource(v2_catalogue.V2TemplatesResource(calls), driver)
        self.images = AsyncV2ImagesResource(v2_catalogue.V2ImagesResource(calls), driver)
        self.networks = AsyncV2NetworksResource(v2_account.V2NetworksResource(calls), driver)
        self.jobs = AsyncV2JobsResource(v2_account.V2JobsResource(calls), driver)
        self.prewarm_tasks = AsyncV2PrewarmTasksResource(v2_account.V2PrewarmTasksResource(calls), driver)
        self.endpoints = AsyncV2EndpointsResource(v2_account.V2EndpointsResource(calls), driver)


class AsyncNovitaApiService(AsyncServiceWorkflows):
    """All operations of the cloud, typed, and workflows on top of them: safe create, waiting, choice of a product.

    Example:
        async with AsyncNovitaClient() as client:
            api = AsyncNovitaApiService(client)
            best = await api.get_optimal_product({"gpu_name": "4090"})
            made = await api.create_instance({...})
            instance = await api.wait_for_instance(made.id)
    """

    def __init__(
        self,
        client: AsyncNovitaClient,
        *,
        clock: Clock | None = None,
        new_marker: Callable[[], str] | None = None,
        random: Random | None = None,
    ) -> None:
        if not isinstance(client, AsyncNovitaClient):
            raise InvalidArgumentError("client", '"client" must be a AsyncNovitaClient')
        calls, driver = client._calls, client._driver
        time = clock or calls.core.clock
        super().__init__(service_programs.ServiceWorkflows(calls, driver, time, new_marker, random), driver)
        self.billing = AsyncBillingResource(billing.BillingResource(calls), driver)
        self.clusters = AsyncClustersResource(catalogue.ClustersResource(calls), driver)
        self.endpoints = AsyncEndpointsResource(endpoints.EndpointsResource(calls), driver)
        self.image_prewarm = AsyncImagePrewarmResource(account.ImagePrewarmResource(calls), driver)
        self.instances = AsyncInstancesResource(instances.InstancesResource(calls), driver)
        self.jobs = AsyncJobsResource(account.JobsResource(calls), driver)
        self.metrics = AsyncMetricsResource(account.MetricsResource(calls), driver)
        self.networks = AsyncNetworksResource(account.NetworksResource(calls), driver)
        self.network_storage = AsyncNetworkStorageResource(account.NetworkStorageResource(calls), driver)
        self.products = AsyncProductsResource(catalogue.ProductsResource(calls), driver)
        self.registry_auths = AsyncRegistryAuthsResource(account.RegistryAuthsResource(calls), driver)
        self.templates = AsyncTemplatesResource(catalogue.TemplatesResource(calls), driver)
        self.v2 = AsyncNovitaV2(calls, driver)


class AsyncFleetClient(AsyncFleetCollections, _AsyncClient):
    """The client of the fleet server.

    Example:
        async with AsyncFleetClient() as fleet:  # NOVITA_FLEET_URL and NOVITA_FLEET_API_KEY
            instance = await fleet.instances.create({"productId": "4090.16c62g", "imageUrl": "pytorch/pytorch:latest"})
    """

    _surface = FLEET

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        super().__init__(**options)
        self._collect(self._calls, self._driver)


__all__ = ["AsyncFleetClient", "AsyncNovitaApiService", "AsyncNovitaClient", "AsyncNovitaV2"]
