# Generated from openapi/fleet.json by `npm run generate`. Do not edit.
"""The API of the fleet server, as programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..fleet_calls import FleetCallOptions, call_fleet, iterate_fleet
from ..generated.fleet_types import ApiKey, ApiKeyList, ChangeApiKeyRequest, ChangeInstanceRequest, ChangeWebhookEndpointRequest, CleanUpOrphansRequest, CreateApiKeyRequest, CreateInstanceRequest, CreateWebhookEndpointRequest, Delivery, DeliveryList, DeliveryWithLog, Event, EventList, GetInstanceMetricsParams, GetUsageParams, Instance, InstanceConnection, InstanceList, InstanceMetrics, ListDeliveriesParams, ListInstanceEventsParams, ListInstancesParams, ListProductsParams, ListTemplatesParams, NewApiKey, NewWebhookEndpoint, OrphanCleanUp, OrphanReport, ProductList, RedeliverRequest, Redelivered, RotateWebhookSecretRequest, System, TemplateList, Usage, WebhookEndpoint, WebhookEndpointList
from ..program import Iteration, Program
from ..programs.call_operation import Caller, Options


class FleetInstancesResource:
    """Instances of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, request: CreateInstanceRequest | Mapping[str, Any], options: FleetCallOptions) -> Program[Instance]:
        """Ask for an instance."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances", options, body=request, idempotent=True, keyed=True)
        return answer

    def list(self, query: ListInstancesParams | Mapping[str, Any] | None, options: Options) -> Program[InstanceList]:
        """List instances, newest first."""
        answer: InstanceList = yield from call_fleet(self._caller, "GET", "/v1/instances", options, query=query, idempotent=True)
        return answer

    def list_all(self, query: ListInstancesParams | Mapping[str, Any] | None, options: Options) -> Iteration[Instance]:
        """List instances, newest first, page after page."""
        return iterate_fleet(lambda place: self.list({**(query or {}), **place}, options))

    def change(self, id: str, request: ChangeInstanceRequest | Mapping[str, Any], options: Options) -> Program[Instance]:
        """Change deadlines, budgets and labels."""
        answer: Instance = yield from call_fleet(self._caller, "PATCH", "/v1/instances/{id}", options, params={"id": id}, body=request, idempotent=False)
        return answer

    def delete(self, id: str, options: Options) -> Program[Instance]:
        """Delete an instance."""
        answer: Instance = yield from call_fleet(self._caller, "DELETE", "/v1/instances/{id}", options, params={"id": id}, idempotent=True)
        return answer

    def get(self, id: str, options: Options) -> Program[Instance]:
        """Look at an instance."""
        answer: Instance = yield from call_fleet(self._caller, "GET", "/v1/instances/{id}", options, params={"id": id}, idempotent=True)
        return answer

    def start(self, id: str, options: Options) -> Program[Instance]:
        """Start a stopped instance."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances/{id}/start", options, params={"id": id}, idempotent=False)
        return answer

    def restart(self, id: str, options: Options) -> Program[Instance]:
        """Restart a running instance."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances/{id}/restart", options, params={"id": id}, idempotent=False)
        return answer

    def stop(self, id: str, options: Options) -> Program[Instance]:
        """Stop an instance."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances/{id}/stop", options, params={"id": id}, idempotent=True)
        return answer

    def recreate(self, id: str, options: Options) -> Program[Instance]:
        """Have an instance recreated elsewhere."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances/{id}/recreate", options, params={"id": id}, idempotent=False)
        return answer

    def heartbeat(self, id: str, options: Options) -> Program[Instance]:
        """Tell that an instance is in use."""
        answer: Instance = yield from call_fleet(self._caller, "POST", "/v1/instances/{id}/heartbeat", options, params={"id": id}, idempotent=True)
        return answer

    def events(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None, options: Options) -> Program[EventList]:
        """What happened to an instance, in order."""
        answer: EventList = yield from call_fleet(self._caller, "GET", "/v1/instances/{id}/events", options, params={"id": id}, query=query, idempotent=True)
        return answer

    def events_all(self, id: str, query: ListInstanceEventsParams | Mapping[str, Any] | None, options: Options) -> Iteration[Event]:
        """What happened to an instance, in order, page after page."""
        return iterate_fleet(lambda place: self.events(id, {**(query or {}), **place}, options))

    def connection(self, id: str, options: Options) -> Program[InstanceConnection]:
        """How to get into an instance, with its passwords."""
        answer: InstanceConnection = yield from call_fleet(self._caller, "GET", "/v1/instances/{id}/connection", options, params={"id": id}, idempotent=True)
        return answer

    def metrics(self, id: str, query: GetInstanceMetricsParams | Mapping[str, Any] | None, options: Options) -> Program[InstanceMetrics]:
        """How much the GPUs of an instance had to do."""
        answer: InstanceMetrics = yield from call_fleet(self._caller, "GET", "/v1/instances/{id}/metrics", options, params={"id": id}, query=query, idempotent=True)
        return answer


class FleetSystemResource:
    """System of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, options: Options) -> Program[System]:
        """How the server and the cloud are doing."""
        answer: System = yield from call_fleet(self._caller, "GET", "/v1/system", options, idempotent=True)
        return answer


class FleetOrphansResource:
    """Orphans of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, options: Options) -> Program[OrphanReport]:
        """Compare the cloud with the server."""
        answer: OrphanReport = yield from call_fleet(self._caller, "GET", "/v1/orphans", options, idempotent=True)
        return answer

    def clean_up(self, request: CleanUpOrphansRequest | Mapping[str, Any], options: Options) -> Program[OrphanCleanUp]:
        """Delete strays."""
        answer: OrphanCleanUp = yield from call_fleet(self._caller, "POST", "/v1/orphans/clean-up", options, body=request, idempotent=False)
        return answer


class FleetWebhookEndpointsResource:
    """WebhookEndpoints of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, request: CreateWebhookEndpointRequest | Mapping[str, Any], options: FleetCallOptions) -> Program[NewWebhookEndpoint]:
        """Register an address for events."""
        answer: NewWebhookEndpoint = yield from call_fleet(self._caller, "POST", "/v1/webhook-endpoints", options, body=request, idempotent=True, keyed=True)
        return answer

    def list(self, options: Options) -> Program[WebhookEndpointList]:
        """List the addresses that get events."""
        answer: WebhookEndpointList = yield from call_fleet(self._caller, "GET", "/v1/webhook-endpoints", options, idempotent=True)
        return answer

    def get(self, id: str, options: Options) -> Program[WebhookEndpoint]:
        """Look at an endpoint."""
        answer: WebhookEndpoint = yield from call_fleet(self._caller, "GET", "/v1/webhook-endpoints/{id}", options, params={"id": id}, idempotent=True)
        return answer

    def change(self, id: str, request: ChangeWebhookEndpointRequest | Mapping[str, Any], options: Options) -> Program[WebhookEndpoint]:
        """Change address or event types, disable or enable."""
        answer: WebhookEndpoint = yield from call_fleet(self._caller, "PATCH", "/v1/webhook-endpoints/{id}", options, params={"id": id}, body=request, idempotent=False)
        return answer

    def delete(self, id: str, options: Options) -> Program[None]:
        """Forget an endpoint and all deliveries to it."""
        yield from call_fleet(self._caller, "DELETE", "/v1/webhook-endpoints/{id}", options, params={"id": id}, idempotent=True)

    def rotate_webhook_secret(self, id: str, request: RotateWebhookSecretRequest | Mapping[str, Any], options: Options) -> Program[NewWebhookEndpoint]:
        """Replace the signing secret."""
        answer: NewWebhookEndpoint = yield from call_fleet(self._caller, "POST", "/v1/webhook-endpoints/{id}/rotate-secret", options, params={"id": id}, body=request, idempotent=False)
        return answer

    def test(self, id: str, options: Options) -> Program[Delivery]:
        """Send a test event."""
        answer: Delivery = yield from call_fleet(self._caller, "POST", "/v1/webhook-endpoints/{id}/test", options, params={"id": id}, idempotent=False)
        return answer

    def redeliver_to(self, id: str, request: RedeliverRequest | Mapping[str, Any], options: Options) -> Program[Redelivered]:
        """Send dead letters, or the events of a time, once more."""
        answer: Redelivered = yield from call_fleet(self._caller, "POST", "/v1/webhook-endpoints/{id}/redeliver", options, params={"id": id}, body=request, idempotent=False)
        return answer


class FleetDeliveriesResource:
    """Deliveries of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, query: ListDeliveriesParams | Mapping[str, Any] | None, options: Options) -> Program[DeliveryList]:
        """List deliveries, newest first."""
        answer: DeliveryList = yield from call_fleet(self._caller, "GET", "/v1/deliveries", options, query=query, idempotent=True)
        return answer

    def list_all(self, query: ListDeliveriesParams | Mapping[str, Any] | None, options: Options) -> Iteration[Delivery]:
        """List deliveries, newest first, page after page."""
        return iterate_fleet(lambda place: self.list({**(query or {}), **place}, options))

    def get(self, id: str, options: Options) -> Program[DeliveryWithLog]:
        """Look at a delivery and its attempts."""
        answer: DeliveryWithLog = yield from call_fleet(self._caller, "GET", "/v1/deliveries/{id}", options, params={"id": id}, idempotent=True)
        return answer

    def redeliver(self, id: str, options: Options) -> Program[Delivery]:
        """Send a delivery once more."""
        answer: Delivery = yield from call_fleet(self._caller, "POST", "/v1/deliveries/{id}/redeliver", options, params={"id": id}, idempotent=False)
        return answer


class FleetApiKeysResource:
    """ApiKeys of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, request: CreateApiKeyRequest | Mapping[str, Any], options: FleetCallOptions) -> Program[NewApiKey]:
        """Make an API key."""
        answer: NewApiKey = yield from call_fleet(self._caller, "POST", "/v1/api-keys", options, body=request, idempotent=True, keyed=True)
        return answer

    def list(self, options: Options) -> Program[ApiKeyList]:
        """List the API keys, revoked ones too."""
        answer: ApiKeyList = yield from call_fleet(self._caller, "GET", "/v1/api-keys", options, idempotent=True)
        return answer

    def get(self, id: str, options: Options) -> Program[ApiKey]:
        """Look at an API key."""
        answer: ApiKey = yield from call_fleet(self._caller, "GET", "/v1/api-keys/{id}", options, params={"id": id}, idempotent=True)
        return answer

    def change(self, id: str, request: ChangeApiKeyRequest | Mapping[str, Any], options: Options) -> Program[ApiKey]:
        """Change the name or the budget of an API key."""
        answer: ApiKey = yield from call_fleet(self._caller, "PATCH", "/v1/api-keys/{id}", options, params={"id": id}, body=request, idempotent=False)
        return answer

    def revoke(self, id: str, options: Options) -> Program[ApiKey]:
        """Revoke an API key."""
        answer: ApiKey = yield from call_fleet(self._caller, "DELETE", "/v1/api-keys/{id}", options, params={"id": id}, idempotent=True)
        return answer


class FleetUsageResource:
    """Usage of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, query: GetUsageParams | Mapping[str, Any] | None, options: Options) -> Program[Usage]:
        """Cost and hours by day, instance and API key."""
        answer: Usage = yield from call_fleet(self._caller, "GET", "/v1/usage", options, query=query, idempotent=True)
        return answer

    def get_all(self, query: GetUsageParams | Mapping[str, Any] | None, options: Options) -> Iteration[Usage]:
        """Cost and hours by day, instance and API key, page after page."""
        return iterate_fleet(lambda place: self.get({**(query or {}), **place}, options))


class FleetProductsResource:
    """Products of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, query: ListProductsParams | Mapping[str, Any] | None, options: Options) -> Program[ProductList]:
        """List the GPU products of the cloud."""
        answer: ProductList = yield from call_fleet(self._caller, "GET", "/v1/products", options, query=query, idempotent=True)
        return answer


class FleetTemplatesResource:
    """Templates of the fleet server."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, query: ListTemplatesParams | Mapping[str, Any] | None, options: Options) -> Program[TemplateList]:
        """List the templates of the cloud."""
        answer: TemplateList = yield from call_fleet(self._caller, "GET", "/v1/templates", options, query=query, idempotent=True)
        return answer
