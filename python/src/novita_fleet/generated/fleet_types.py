# Generated from openapi/fleet.json by `npm run generate`. Do not edit.
"""What is sent to and answered by the API, as typed dictionaries under the names of the API."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

class ApiKey(TypedDict):
    id: str
    name: str
    scope: Literal["read", "write", "admin"]
    maxCost: Union["Money", None]
    createdAt: str
    lastUsedAt: Union[str, None]
    revokedAt: Union[str, None]


class Money(TypedDict):
    amount: int
    scale: int
    currency: Literal["USD"]


class ApiKeyList(TypedDict):
    data: list["ApiKey"]


class Candidate(TypedDict):
    productId: NotRequired[str]
    gpuName: NotRequired[str]
    regions: NotRequired[list[str]]
    billingMode: NotRequired[Literal["onDemand", "spot"]]
    maxHourlyPrice: NotRequired[str]


class ChangeApiKeyRequest(TypedDict):
    name: NotRequired[str]
    maxCost: NotRequired[Union[str, None]]


class ChangeInstanceRequest(TypedDict):
    metadata: NotRequired[dict[str, Any]]
    deadlines: NotRequired["ChangeInstanceRequestDeadlines"]
    stopAfterMs: NotRequired[Union[int, None]]
    deleteAfterMs: NotRequired[Union[int, None]]
    idleStopAfterMs: NotRequired[Union[int, None]]
    idleGraceMs: NotRequired[int]
    idleGpuBusyPercent: NotRequired[Union[float, None]]
    maxCost: NotRequired[Union[str, None]]
    onReclaim: NotRequired[Literal["keep", "recreate"]]


class ChangeInstanceRequestDeadlines(TypedDict):
    """How long each phase on the way up may take. Defaults: 10, 45, 10 and 10 minutes."""

    queuedMs: NotRequired[int]
    pullingMs: NotRequired[int]
    startingMs: NotRequired[int]
    probingMs: NotRequired[int]


class ChangeWebhookEndpointRequest(TypedDict):
    url: NotRequired[str]
    eventTypes: NotRequired[Union[list[str], None]]
    enabled: NotRequired[bool]


class CleanUpOrphansRequest(TypedDict):
    dryRun: NotRequired[bool]


class CreateApiKeyRequest(TypedDict):
    name: str
    scope: Literal["read", "write", "admin"]
    maxCost: NotRequired[Union[str, None]]


class CreateInstanceRequest(TypedDict):
    name: str
    productId: NotRequired[str]
    gpuName: NotRequired[str]
    regions: NotRequired[list[str]]
    billingMode: NotRequired[Literal["onDemand", "spot"]]
    maxHourlyPrice: NotRequired[str]
    fallback: NotRequired[list["Candidate"]]
    templateId: NotRequired[str]
    imageUrl: NotRequired[str]
    imageAuthId: NotRequired[str]
    gpuNum: NotRequired[int]
    rootfsSize: NotRequired[int]
    command: NotRequired[str]
    entrypoint: NotRequired[str]
    minCudaVersion: NotRequired[str]
    envs: NotRequired[list["CreateInstanceRequestEnvsItem"]]
    ports: NotRequired[list["CreateInstanceRequestPortsItem"]]
    networkId: NotRequired[str]
    networkStorages: NotRequired[list["CreateInstanceRequestNetworkStoragesItem"]]
    probes: NotRequired[list[Union["CreateInstanceRequestProbesItem", "CreateInstanceRequestProbesItem1", "CreateInstanceRequestProbesItem2"]]]
    metadata: NotRequired[dict[str, Any]]
    deadlines: NotRequired["CreateInstanceRequestDeadlines"]
    stopAfterMs: NotRequired[Union[int, None]]
    deleteAfterMs: NotRequired[Union[int, None]]
    idleStopAfterMs: NotRequired[Union[int, None]]
    idleGraceMs: NotRequired[int]
    idleGpuBusyPercent: NotRequired[Union[float, None]]
    maxCost: NotRequired[Union[str, None]]
    onReclaim: NotRequired[Literal["keep", "recreate"]]


class CreateInstanceRequestEnvsItem(TypedDict):
    key: str
    value: str


class CreateInstanceRequestPortsItem(TypedDict):
    port: int
    type: Literal["http", "tcp"]


class CreateInstanceRequestNetworkStoragesItem(TypedDict):
    id: str
    mountPoint: NotRequired[str]


class CreateInstanceRequestProbesItem(TypedDict):
    type: Literal["http"]
    port: int
    intervalMs: NotRequired[int]
    timeoutMs: NotRequired[int]
    path: NotRequired[str]
    expectStatus: NotRequired[int]
    expectBody: NotRequired[str]


class CreateInstanceRequestProbesItem1(TypedDict):
    type: Literal["tcp"]
    port: int
    intervalMs: NotRequired[int]
    timeoutMs: NotRequired[int]


class CreateInstanceRequestProbesItem2(TypedDict):
    type: Literal["ssh"]
    port: int
    intervalMs: NotRequired[int]
    timeoutMs: NotRequired[int]


class CreateInstanceRequestDeadlines(TypedDict):
    """How long each phase on the way up may take. Defaults: 10, 45, 10 and 10 minutes."""

    queuedMs: NotRequired[int]
    pullingMs: NotRequired[int]
    startingMs: NotRequired[int]
    probingMs: NotRequired[int]


class CreateWebhookEndpointRequest(TypedDict):
    url: str
    eventTypes: NotRequired[list[str]]
    secret: NotRequired[str]


class Delivery(TypedDict):
    id: str
    endpointId: str
    eventId: str
    eventType: str
    instanceId: Union[str, None]
    sequence: int
    status: Literal["pending", "delivered", "dead"]
    attempts: int
    nextAttemptAt: Union[str, None]
    lastStatus: Union[int, None]
    lastError: Union[str, None]
    createdAt: str
    finishedAt: Union[str, None]


class DeliveryAttempt(TypedDict):
    number: int
    at: str
    durationMs: int
    status: Union[int, None]
    error: Union[str, None]
    answer: Union[str, None]


class DeliveryList(TypedDict):
    data: list["Delivery"]
    nextCursor: Union[str, None]


class DeliveryWithLog(TypedDict):
    id: str
    endpointId: str
    eventId: str
    eventType: str
    instanceId: Union[str, None]
    sequence: int
    status: Literal["pending", "delivered", "dead"]
    attempts: int
    nextAttemptAt: Union[str, None]
    lastStatus: Union[int, None]
    lastError: Union[str, None]
    createdAt: str
    finishedAt: Union[str, None]
    log: list["DeliveryAttempt"]
    body: Union[str, None]


class Event(TypedDict):
    id: str
    type: str
    timestamp: str
    sequence: int
    data: "EventData"


class EventData(TypedDict):
    instanceId: str
    novitaInstanceId: Union[str, None]
    name: str
    metadata: dict[str, Any]
    status: Literal["pending", "creating", "starting", "running", "ready", "stopping", "stopped", "deleting", "deleted", "failed", "timed_out", "reclaimed", "lost"]
    previousStatus: Union[Literal["pending", "creating", "starting", "running", "ready", "stopping", "stopped", "deleting", "deleted", "failed", "timed_out", "reclaimed", "lost"], None]
    cloudStatus: Union[str, None]
    elapsedTime: float
    error: Union["EventDataError", None]
    details: Union[dict[str, Any], None]


class EventDataError(TypedDict):
    code: str
    message: str


class EventList(TypedDict):
    data: list["Event"]
    nextCursor: Union[str, None]


class Health(TypedDict):
    status: Literal["ok"]


class Instance(TypedDict):
    id: str
    name: str
    status: Literal["pending", "creating", "starting", "running", "ready", "stopping", "stopped", "deleting", "deleted", "failed", "timed_out", "reclaimed", "lost"]
    cause: Union["InstanceCause", None]
    since: str
    owner: str
    createdAt: str
    updatedAt: str
    sequence: int
    novita: "InstanceNovita"
    endpoints: list["InstanceEndpointsItem"]
    probe: Union[str, None]
    cost: "InstanceCost"
    metadata: dict[str, Any]
    nextDeadline: Union[str, None]
    spotReclaimAt: Union[str, None]
    replaces: Union[str, None]
    replacedBy: Union[str, None]
    place: Union["InstancePlace", None]
    tries: list["InstanceTriesItem"]
    promises: "InstancePromises"
    spec: "InstanceSpec"


class InstanceCause(TypedDict):
    code: str
    message: str


class InstanceNovita(TypedDict):
    instanceId: Union[str, None]
    name: str
    status: Union[str, None]
    released: bool


class InstanceEndpointsItem(TypedDict):
    port: int
    type: str
    url: str


class InstanceCost(TypedDict):
    perHour: Union["Money", None]
    soFar: Union["Money", None]


class InstancePlace(TypedDict):
    productId: str
    clusterId: Union[str, None]
    billingMode: str


class InstanceTriesItem(TypedDict):
    candidate: int
    place: Union["InstanceTriesItemPlace", None]
    at: str
    cause: "InstanceTriesItemCause"


class InstanceTriesItemPlace(TypedDict):
    productId: str
    clusterId: Union[str, None]
    billingMode: str


class InstanceTriesItemCause(TypedDict):
    code: str
    message: str


class InstancePromises(TypedDict):
    deadlines: "InstancePromisesDeadlines"
    stopAfterMs: Union[float, None]
    deleteAfterMs: Union[float, None]
    idleStopAfterMs: Union[float, None]
    idleGraceMs: Union[float, None]
    idleGpuBusyPercent: Union[float, None]
    maxCost: Union["Money", None]
    onReclaim: str


class InstancePromisesDeadlines(TypedDict):
    queuedMs: float
    pullingMs: float
    startingMs: float
    probingMs: float


class InstanceSpec(TypedDict):
    imageUrl: str
    gpuNum: int
    rootfsSize: int
    ports: list["InstanceSpecPortsItem"]
    plan: list["InstanceSpecPlanItem"]


class InstanceSpecPortsItem(TypedDict):
    port: int
    type: str


class InstanceSpecPlanItem(TypedDict):
    productId: Union[str, None]
    gpuName: Union[str, None]
    regions: list[str]
    billingMode: str
    maxHourlyPrice: Union["Money", None]


class InstanceConnection(TypedDict):
    ssh: Union["InstanceConnectionSsh", None]
    endpoints: list["InstanceConnectionEndpointsItem"]
    jupyter: Union["InstanceConnectionJupyter", None]
    webTerminal: Union["InstanceConnectionWebTerminal", None]


class InstanceConnectionSsh(TypedDict):
    command: str
    host: str
    port: int
    user: str
    password: Union[str, None]


class InstanceConnectionEndpointsItem(TypedDict):
    port: int
    type: str
    url: str


class InstanceConnectionJupyter(TypedDict):
    url: str
    password: Union[str, None]


class InstanceConnectionWebTerminal(TypedDict):
    url: str
    user: Union[str, None]
    password: Union[str, None]


class InstanceList(TypedDict):
    data: list["Instance"]
    nextCursor: Union[str, None]


InstanceMetrics = TypedDict("InstanceMetrics", {
    "from": "str",
    "to": "str",
    "intervalSeconds": "Union[int, None]",
    "gpu": "list[InstanceMetricsGpuItem]",
})


class InstanceMetricsGpuItem(TypedDict):
    at: str
    utilisationPercent: float
    memoryPercent: Union[float, None]


class NewApiKey(TypedDict):
    id: str
    name: str
    scope: Literal["read", "write", "admin"]
    maxCost: Union["Money", None]
    createdAt: str
    lastUsedAt: Union[str, None]
    revokedAt: Union[str, None]
    key: str


class NewWebhookEndpoint(TypedDict):
    id: str
    url: str
    eventTypes: Union[list[str], None]
    owner: Union[str, None]
    enabled: bool
    disabled: Union["NewWebhookEndpointDisabled", None]
    oldSecretUntil: Union[str, None]
    createdAt: str
    health: "NewWebhookEndpointHealth"
    secret: str


class NewWebhookEndpointDisabled(TypedDict):
    reason: Literal["user", "gone", "refused"]
    at: str


class NewWebhookEndpointHealth(TypedDict):
    """How it stands with the deliveries to it."""

    waiting: int
    oldestWaitingAt: Union[str, None]
    dead: int
    lastDeliveredAt: Union[str, None]
    lastFailedAt: Union[str, None]


class OrphanCleanUp(TypedDict):
    dryRun: bool
    strays: list["OrphanCleanUpStraysItem"]


class OrphanCleanUpStraysItem(TypedDict):
    novitaInstanceId: str
    name: str
    status: str
    instanceId: str
    deleted: bool


class OrphanReport(TypedDict):
    strays: list["OrphanReportStraysItem"]
    foreign: list["OrphanReportForeignItem"]
    missing: list["OrphanReportMissingItem"]


class OrphanReportStraysItem(TypedDict):
    novitaInstanceId: str
    name: str
    status: str
    instanceId: str


class OrphanReportForeignItem(TypedDict):
    novitaInstanceId: str
    name: str
    status: str


class OrphanReportMissingItem(TypedDict):
    instanceId: str
    novitaInstanceId: str


class Problem(TypedDict):
    type: str
    title: str
    status: int
    detail: str
    code: str
    correlationId: str
    errors: NotRequired[list["ProblemErrorsItem"]]


class ProblemErrorsItem(TypedDict):
    field: str
    message: str


class ProductList(TypedDict):
    data: list["ProductListDataItem"]


class ProductListDataItem(TypedDict):
    id: str
    name: str
    billingMode: Literal["onDemand", "spot"]
    pricePerGpuHour: Union["Money", None]
    available: bool
    inventory: Union[str, None]
    regions: list[str]
    vcpusPerGpu: Union[float, None]
    memoryPerGpuGb: Union[float, None]
    minRootfsGb: Union[float, None]
    maxRootfsGb: Union[float, None]


RedeliverRequest = TypedDict("RedeliverRequest", {
    "what": "NotRequired[Literal['dead', 'all']]",
    "from": "NotRequired[str]",
    "to": "NotRequired[str]",
})


class Redelivered(TypedDict):
    count: int


class RotateWebhookSecretRequest(TypedDict):
    secret: NotRequired[str]
    overlapSeconds: NotRequired[int]


class System(TypedDict):
    version: str
    store: "SystemStore"
    sweep: Union["SystemSweep", None]
    cloud: "SystemCloud"
    outbox: "SystemOutbox"


class SystemStore(TypedDict):
    kind: Literal["sqlite", "postgres"]


class SystemSweep(TypedDict):
    lastSuccessAt: Union[str, None]
    ageMs: Union[int, None]
    durationMs: int
    lagMs: int
    isComplete: bool
    watched: int
    nextAt: Union[str, None]


class SystemCloud(TypedDict):
    breaker: Literal["closed", "open", "half_open"]
    requestsPerMinute: float
    maxRequestsPerMinute: int
    freeSlots: float
    queueLength: int
    pausedUntil: Union[str, None]


class SystemOutbox(TypedDict):
    waiting: int
    oldestAgeMs: Union[int, None]


class TemplateList(TypedDict):
    data: list["TemplateListDataItem"]


class TemplateListDataItem(TypedDict):
    id: str
    name: str
    channel: Union[str, None]
    imageUrl: Union[str, None]
    rootfsSize: Union[float, None]
    ports: list["TemplateListDataItemPortsItem"]
    minCudaVersion: Union[str, None]
    description: Union[str, None]


class TemplateListDataItemPortsItem(TypedDict):
    port: int
    type: str


Usage = TypedDict("Usage", {
    "from": "str",
    "to": "str",
    "total": "UsageTotal",
    "data": "list[UsageDataItem]",
    "nextCursor": "Union[str, None]",
})


class UsageTotal(TypedDict):
    """The sum of all rows on all pages, rounded once."""

    hours: float
    meteredMs: int
    unpricedMs: int
    cost: "Money"


class UsageDataItem(TypedDict):
    day: Union[str, None]
    owner: Union[str, None]
    instanceId: Union[str, None]
    hours: float
    meteredMs: int
    unpricedMs: int
    cost: "Money"


class WebhookEndpoint(TypedDict):
    id: str
    url: str
    eventTypes: Union[list[str], None]
    owner: Union[str, None]
    enabled: bool
    disabled: Union["WebhookEndpointDisabled", None]
    oldSecretUntil: Union[str, None]
    createdAt: str
    health: "WebhookEndpointHealth"


class WebhookEndpointDisabled(TypedDict):
    reason: Literal["user", "gone", "refused"]
    at: str


class WebhookEndpointHealth(TypedDict):
    """How it stands with the deliveries to it."""

    waiting: int
    oldestWaitingAt: Union[str, None]
    dead: int
    lastDeliveredAt: Union[str, None]
    lastFailedAt: Union[str, None]


class WebhookEndpointList(TypedDict):
    data: list["WebhookEndpoint"]


class ListInstancesParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    id: NotRequired[list[str]]
    status: NotRequired[list[Literal["pending", "creating", "starting", "running", "ready", "stopping", "stopped", "deleting", "deleted", "failed", "timed_out", "reclaimed", "lost"]]]
    name: NotRequired[str]
    metadata: NotRequired[dict[str, Any]]
    owner: NotRequired[str]
    createdAfter: NotRequired[str]
    createdBefore: NotRequired[str]


class ListInstanceEventsParams(TypedDict):
    after: NotRequired[int]
    cursor: NotRequired[str]
    limit: NotRequired[int]


GetInstanceMetricsParams = TypedDict("GetInstanceMetricsParams", {
    "from": "NotRequired[str]",
    "to": "NotRequired[str]",
})


class StreamEventsParams(TypedDict):
    after: NotRequired[str]
    instanceId: NotRequired[str]
    type: NotRequired[str]


RedeliverToWebhookEndpointRequest = TypedDict("RedeliverToWebhookEndpointRequest", {
    "what": "NotRequired[Literal['dead', 'all']]",
    "from": "NotRequired[str]",
    "to": "NotRequired[str]",
})


ListDeliveriesParams = TypedDict("ListDeliveriesParams", {
    "limit": "NotRequired[int]",
    "cursor": "NotRequired[str]",
    "endpointId": "NotRequired[str]",
    "instanceId": "NotRequired[str]",
    "eventType": "NotRequired[str]",
    "status": "NotRequired[Literal['pending', 'delivered', 'dead']]",
    "from": "NotRequired[str]",
    "to": "NotRequired[str]",
})


GetUsageParams = TypedDict("GetUsageParams", {
    "from": "NotRequired[str]",
    "to": "NotRequired[str]",
    "groupBy": "NotRequired[list[Literal['day', 'instance', 'key']]]",
    "owner": "NotRequired[str]",
    "instanceId": "NotRequired[str]",
    "limit": "NotRequired[int]",
    "cursor": "NotRequired[str]",
})


class ListProductsParams(TypedDict):
    billingMode: NotRequired[Literal["onDemand", "spot"]]
    name: NotRequired[str]
    region: NotRequired[str]
    available: NotRequired[Literal["true", "false"]]


class ListTemplatesParams(TypedDict):
    name: NotRequired[str]
    channel: NotRequired[Literal["private", "community", "official"]]
