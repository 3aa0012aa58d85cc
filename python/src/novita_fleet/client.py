"""The sync client of the Novita GPU cloud."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from typing_extensions import Self, Unpack

from .call_options import CallLimits, CallOptions
from .cancellation import Cancellation
from .client_options import FLEET, NOVITA, ClientOptions, Surface, resolve_options
from .drivers.sync_clock import SyncClock, SystemClock
from .drivers.sync_driver import SyncDriver
from .errors.argument import InvalidArgumentError
from .generated.sync_account import (
    ImagePrewarmResource,
    JobsResource,
    MetricsResource,
    NetworksResource,
    NetworkStorageResource,
    RegistryAuthsResource,
)
from .generated.sync_billing import BillingResource
from .generated.sync_catalogue import ClustersResource, ProductsResource, TemplatesResource
from .generated.sync_endpoints import EndpointsResource
from .generated.sync_fleet_programs import FleetCollections
from .generated.sync_instances import InstancesResource
from .generated.sync_service import ServiceWorkflows
from .generated.sync_v2_account import (
    V2EndpointsResource,
    V2JobsResource,
    V2NetworksResource,
    V2PrewarmTasksResource,
)
from .generated.sync_v2_catalogue import V2ImagesResource, V2ProductsResource, V2RegionsResource, V2TemplatesResource
from .generated.sync_v2_instances import V2InstancesResource
from .http.core import CallFactory, HttpCore
from .programs import account, billing, catalogue, endpoints, instances, v2_account, v2_catalogue, v2_instances
from .programs import service as service_programs
from .resilience.circuit_breaker import CircuitBreakerState
from .resilience.clock import Clock, Random
from .response_info import Health, QueueStatus, RawResponse
from .response_stream import ResponseStream
from .transport.urllib3_transport import Urllib3Transport


class _SyncClient:
    """What the clients of the cloud and of the fleet server have in common."""

    _surface: Surface

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        resolved = resolve_options(options, self._surface)
        clock: SyncClock = resolved.clock or SystemClock()  # type: ignore[assignment]
        core = HttpCore(resolved, self._surface, clock)
        self._calls = CallFactory(core)
        transport = resolved.transport or Urllib3Transport(tls=resolved.tls, clock=clock)
        if not callable(getattr(transport, "send", None)) or not callable(getattr(transport, "close", None)):
            raise InvalidArgumentError("transport", '"transport" must have the methods send and close')
        self._driver = SyncDriver(transport, clock, self._surface.owner, resolved.allow_in_event_loop)

    def request(self, method: str, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """Carries out one call and returns the decoded body, None when it is empty."""
        return self._driver.run(self._calls.request(method=method, path=path, body=body, **options))

    def request_raw(self, method: str, path: str, body: Any = None, **options: Unpack[CallOptions]) -> RawResponse:
        """Carries out one call and returns the answer as it came."""
        return self._driver.run(self._calls.request_raw(method=method, path=path, body=body, **options))

    def stream(
        self, path: str | None = None, *, url: str | None = None, method: str = "GET", body: Any = None, **options: Any
    ) -> ResponseStream:
        """Carries out one call whose body is read as it comes. With `url`, such as the address of a log, neither the
        key nor the rate limit of the API apply. `idle_timeout_ms` (60000) is the longest pause between pieces."""
        program = self._calls.stream(path=path, url=url, method=method, body=body, options=options)
        return ResponseStream(*self._driver.run(program))

    def get(self, path: str, **options: Unpack[CallOptions]) -> Any:
        """A GET call."""
        return self._driver.run(self._calls.request(method="GET", path=path, **options))

    def post(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A POST call; not repeated when it may have had an effect, unless `idempotent`."""
        return self._driver.run(self._calls.request(method="POST", path=path, body=body, **options))

    def put(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A PUT call."""
        return self._driver.run(self._calls.request(method="PUT", path=path, body=body, **options))

    def delete(self, path: str, body: Any = None, **options: Unpack[CallOptions]) -> Any:
        """A DELETE call."""
        return self._driver.run(self._calls.request(method="DELETE", path=path, body=body, **options))

    def health_check(self, *, cancel: Cancellation | None = None) -> Health:
        """Whether the API answers, and how fast; raises nothing of the call."""
        return self._driver.run(self._calls.check_health(cancel))

    def get_circuit_breaker_state(self) -> CircuitBreakerState:
        """closed, open or half_open."""
        return self._calls.core.get_circuit_breaker_state()

    def get_queue_status(self) -> QueueStatus:
        """What the rate limiter is doing."""
        return self._calls.core.get_queue_status()

    def close(self) -> None:
        """Ends what waits and all idle connections. Closing twice is fine."""
        if not self._calls.core.closed:
            self._calls.core.close()
            self._driver.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: Any, _trace: TracebackType | None) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError(
            f"a {type(self).__name__} holds connections and a key, and can be neither pickled nor copied: "
            "make one in each process"
        )


class NovitaClient(_SyncClient):
    """Calls the Novita API with timeouts, retries, a rate limit and a circuit breaker. Threads may share it.

    Example:
        with NovitaClient() as client:  # the key from NOVITA_API_KEY
            print(client.get("/gpu-instance/openapi/v1/clusters"))
    """

    _surface = NOVITA

    def with_options(self, **options: Unpack[CallLimits]) -> NovitaClient:
        """A client with other limits for each call, which shares everything else; closing one closes both."""
        other = object.__new__(type(self))
        other._calls = self._calls.with_options(options)
        other._driver = self._driver
        return other


class NovitaV2:
    """The second API generation."""

    def __init__(self, calls: CallFactory, driver: SyncDriver) -> None:
        self.instances = V2InstancesResource(v2_instances.V2InstancesResource(calls), driver)
        self.products = V2ProductsResource(v2_catalogue.V2ProductsResource(calls), driver)
        self.regions = V2RegionsResource(v2_catalogue.V2RegionsResource(calls), driver)
        self.templates = V2TemplatesResource(v2_catalogue.V2TemplatesResource(calls), driver)
        self.images = V2ImagesResource(v2_catalogue.V2ImagesResource(calls), driver)
        self.networks = V2NetworksResource(v2_account.V2NetworksResource(calls), driver)
        self.jobs = V2JobsResource(v2_account.V2JobsResource(calls), driver)
        self.prewarm_tasks = V2PrewarmTasksResource(v2_account.V2PrewarmTasksResource(calls), driver)
        self.endpoints = V2EndpointsResource(v2_account.V2EndpointsResource(calls), driver)


class NovitaApiService(ServiceWorkflows):
    """All operations of the cloud, typed, and workflows on top of them: safe create, waiting, choice of a product.

    Example:
        with NovitaClient() as client:
            api = NovitaApiService(client)
            best = api.get_optimal_product({"gpu_name": "4090"})
            made = api.create_instance({...})
            instance = api.wait_for_instance(made.id)
    """

    def __init__(
        self,
        client: NovitaClient,
        *,
        clock: Clock | None = None,
        new_marker: Callable[[], str] | None = None,
        random: Random | None = None,
    ) -> None:
        if not isinstance(client, NovitaClient):
            raise InvalidArgumentError("client", '"client" must be a NovitaClient')
        calls, driver = client._calls, client._driver
        time = clock or calls.core.clock
        super().__init__(service_programs.ServiceWorkflows(calls, driver, time, new_marker, random), driver)
        self.billing = BillingResource(billing.BillingResource(calls), driver)
        self.clusters = ClustersResource(catalogue.ClustersResource(calls), driver)
        self.endpoints = EndpointsResource(endpoints.EndpointsResource(calls), driver)
        self.image_prewarm = ImagePrewarmResource(account.ImagePrewarmResource(calls), driver)
        self.instances = InstancesResource(instances.InstancesResource(calls), driver)
        self.jobs = JobsResource(account.JobsResource(calls), driver)
        self.metrics = MetricsResource(account.MetricsResource(calls), driver)
        self.networks = NetworksResource(account.NetworksResource(calls), driver)
        self.network_storage = NetworkStorageResource(account.NetworkStorageResource(calls), driver)
        self.products = ProductsResource(catalogue.ProductsResource(calls), driver)
        self.registry_auths = RegistryAuthsResource(account.RegistryAuthsResource(calls), driver)
        self.templates = TemplatesResource(catalogue.TemplatesResource(calls), driver)
        self.v2 = NovitaV2(calls, driver)


class FleetClient(FleetCollections, _SyncClient):
    """The client of the fleet server.

    Example:
        with FleetClient() as fleet:  # NOVITA_FLEET_URL and NOVITA_FLEET_API_KEY
            instance = fleet.instances.create({"productId": "4090.16c62g", "imageUrl": "pytorch/pytorch:latest"})
    """

    _surface = FLEET

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        super().__init__(**options)
        self._collect(self._calls, self._driver)


__all__ = ["FleetClient", "NovitaApiService", "NovitaClient", "NovitaV2"]
