# Generated from python/src/novita_fleet/generated/fleet_programs.py by `npm run generate`. Do not edit.
"""The API of the fleet server, as programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from ..fleet_calls import FleetCallOptions
from ..generated.fleet_types import ApiKey, ApiKeyList, ChangeApiKeyRequest, ChangeInstanceRequest, ChangeWebhookEndpointRequest, CleanUpOrphansRequest, CreateApiKeyRequest, CreateInstanceRequest, CreateWebhookEndpointRequest, Delivery, DeliveryList, DeliveryWithLog, Event, EventList, GetInstanceMetricsParams, GetUsageParams, Instance, InstanceConnection, InstanceList, InstanceMetrics, ListDeliveriesParams, ListInstanceEventsParams, ListInstancesParams, ListProductsParams, ListTemplatesParams, NewApiKey, NewWebhookEndpoint, OrphanCleanUp, OrphanReport, ProductList, RedeliverRequest, Redelivered, RotateWebhookSecretRequest, System, TemplateList, Usage, WebhookEndpoint, WebhookEndpointList
from ..programs.call_operation import Caller
from typing_extensions import Unpack

from ..generated import fleet_programs as programs
from ..drivers.async_driver import AsyncDriver
from ..call_options import ResourceCallOptions


class AsyncFleetInstancesResource:
    """Instances of the fleet server."""

    def __init__(self, programs: programs.FleetInstancesResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def create(self, request: CreateInstanceRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> Instance:
        """Ask for an instance."""
        return await self._driver.run(self._programs.create(request, options))

    async def list(self, query: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> InstanceList:
        """List instances, newest first."""
        return await self._driver.run(self._programs.list(query, options))

    def list_all(self, query: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Instance]:
        """List instances, newest first, page after page."""
        return self._driver.iterate(self._programs.list_all(query, options))

    async def change(self, id: str, request: ChangeInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Instance:
        """Change deadlines, budgets and labels."""
        return await self._driver.run(self._programs.change(id, request, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Delete an instance."""
        return await self._driver.run(self._programs.delete(id, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Look at an instance."""
        return await self._driver.run(self._programs.get(id, options))

    async def start(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Start a stopped instance."""
        return await self._driver.run(self._programs.start(id, options))

    async def restart(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Restart a running instance."""
        return await self._driver.run(self._programs.restart(id, options))

    async def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Stop an instance."""
        return await self._driver.run(self._programs.stop(id, options))

    async def recreate(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Have an instance recreated elsewhere."""
        return await self._driver.run(self._programs.recreate(id, options))

    async def heartbeat(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Tell that an instance is in use."""
        return await self._driver.run(self._programs.heartbeat(id, options))

    async def events(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> EventList:
        """What happened to an instance, in order."""
        return await self._driver.run(self._programs.events(id, query, options))

    def events_all(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Event]:
        """What happened to an instance, in order, page after page."""
        return self._driver.iterate(self._programs.events_all(id, query, options))

    async def connection(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceConnection:
        """How to get into an instance, with its passwords."""
        return await self._driver.run(self._programs.connection(id, options))

    async def metrics(self, id: str, query: GetInstanceMetricsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> InstanceMetrics:
        """How much the GPUs of an instance had to do."""
        return await self._driver.run(self._programs.metrics(id, query, options))


class AsyncFleetSystemResource:
    """System of the fleet server."""

    def __init__(self, programs: programs.FleetSystemResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def get(self, **options: Unpack[ResourceCallOptions]) -> System:
        """How the server and the cloud are doing."""
        return await self._driver.run(self._programs.get(options))


class AsyncFleetOrphansResource:
    """Orphans of the fleet server."""

    def __init__(self, programs: programs.FleetOrphansResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, **options: Unpack[ResourceCallOptions]) -> OrphanReport:
        """Compare the cloud with the server."""
        return await self._driver.run(self._programs.list(options))

    async def clean_up(self, request: CleanUpOrphansRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> OrphanCleanUp:
        """Delete strays."""
        return await self._driver.run(self._programs.clean_up(request, options))


class AsyncFleetWebhookEndpointsResource:
    """WebhookEndpoints of the fleet server."""

    def __init__(self, programs: programs.FleetWebhookEndpointsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def create(self, request: CreateWebhookEndpointRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> NewWebhookEndpoint:
        """Register an address for events."""
        return await self._driver.run(self._programs.create(request, options))

    async def list(self, **options: Unpack[ResourceCallOptions]) -> WebhookEndpointList:
        """List the addresses that get events."""
        return await self._driver.run(self._programs.list(options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> WebhookEndpoint:
        """Look at an endpoint."""
        return await self._driver.run(self._programs.get(id, options))

    async def change(self, id: str, request: ChangeWebhookEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> WebhookEndpoint:
        """Change address or event types, disable or enable."""
        return await self._driver.run(self._programs.change(id, request, options))

    async def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Forget an endpoint and all deliveries to it."""
        await self._driver.run(self._programs.delete(id, options))

    async def rotate_webhook_secret(self, id: str, request: RotateWebhookSecretRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewWebhookEndpoint:
        """Replace the signing secret."""
        return await self._driver.run(self._programs.rotate_webhook_secret(id, request, options))

    async def test(self, id: str, **options: Unpack[ResourceCallOptions]) -> Delivery:
        """Send a test event."""
        return await self._driver.run(self._programs.test(id, options))

    async def redeliver_to(self, id: str, request: RedeliverRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Redelivered:
        """Send dead letters, or the events of a time, once more."""
        return await self._driver.run(self._programs.redeliver_to(id, request, options))


class AsyncFleetDeliveriesResource:
    """Deliveries of the fleet server."""

    def __init__(self, programs: programs.FleetDeliveriesResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, query: ListDeliveriesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> DeliveryList:
        """List deliveries, newest first."""
        return await self._driver.run(self._programs.list(query, options))

    def list_all(self, query: ListDeliveriesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Delivery]:
        """List deliveries, newest first, page after page."""
        return self._driver.iterate(self._programs.list_all(query, options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> DeliveryWithLog:
        """Look at a delivery and its attempts."""
        return await self._driver.run(self._programs.get(id, options))

    async def redeliver(self, id: str, **options: Unpack[ResourceCallOptions]) -> Delivery:
        """Send a delivery once more."""
        return await self._driver.run(self._programs.redeliver(id, options))


class AsyncFleetApiKeysResource:
    """ApiKeys of the fleet server."""

    def __init__(self, programs: programs.FleetApiKeysResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def create(self, request: CreateApiKeyRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> NewApiKey:
        """Make an API key."""
        return await self._driver.run(self._programs.create(request, options))

    async def list(self, **options: Unpack[ResourceCallOptions]) -> ApiKeyList:
        """List the API keys, revoked ones too."""
        return await self._driver.run(self._programs.list(options))

    async def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Look at an API key."""
        return await self._driver.run(self._programs.get(id, options))

    async def change(self, id: str, request: ChangeApiKeyRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Change the name or the budget of an API key."""
        return await self._driver.run(self._programs.change(id, request, options))

    async def revoke(self, id: str, **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Revoke an API key."""
        return await self._driver.run(self._programs.revoke(id, options))


class AsyncFleetUsageResource:
    """Usage of the fleet server."""

    def __init__(self, programs: programs.FleetUsageResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def get(self, query: GetUsageParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Usage:
        """Cost and hours by day, instance and API key."""
        return await self._driver.run(self._programs.get(query, options))

    def get_all(self, query: GetUsageParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> AsyncIterator[Usage]:
        """Cost and hours by day, instance and API key, page after page."""
        return self._driver.iterate(self._programs.get_all(query, options))


class AsyncFleetProductsResource:
    """Products of the fleet server."""

    def __init__(self, programs: programs.FleetProductsResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, query: ListProductsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> ProductList:
        """List the GPU products of the cloud."""
        return await self._driver.run(self._programs.list(query, options))


class AsyncFleetTemplatesResource:
    """Templates of the fleet server."""

    def __init__(self, programs: programs.FleetTemplatesResource, driver: AsyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    async def list(self, query: ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> TemplateList:
        """List the templates of the cloud."""
        return await self._driver.run(self._programs.list(query, options))


class AsyncFleetCollections:
    """The collections of the fleet server."""

    def _collect(self, caller: Caller, driver: AsyncDriver) -> None:
        self.instances = AsyncFleetInstancesResource(programs.FleetInstancesResource(caller), driver)
        self.system = AsyncFleetSystemResource(programs.FleetSystemResource(caller), driver)
        self.orphans = AsyncFleetOrphansResource(programs.FleetOrphansResource(caller), driver)
        self.webhook_endpoints = AsyncFleetWebhookEndpointsResource(programs.FleetWebhookEndpointsResource(caller), driver)
        self.deliveries = AsyncFleetDeliveriesResource(programs.FleetDeliveriesResource(caller), driver)
        self.api_keys = AsyncFleetApiKeysResource(programs.FleetApiKeysResource(caller), driver)
        self.usage = AsyncFleetUsageResource(programs.FleetUsageResource(caller), driver)
        self.products = AsyncFleetProductsResource(programs.FleetProductsResource(caller), driver)
        self.templates = AsyncFleetTemplatesResource(programs.FleetTemplatesResource(caller), driver)
