# Generated from openapi/novita.yaml by `npm run generate`. Do not edit.
"""What is sent to and answered by the API, as typed dictionaries under the names of the API."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

class ListGpuProductsParams(TypedDict):
    clusterId: NotRequired[str]
    gpuNum: NotRequired[int]
    productName: NotRequired[str]
    minCpuPerGpu: NotRequired[int]
    minMemoryPerGpu: NotRequired[int]
    minRootFSSize: NotRequired[int]
    billingMethod: NotRequired["BillingMode"]


BillingMode = Literal["onDemand", "monthly", "spot"]


class ListCpuProductsParams(TypedDict):
    clusterId: NotRequired[str]
    productName: NotRequired[str]


class CreateGpuInstanceRequest(TypedDict):
    """Create a GPU instance."""

    name: NotRequired[str]
    productId: str
    imageUrl: str
    imageAuth: NotRequired[str]
    imageAuthId: NotRequired[str]
    ports: NotRequired[str]
    envs: NotRequired[list["EnvVar"]]
    tools: NotRequired[list["InstanceTool"]]
    command: NotRequired[str]
    entrypoint: NotRequired[str]
    clusterId: NotRequired[str]
    networkStorages: NotRequired[list["NetworkStorageMount"]]
    networkId: NotRequired[str]
    gpuNum: int
    rootfsSize: int
    kind: Literal["gpu"]
    month: NotRequired[int]
    billingMode: NotRequired["BillingMode"]
    autoRenew: NotRequired[bool]
    autoRenewMonth: NotRequired[int]
    minCudaVersion: NotRequired[str]


class EnvVar(TypedDict):
    """Environment variable."""

    key: NotRequired[str]
    value: NotRequired[str]


class InstanceTool(TypedDict):
    """Official image tool."""

    name: NotRequired[Literal["Jupyter"]]
    port: NotRequired[str]
    type: NotRequired["PortTypeV1"]


PortTypeV1 = Literal["tcp", "http"]


class NetworkStorageMount(TypedDict):
    """Cloud storage mount on create."""

    Id: str
    mountPoint: NotRequired[str]


class CreateCpuInstanceRequest(TypedDict):
    """Create a CPU instance. No gpuNum, rootfsSize, month or billingMode is documented."""

    name: NotRequired[str]
    productId: str
    imageUrl: str
    imageAuth: NotRequired[str]
    imageAuthId: NotRequired[str]
    ports: NotRequired[str]
    envs: NotRequired[list["EnvVar"]]
    tools: NotRequired[list["InstanceTool"]]
    command: NotRequired[str]
    entrypoint: NotRequired[str]
    clusterId: NotRequired[str]
    networkStorages: NotRequired[list["NetworkStorageMount"]]
    networkId: NotRequired[str]
    kind: Literal["cpu"]
    localStorageMountPoint: NotRequired[str]


CreateInstanceRequest = Union["CreateGpuInstanceRequest", "CreateCpuInstanceRequest"]


class ListInstancesParams(TypedDict):
    pageSize: int
    pageNum: int
    name: NotRequired[str]
    productName: NotRequired[str]
    status: NotRequired["InstanceStatus"]


InstanceStatus = Literal["toCreate", "creating", "pulling", "running", "toStart", "starting", "toStop", "stopping", "exited", "toRestart", "restarting", "toRemove", "removing", "removed", "toReset", "resetting", "migrating", "freezing"]


class GetInstanceParams(TypedDict):
    instanceId: str


class EditInstanceRequest(TypedDict):
    """Change ports or grow the root disk without restart."""

    instanceId: str
    ports: NotRequired[list["EditInstanceRequestPortsItem"]]
    expandRootDisk: NotRequired[int]


class EditInstanceRequestPortsItem(TypedDict):
    port: NotRequired["PortNumber"]
    type: NotRequired["PortTypeV1"]


PortNumber = int


class StartInstanceRequest(TypedDict):
    """Body of the v1 actions that need only the instance."""

    instanceId: str


class StopInstanceRequest(TypedDict):
    """Body of the v1 actions that need only the instance."""

    instanceId: str


class RestartInstanceRequest(TypedDict):
    """Body of the v1 actions that need only the instance."""

    instanceId: str


class DeleteInstanceRequest(TypedDict):
    """Body of the v1 actions that need only the instance."""

    instanceId: str


class UpgradeInstanceRequest(TypedDict):
    """Replace image, command, variables and mounts; the instance is reset. All fields must be sent every time."""

    instanceId: str
    imageUrl: str
    imageAuthId: NotRequired[str]
    envs: list["EnvVar"]
    command: str
    entrypoint: str
    save: bool
    networkVolume: "UpgradeInstanceRequestNetworkVolume"


class UpgradeInstanceRequestNetworkVolume(TypedDict):
    """Cloud storage after the upgrade."""

    volumeMounts: list["UpgradeInstanceRequestNetworkVolumeVolumeMountsItem"]


class UpgradeInstanceRequestNetworkVolumeVolumeMountsItem(TypedDict):
    type: Literal["network"]
    id: str
    mountPath: str


class MigrateInstanceRequest(TypedDict):
    """Move the instance to another node of the same specification."""

    instanceId: str


class RenewInstanceRequest(TypedDict):
    """Renew or convert."""

    month: int


class ConvertToMonthlyRequest(TypedDict):
    """Renew or convert."""

    month: int


class SetAutoRenewRequest(TypedDict):
    """Batch change of auto renewal."""

    instanceIds: list[str]
    autoRenew: bool
    autoRenewMonth: int


class SetAutoMigrateRequest(TypedDict):
    """Automatic migration policy."""

    instanceId: str
    autoMigrateOpen: bool
    autoMigrateSystemDisk: bool


class ListJobsParams(TypedDict):
    pageSize: NotRequired[int]
    pageNum: NotRequired[int]
    jobId: NotRequired[str]
    state: NotRequired["JobStateV1"]
    type: NotRequired["JobTypeV1"]
    startTime: NotRequired[int]
    endTime: NotRequired[int]
    creators: NotRequired[str]


JobStateV1 = Literal["pulling", "running", "fail", "success", "break"]


JobTypeV1 = Literal["saveImage", "instanceMigrate", "autoInstanceMigrate"]


class BreakJobRequest(TypedDict):
    """Job reference."""

    jobId: str


class SaveImageRequest(TypedDict):
    """Save the container as an image."""

    instanceId: str
    image: str
    registryAuthId: NotRequired[str]


class ListTemplatesParams(TypedDict):
    pageSize: NotRequired[int]
    pageNum: NotRequired[int]
    name: NotRequired[str]
    type: NotRequired[Literal["instance", "serverless"]]
    channel: NotRequired[list[Literal["private", "community", "official"]]]
    isMyCommunity: NotRequired[bool]


class GetTemplateParams(TypedDict):
    templateId: str


class CreateTemplateRequest(TypedDict):
    """Template to create."""

    name: str
    readme: NotRequired[str]
    type: Literal["instance", "serverless"]
    channel: Literal["private", "community", "official"]
    image: str
    imageAuth: NotRequired[str]
    startCommand: NotRequired[str]
    entrypoint: NotRequired[str]
    rootfsSize: int
    ports: NotRequired[list["CreateTemplateRequestPortsItem"]]
    envs: NotRequired[list["EnvVar"]]
    minCudaVersion: NotRequired[str]
    volumes: NotRequired[list["CreateTemplateRequestVolumesItem"]]


class CreateTemplateRequestPortsItem(TypedDict):
    """Port group."""

    type: Literal["http", "tcp", "udp"]
    ports: list["PortNumber"]


class CreateTemplateRequestVolumesItem(TypedDict):
    type: NotRequired[str]
    size: NotRequired[int]
    mountPath: NotRequired[str]


class UpdateTemplateRequest(TypedDict):
    """Template to update."""

    name: str
    readme: NotRequired[str]
    type: Literal["instance", "serverless"]
    channel: Literal["private", "community", "official"]
    image: str
    imageAuth: NotRequired[str]
    startCommand: NotRequired[str]
    entrypoint: NotRequired[str]
    rootfsSize: int
    ports: NotRequired[list["UpdateTemplateRequestPortsItem"]]
    envs: NotRequired[list["EnvVar"]]
    minCudaVersion: NotRequired[str]


class UpdateTemplateRequestPortsItem(TypedDict):
    """Port group."""

    type: Literal["http", "tcp", "udp"]
    ports: list["PortNumber"]


class DeleteTemplateRequest(TypedDict):
    """Template reference."""

    templateId: str


class ListNetworksParams(TypedDict):
    pageSize: NotRequired[int]
    pageNum: NotRequired[int]
    name: NotRequired[str]
    creators: NotRequired[str]


class GetNetworkParams(TypedDict):
    networkId: str


class CreateNetworkRequest(TypedDict):
    clusterId: str
    name: NotRequired[str]


class UpdateNetworkRequest(TypedDict):
    name: NotRequired[str]


class DeleteNetworkRequest(TypedDict):
    networkId: str


class ListNetworkStoragesParams(TypedDict):
    pageNo: NotRequired[int]
    pageSize: NotRequired[int]
    storageName: NotRequired[str]
    storageId: NotRequired[str]


class CreateNetworkStorageRequest(TypedDict):
    clusterId: str
    storageName: str
    storageSize: int


class UpdateNetworkStorageRequest(TypedDict):
    storageName: str
    storageSize: int


class DeleteNetworkStorageRequest(TypedDict):
    storageId: str


class CreateRegistryAuthRequest(TypedDict):
    """New credential."""

    name: str
    username: str
    password: str


class DeleteRegistryAuthRequest(TypedDict):
    id: str


class ListPrewarmTasksParams(TypedDict):
    page: NotRequired[int]
    pageSize: NotRequired[int]
    state: NotRequired["PrewarmStateV1"]
    clusterId: NotRequired[str]
    name: NotRequired[str]


PrewarmStateV1 = Literal["Pending", "Running", "Succeeded", "Failed"]


class CreatePrewarmTaskRequest(TypedDict):
    """New task."""

    imageUrl: str
    repositoryAuth: NotRequired[str]
    clusterId: str
    productIds: NotRequired[list[str]]
    note: NotRequired[str]


class UpdatePrewarmTaskRequest(TypedDict):
    note: NotRequired[str]


class DeletePrewarmTasksRequest(TypedDict):
    ids: list[str]


class CreateEndpointRequest(TypedDict):
    """Endpoint."""

    name: NotRequired[str]
    appName: NotRequired[str]
    workerConfig: "EndpointWorkerConfigInput"
    ports: list["CreateEndpointRequestPortsItem"]
    policy: "EndpointPolicyInput"
    image: "EndpointImageInput"
    products: list["CreateEndpointRequestProductsItem"]
    rootfsSize: int
    volumeMounts: list["EndpointVolumeInput"]
    clusterID: NotRequired[str]
    clusterIDs: NotRequired[list[str]]
    type: NotRequired[Literal["sync", "async"]]
    envs: NotRequired[list["EnvVar"]]
    healthy: "CreateEndpointRequestHealthy"


class EndpointWorkerConfigInput(TypedDict):
    """Worker settings; ranges come from /endpoint/limit."""

    minNum: int
    maxNum: int
    freeTimeout: int
    maxConcurrent: int
    gpuNum: int
    requestTimeout: NotRequired[int]


class CreateEndpointRequestPortsItem(TypedDict):
    port: Union[str, int]


class EndpointPolicyInput(TypedDict):
    """Scaling policy."""

    type: Literal["queue", "concurrency"]
    value: int


class EndpointImageInput(TypedDict):
    """Image settings."""

    image: str
    authId: NotRequired[str]
    command: NotRequired[str]


class CreateEndpointRequestProductsItem(TypedDict):
    id: str


class EndpointVolumeInput(TypedDict):
    """Volume."""

    type: Literal["local", "network"]
    size: NotRequired[int]
    id: NotRequired[str]
    mountPath: str


class CreateEndpointRequestHealthy(TypedDict):
    """Health check."""

    path: str


class ListEndpointsParams(TypedDict):
    pageSize: int
    pageNum: int


class GetEndpointParams(TypedDict):
    id: str


class UpdateEndpointRequest(TypedDict):
    """Update endpoint; flat body, no "endpoint" wrapper. Everything but appName can change."""

    name: NotRequired[str]
    clusterID: NotRequired[str]
    workerConfig: "EndpointWorkerConfigInput"
    ports: list["UpdateEndpointRequestPortsItem"]
    policy: "EndpointPolicyInput"
    image: "EndpointImageInput"
    volumeMounts: NotRequired[list["EndpointVolumeInput"]]
    envs: NotRequired[list["EnvVar"]]
    healthy: NotRequired["UpdateEndpointRequestHealthy"]


class UpdateEndpointRequestPortsItem(TypedDict):
    port: Union[str, int]


class UpdateEndpointRequestHealthy(TypedDict):
    path: str


class DeleteEndpointRequest(TypedDict):
    name: str


class GetInstanceMetricsParams(TypedDict):
    endTime: NotRequired[int]
    startTime: NotRequired[int]
    interval: NotRequired[int]


class ListMonthlyBillsParams(TypedDict):
    startMonth: NotRequired[str]
    page: NotRequired[int]
    pageSize: NotRequired[int]


class ListUsageBillsParams(TypedDict):
    cycleType: Literal["Hour", "Day", "Week", "Month"]
    productCategory: Literal["summary", "gpu", "llm", "serverless", "cloud_storage", "gen_api", "cloud_sandbox", "llm_dedicated_endpoint", "web_search", "bare_metal"]
    productName: NotRequired[str]
    category: NotRequired[str]
    startTime: NotRequired[str]
    endTime: NotRequired[str]
    ownerId: NotRequired[str]


class ListFixedTermBillsParams(TypedDict):
    category: NotRequired[Literal["summary", "gpu", "local_storage", "image", "serverless", "cloud_storage", "bare_metal"]]
    productName: NotRequired[str]
    startTime: NotRequired[str]
    endTime: NotRequired[str]
    ownerId: NotRequired[str]


class ListApiKeyBillsParams(TypedDict):
    cycleType: Literal["Hour", "Day", "Week", "Month"]
    startTime: str
    endTime: str
    category: NotRequired[Literal["llm", "gen_api", "web_search"]]
    productName: NotRequired[str]


class ListTransactionsParams(TypedDict):
    pageNo: int
    pageSize: int
    serialNumber: NotRequired[str]
    transactionTimeStart: NotRequired[str]
    transactionTimeEnd: NotRequired[str]
    transactionType: NotRequired[Literal["recharge", "refund", "consume"]]
    transactionChannel: NotRequired[str]
    status: NotRequired[Literal["pending", "success", "failed", "expired"]]
    orderType: NotRequired[Literal["recharge", "refund"]]


class V2ListInstancesParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    name: NotRequired[str]
    status: NotRequired[str]
    regions: NotRequired[str]
    billing_mode: NotRequired["V2BillingMode"]


V2BillingMode = Literal["postpaid", "prepaid", "spot"]


class V2CreateInstanceRequest(TypedDict):
    """Create an instance."""

    name: str
    product_id: str
    image: str
    type: NotRequired[Literal["gpu", "cpu"]]
    billing: "V2BillingInput"
    resource: "V2CreateInstanceRequestResource"
    registry_auth_id: NotRequired[str]
    entrypoint: NotRequired[str]
    command: NotRequired[str]
    envs: NotRequired[list["EnvVar"]]
    ports: NotRequired[list["V2Port"]]
    network: NotRequired["V2CreateInstanceRequestNetwork"]
    volumes: NotRequired[list["V2Volume"]]
    candidate_regions: NotRequired[list[str]]
    tools: NotRequired["V2CreateInstanceRequestTools"]
    auto_migrate: NotRequired["V2AutoMigrate"]


class V2BillingInput(TypedDict):
    """Billing settings."""

    mode: "V2BillingMode"
    prepaid: NotRequired["V2BillingInputPrepaid"]


class V2BillingInputPrepaid(TypedDict):
    """Only with mode prepaid."""

    months: NotRequired[int]
    auto_renew: NotRequired["V2AutoRenewInput"]


class V2AutoRenewInput(TypedDict):
    """Auto renewal."""

    enabled: bool
    months: NotRequired[int]


class V2CreateInstanceRequestResource(TypedDict):
    """Size."""

    rootfs_size_gb: int
    gpu_num: int
    min_cuda_version: NotRequired[str]


class V2Port(TypedDict):
    """Port to expose."""

    port: "PortNumber"
    protocol: Literal["tcp", "http"]


class V2CreateInstanceRequestNetwork(TypedDict):
    """VPC."""

    id: NotRequired[str]
    ip: NotRequired[str]


class V2Volume(TypedDict):
    """Mounted storage."""

    type: Literal["network"]
    id: str
    mount_point: str


class V2CreateInstanceRequestTools(TypedDict):
    """Tools."""

    jupyter: NotRequired["V2CreateInstanceRequestToolsJupyter"]


class V2CreateInstanceRequestToolsJupyter(TypedDict):
    enabled: NotRequired[bool]
    port: NotRequired[int]
    protocol: NotRequired[Literal["http", "tcp"]]


class V2AutoMigrate(TypedDict):
    """Automatic migration."""

    enabled: bool
    include_system_disk: NotRequired[bool]


class V2MigrateInstanceRequest(TypedDict):
    """Optional."""

    save_data: NotRequired[bool]


class V2UpgradeInstanceRequest(TypedDict):
    """Upgrade; only image is required, unlike v1."""

    image: str
    registry_auth_id: NotRequired[str]
    entrypoint: NotRequired[str]
    command: NotRequired[str]
    envs: NotRequired[list["EnvVar"]]
    save_data: NotRequired[bool]


class V2RenewInstanceRequest(TypedDict):
    months: int


class V2SetAutoRenewRequest(TypedDict):
    auto_renew: "V2AutoRenewInput"


class V2SetAutoMigrateRequest(TypedDict):
    auto_migrate: "V2AutoMigrate"


class V2SetBillingModeRequest(TypedDict):
    type: "V2BillingMode"
    months: NotRequired[int]


class V2UpdatePortsRequest(TypedDict):
    ports: list["V2Port"]


class V2ExpandRootfsRequest(TypedDict):
    rootfs_size_expand_gb: int


class V2SetWebTerminalRequest(TypedDict):
    enable: bool


class V2ListProductsParams(TypedDict):
    type: Literal["gpu", "cpu"]
    category: Literal["instance", "serverless"]
    cpu: NotRequired[int]
    memory_gb: NotRequired[int]
    rootfs_size: NotRequired[int]
    billing_method: NotRequired["V2BillingMode"]
    region_ids: NotRequired[str]
    limit: NotRequired[int]


class V2ListTemplatesParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    name: NotRequired[str]
    type: NotRequired[str]
    visibilities: NotRequired[str]
    member_ids: NotRequired[str]
    is_my_community: NotRequired[bool]


class V2CreateTemplateRequest(TypedDict):
    """Template."""

    name: str
    type: str
    image: str
    registry_auth_id: NotRequired[str]
    command: NotRequired[str]
    entrypoint: NotRequired[str]
    rootfs_size_gb: NotRequired[int]
    ports: NotRequired[list["V2Port"]]
    envs: NotRequired[list["EnvVar"]]
    metadata: NotRequired["V2CreateTemplateRequestMetadata"]
    min_cuda_version: NotRequired[str]


class V2CreateTemplateRequestMetadata(TypedDict):
    readme: NotRequired[str]
    logo: NotRequired[str]
    description: NotRequired[str]
    author: NotRequired[str]
    tags: NotRequired[list[str]]


class V2GetTemplateParams(TypedDict):
    is_community: NotRequired[bool]


class V2UpdateTemplateRequest(TypedDict):
    """Template."""

    name: str
    type: str
    image: str
    registry_auth_id: NotRequired[str]
    command: NotRequired[str]
    entrypoint: NotRequired[str]
    rootfs_size_gb: NotRequired[int]
    ports: NotRequired[list["V2Port"]]
    envs: NotRequired[list["EnvVar"]]
    metadata: NotRequired["V2UpdateTemplateRequestMetadata"]
    min_cuda_version: NotRequired[str]


class V2UpdateTemplateRequestMetadata(TypedDict):
    readme: NotRequired[str]
    logo: NotRequired[str]
    description: NotRequired[str]
    author: NotRequired[str]
    tags: NotRequired[list[str]]


class V2ListNetworksParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    name: NotRequired[str]
    member_ids: NotRequired[str]


class V2CreateNetworkRequest(TypedDict):
    """New network."""

    region_id: str
    name: str


class V2UpdateNetworkRequest(TypedDict):
    name: str


class V2ListJobsParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    job_id: NotRequired[str]
    type: NotRequired["JobTypeV1"]


class V2SaveImageRequest(TypedDict):
    """Save image."""

    instance_id: str
    image: str
    registry_auth_id: NotRequired[str]


class V2ListImagesParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    type: NotRequired[Literal["base", "community", "private"]]
    name: NotRequired[str]


class V2ListPrewarmTasksParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    status: NotRequired[Literal["pending", "running", "succeeded", "failed"]]
    region_id: NotRequired[str]
    name: NotRequired[str]


class V2CreatePrewarmTaskRequest(TypedDict):
    """New prewarm task."""

    image: str
    region_id: str
    registry_auth_id: NotRequired[str]
    product_ids: NotRequired[list[str]]
    note: NotRequired[str]


class V2DeletePrewarmTasksRequest(TypedDict):
    task_ids: list[str]


class V2ListEndpointsParams(TypedDict):
    limit: NotRequired[int]
    cursor: NotRequired[str]
    keyword: NotRequired[str]
    member_ids: NotRequired[str]


class V2CreateEndpointRequest(TypedDict):
    """New endpoint."""

    type: Literal["sync", "async"]
    name: str
    product_id: str
    image: str
    worker_config: "V2WorkerConfig"
    app_name: NotRequired[str]
    registry_auth_id: NotRequired[str]
    entrypoint: NotRequired[str]
    command: NotRequired[str]
    policy: NotRequired["V2CreateEndpointRequestPolicy"]
    volumes: NotRequired[list["V2CreateEndpointRequestVolumesItem"]]
    envs: NotRequired[list["EnvVar"]]
    ports: NotRequired[list["PortNumber"]]
    health_check: NotRequired["V2CreateEndpointRequestHealthCheck"]
    region_id: NotRequired[str]


class V2WorkerConfig(TypedDict):
    """Worker settings."""

    max_replicas: int
    min_replicas: NotRequired[int]
    idle_timeout: NotRequired[int]
    max_concurrent_per_worker: NotRequired[int]
    gpu_num: NotRequired[int]
    rootfs_size_gb: NotRequired[int]
    min_cuda_version: NotRequired[str]
    request_timeout: NotRequired[int]


class V2CreateEndpointRequestPolicy(TypedDict):
    type: NotRequired[Literal["queue", "concurrency"]]
    value: NotRequired[int]


class V2CreateEndpointRequestVolumesItem(TypedDict):
    id: NotRequired[str]
    type: NotRequired[str]
    size: NotRequired[int]
    mount_point: NotRequired[str]


class V2CreateEndpointRequestHealthCheck(TypedDict):
    path: NotRequired[str]
    port: NotRequired[int]


class V2UpdateEndpointRequest(TypedDict):
    """Change an endpoint."""

    name: NotRequired[str]
    product_id: NotRequired[str]
    image: NotRequired[str]
    worker_config: NotRequired["V2WorkerConfig"]
    registry_auth_id: NotRequired[str]
    entrypoint: NotRequired[str]
    command: NotRequired[str]
    policy: NotRequired["V2UpdateEndpointRequestPolicy"]
    volumes: NotRequired[list["V2UpdateEndpointRequestVolumesItem"]]
    envs: NotRequired[list["EnvVar"]]
    ports: NotRequired[list["PortNumber"]]
    health_check: NotRequired["V2UpdateEndpointRequestHealthCheck"]
    region_id: NotRequired[str]


class V2UpdateEndpointRequestPolicy(TypedDict):
    type: NotRequired[Literal["queue", "concurrency"]]
    value: NotRequired[int]


class V2UpdateEndpointRequestVolumesItem(TypedDict):
    id: NotRequired[str]
    type: NotRequired[str]
    size: NotRequired[int]
    mount_point: NotRequired[str]


class V2UpdateEndpointRequestHealthCheck(TypedDict):
    path: NotRequired[str]
    port: NotRequired[int]
