# Generated from python/src/novita_fleet/generated/fleet_programs.py by `npm run generate`. Do not edit.
"""The API of the fleet server, as programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from ..fleet_calls import FleetCallOptions
from ..generated.fleet_types import ApiKey, ApiKeyList, ChangeApiKeyRequest, ChangeInstanceRequest, ChangeWebhookEndpointRequest, CleanUpOrphansRequest, CreateApiKeyRequest, CreateInstanceRequest, CreateWebhookEndpointRequest, Delivery, DeliveryList, DeliveryWithLog, Event, EventList, GetInstanceMetricsParams, GetUsageParams, Instance, InstanceConnection, InstanceList, InstanceMetrics, ListDeliveriesParams, ListInstanceEventsParams, ListInstancesParams, ListProductsParams, ListTemplatesParams, NewApiKey, NewWebhookEndpoint, OrphanCleanUp, OrphanReport, ProductList, RedeliverRequest, Redelivered, RotateWebhookSecretRequest, System, TemplateList, Usage, WebhookEndpoint, WebhookEndpointList
from ..programs.call_operation import Caller
from typing_extensions import Unpack

from ..generated import fleet_programs as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class FleetInstancesResource:
    """Instances of the fleet server."""

    def __init__(self, programs: programs.FleetInstancesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def create(self, request: CreateInstanceRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> Instance:
        """Ask for an instance."""
        return self._driver.run(self._programs.create(request, options))

    def list(self, query: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> InstanceList:
        """List instances, newest first."""
        return self._driver.run(self._programs.list(query, options))

    def list_all(self, query: ListInstancesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Instance]:
        """List instances, newest first, page after page."""
        return self._driver.iterate(self._programs.list_all(query, options))

    def change(self, id: str, request: ChangeInstanceRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Instance:
        """Change deadlines, budgets and labels."""
        return self._driver.run(self._programs.change(id, request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Delete an instance."""
        return self._driver.run(self._programs.delete(id, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Look at an instance."""
        return self._driver.run(self._programs.get(id, options))

    def start(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Start a stopped instance."""
        return self._driver.run(self._programs.start(id, options))

    def restart(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Restart a running instance."""
        return self._driver.run(self._programs.restart(id, options))

    def stop(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Stop an instance."""
        return self._driver.run(self._programs.stop(id, options))

    def recreate(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Have an instance recreated elsewhere."""
        return self._driver.run(self._programs.recreate(id, options))

    def heartbeat(self, id: str, **options: Unpack[ResourceCallOptions]) -> Instance:
        """Tell that an instance is in use."""
        return self._driver.run(self._programs.heartbeat(id, options))

    def events(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> EventList:
        """What happened to an instance, in order."""
        return self._driver.run(self._programs.events(id, query, options))

    def events_all(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Event]:
        """What happened to an instance, in order, page after page."""
        return self._driver.iterate(self._programs.events_all(id, query, options))

    def connection(self, id: str, **options: Unpack[ResourceCallOptions]) -> InstanceConnection:
        """How to get into an instance, with its passwords."""
        return self._driver.run(self._programs.connection(id, options))

    def metrics(self, id: str, query: GetInstanceMetricsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> InstanceMetrics:
        """How much the GPUs of an instance had to do."""
        return self._driver.run(self._programs.metrics(id, query, options))


class FleetSystemResource:
    """System of the fleet server."""

    def __init__(self, programs: programs.FleetSystemResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def get(self, **options: Unpack[ResourceCallOptions]) -> System:
        """How the server and the cloud are doing."""
        return self._driver.run(self._programs.get(options))


class FleetOrphansResource:
    """Orphans of the fleet server."""

    def __init__(self, programs: programs.FleetOrphansResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, **options: Unpack[ResourceCallOptions]) -> OrphanReport:
        """Compare the cloud with the server."""
        return self._driver.run(self._programs.list(options))

    def clean_up(self, request: CleanUpOrphansRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> OrphanCleanUp:
        """Delete strays."""
        return self._driver.run(self._programs.clean_up(request, options))


class FleetWebhookEndpointsResource:
    """WebhookEndpoints of the fleet server."""

    def __init__(self, programs: programs.FleetWebhookEndpointsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def create(self, request: CreateWebhookEndpointRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> NewWebhookEndpoint:
        """Register an address for events."""
        return self._driver.run(self._programs.create(request, options))

    def list(self, **options: Unpack[ResourceCallOptions]) -> WebhookEndpointList:
        """List the addresses that get events."""
        return self._driver.run(self._programs.list(options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> WebhookEndpoint:
        """Look at an endpoint."""
        return self._driver.run(self._programs.get(id, options))

    def change(self, id: str, request: ChangeWebhookEndpointRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> WebhookEndpoint:
        """Change address or event types, disable or enable."""
        return self._driver.run(self._programs.change(id, request, options))

    def delete(self, id: str, **options: Unpack[ResourceCallOptions]) -> None:
        """Forget an endpoint and all deliveries to it."""
        self._driver.run(self._programs.delete(id, options))

    def rotate_webhook_secret(self, id: str, request: RotateWebhookSecretRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> NewWebhookEndpoint:
        """Replace the signing secret."""
        return self._driver.run(self._programs.rotate_webhook_secret(id, request, options))

    def test(self, id: str, **options: Unpack[ResourceCallOptions]) -> Delivery:
        """Send a test event."""
        return self._driver.run(self._programs.test(id, options))

    def redeliver_to(self, id: str, request: RedeliverRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Redelivered:
        """Send dead letters, or the events of a time, once more."""
        return self._driver.run(self._programs.redeliver_to(id, request, options))


class FleetDeliveriesResource:
    """Deliveries of the fleet server."""

    def __init__(self, programs: programs.FleetDeliveriesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, query: ListDeliveriesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> DeliveryList:
        """List deliveries, newest first."""
        return self._driver.run(self._programs.list(query, options))

    def list_all(self, query: ListDeliveriesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Delivery]:
        """List deliveries, newest first, page after page."""
        return self._driver.iterate(self._programs.list_all(query, options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> DeliveryWithLog:
        """Look at a delivery and its attempts."""
        return self._driver.run(self._programs.get(id, options))

    def redeliver(self, id: str, **options: Unpack[ResourceCallOptions]) -> Delivery:
        """Send a delivery once more."""
        return self._driver.run(self._programs.redeliver(id, options))


class FleetApiKeysResource:
    """ApiKeys of the fleet server."""

    def __init__(self, programs: programs.FleetApiKeysResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def create(self, request: CreateApiKeyRequest | Mapping[str, Any], **options: Unpack[FleetCallOptions]) -> NewApiKey:
        """Make an API key."""
        return self._driver.run(self._programs.create(request, options))

    def list(self, **options: Unpack[ResourceCallOptions]) -> ApiKeyList:
        """List the API keys, revoked ones too."""
        return self._driver.run(self._programs.list(options))

    def get(self, id: str, **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Look at an API key."""
        return self._driver.run(self._programs.get(id, options))

    def change(self, id: str, request: ChangeApiKeyRequest | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Change the name or the budget of an API key."""
        return self._driver.run(self._programs.change(id, request, options))

    def revoke(self, id: str, **options: Unpack[ResourceCallOptions]) -> ApiKey:
        """Revoke an API key."""
        return self._driver.run(self._programs.revoke(id, options))


class FleetUsageResource:
    """Usage of the fleet server."""

    def __init__(self, programs: programs.FleetUsageResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def get(self, query: GetUsageParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Usage:
        """Cost and hours by day, instance and API key."""
        return self._driver.run(self._programs.get(query, options))

    def get_all(self, query: GetUsageParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Usage]:
        """Cost and hours by day, instance and API key, page after page."""
        return self._driver.iterate(self._programs.get_all(query, options))


class FleetProductsResource:
    """Products of the fleet server."""

    def __init__(self, programs: programs.FleetProductsResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, query: ListProductsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> ProductList:
        """List the GPU products of the cloud."""
        return self._driver.run(self._programs.list(query, options))


class FleetTemplatesResource:
    """Templates of the fleet server."""

    def __init__(self, programs: programs.FleetTemplatesResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def list(self, query: ListTemplatesParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> TemplateList:
        """List the templates of the cloud."""
        return self._driver.run(self._programs.list(query, options))


class FleetCollections:
    """The collections of the fleet server."""

    def _collect(self, caller: Caller, driver: SyncDriver) -> None:
        self.instances = FleetInstancesResource(programs.FleetInstancesResource(caller), driver)
        self.system = FleetSystemResource(programs.FleetSystemResource(caller), driver)
        self.orphans = FleetOrphansResource(programs.FleetOrphansResource(caller), driver)
        self.webhook_endpoints = FleetWebhookEndpointsResource(programs.FleetWebhookEndpointsResource(caller), driver)
        self.deliveries = FleetDeliveriesResource(programs.FleetDeliveriesResource(caller), driver)
        self.api_keys = FleetApiKeysResource(programs.FleetApiKeysResource(caller), driver)
        self.usage = FleetUsageResource(programs.FleetUsageResource(caller), driver)
        self.products = FleetProductsResource(programs.FleetProductsResource(caller), driver)
        self.templates = FleetTemplatesResource(programs.FleetTemplatesResource(caller), driver)
