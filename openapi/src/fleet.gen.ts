// Generated from openapi/fleet.json by `npm run generate`. Do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the process live? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can the server do its work? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List instances, newest first
         * @description An administrator sees those of every key, every other key its own. Its ETag stands for the version of the instance: `cost.soFar` grows without a new one.
         */
        get: operations["listInstances"];
        put?: never;
        /**
         * Ask for an instance
         * @description Answers as soon as the wish is stored, before the cloud is asked; with `Prefer: wait=N` once the cloud has answered, after N seconds at the latest. Send an Idempotency-Key to make a repetition safe.
         */
        post: operations["createInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an instance
         * @description Its ETag stands for the version of the instance: `cost.soFar` grows without a new one.
         */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        /**
         * Delete an instance
         * @description Answers as soon as the wish is stored; deleting twice is the same as once.
         */
        delete: operations["deleteInstance"];
        options?: never;
        head?: never;
        /** Change deadlines, budgets and labels */
        patch: operations["changeInstance"];
        trace?: never;
    };
    "/v1/instances/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a stopped instance
         * @description Answers as soon as the wish is stored. When the node has no room, it stays stopped and says so.
         */
        post: operations["startInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart a running instance
         * @description Answers as soon as the wish is stored; the probes are asked again.
         */
        post: operations["restartInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an instance
         * @description Answers as soon as the wish is stored; stopping twice is the same as once.
         */
        post: operations["stopInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/recreate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an instance recreated elsewhere
         * @description Asks for a new instance by the same request, which takes the place of this one: this one is deleted once the new one is stored. Its data on local disks is lost. Doing it twice is the same as once.
         */
        post: operations["recreateInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that an instance is in use
         * @description Puts off `idleStopAfterMs`.
         */
        post: operations["heartbeatInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an instance, in order */
        get: operations["listInstanceEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How to get into an instance, with its passwords
         * @description Read from the cloud for each call, and kept nowhere. Needs the scope `write`: who gets into an instance can do everything with it.
         */
        get: operations["getInstanceConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much the GPUs of an instance had to do
         * @description Read from the cloud for each call; its figures are about a minute late. Empty when it has none.
         */
        get: operations["getInstanceMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events as they happen
         * @description Server-sent events, in the order in which they were stored: `id` is the position of the event, `event` its type, `data` the same body that webhooks carry. Begins with what happens from now on, or behind the event that `Last-Event-ID` or `after` names, without gap or repetition. A message of type `gap` tells that events behind that position are no longer stored. A key without the scope `admin` gets the events of its own instances. Comments are sent as signs of life; a reader that takes nothing for 30 s is cut off and can go on by the id that it had. So is one whose key was revoked or whose session has ended.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the server and the cloud are doing
         * @description `/healthz` tells whether the process lives, `/readyz` whether it can do its work.
         */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers for Prometheus
         * @description Text format 0.0.4. docs/metrics.md lists the names.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orphans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the cloud with the server
         * @description Reads the whole list of the cloud, and changes nothing.
         */
        get: operations["listOrphans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orphans/clean-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete strays
         * @description Deletes only what bears the marker of an instance of this server, after one more look at each.
         */
        post: operations["cleanUpOrphans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the addresses that get events */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Register an address for events
         * @description Gets the events that happen from now on: of all instances when an administrator registers it, else of the instances of the same API key. The secret is shown only in this answer.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an endpoint */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /** Forget an endpoint and all deliveries to it */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change address or event types, disable or enable
         * @description What waits for a disabled endpoint is sent once it is enabled. What happens meanwhile is not: see redeliver.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the signing secret
         * @description For some time both secrets sign, so that no delivery is refused while the receiver is changed.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends `webhook.test` once, whatever types the endpoint wants. Look at the delivery for the outcome.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send dead letters, or the events of a time, once more
         * @description Events of one instance are sent in order. A receiver that knows their ids drops what it has handled.
         */
        post: operations["redeliverToWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, newest first
         * @description With `status=dead` it lists the dead letters.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a delivery and its attempts */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery once more
         * @description With the whole schedule before it, as if it were new. One that waits already goes on waiting.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys, revoked ones too */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The key is shown only in this answer: the server keeps no more than a hash. A repetition with the same Idempotency-Key makes no second key and cannot show the first again: it is refused, and the message names the key, so that it can be revoked and another made.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an API key */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It is refused from now on, and whoever signed in with it is signed out; revoking twice is the same as once. Its instances go on, and so do its budget and its webhook endpoints. The last key of an administrator cannot be revoked.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        /** Change the name or the budget of an API key */
        patch: operations["changeApiKey"];
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cost and hours by day, instance and API key
         * @description By what the server has watched: compute time at the prices that the cloud told, without disks. It stays when instances are gone. An administrator sees the usage of every key, every other key its own.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the GPU products of the cloud
         * @description At most a minute old. Prices are of one GPU for an hour.
         */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the templates of the cloud
         * @description At most a minute old, and without environment variables: they may be secret.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            id: string;
            name: string;
            /** @enum {string} */
            scope: "read" | "write" | "admin";
            maxCost: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            /** @description Latest use, to the hour. */
            lastUsedAt: string | null;
            /** @description Since when it is no longer valid. */
            revokedAt: string | null;
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKey"][];
        };
        Candidate: {
            /** @description Product of the catalogue; or give `gpuName`. */
            productId?: string;
            /** @description Part of the name of a product, such as "4090"; the cheapest that fits is taken. */
            gpuName?: string;
            /** @description Names or ids of clusters, tried in this order. Without them the cloud chooses. */
            regions?: string[];
            /**
             * @description How the instance is paid.
             * @default onDemand
             * @enum {string}
             */
            billingMode?: "onDemand" | "spot";
            /** @description Highest price of the whole instance for one hour, in USD. */
            maxHourlyPrice?: string;
        };
        ChangeApiKeyRequest: {
            /** @description For people, to tell one key from another. */
            name?: string;
            /** @description What all instances of the key may cost together, in USD. At 80 % comes a warning; when it is used up, they are stopped and the key gets no new ones. Null: no limit. */
            maxCost?: string | null;
        };
        ChangeInstanceRequest: {
            /** @description Labels of your own; told in every event. */
            metadata?: {
                [key: string]: string;
            };
            /** @description How long each phase on the way up may take. Defaults: 10, 45, 10 and 10 minutes. */
            deadlines?: {
                /** @description Longest time until the image is pulled, in milliseconds. */
                queuedMs?: number;
                /** @description Longest time for pulling the image, in milliseconds. */
                pullingMs?: number;
                /** @description Longest time for starting, in milliseconds. */
                startingMs?: number;
                /** @description Longest time from running to ready, in milliseconds. */
                probingMs?: number;
            };
            stopAfterMs?: number | null;
            deleteAfterMs?: number | null;
            idleStopAfterMs?: number | null;
            /** @description Never idle for this long after it began to run, in milliseconds. */
            idleGraceMs?: number;
            /** @description A GPU at this utilisation or above counts as use. Without it heartbeats alone count. */
            idleGpuBusyPercent?: number | null;
            /** @description Stopped when it has cost this much, in USD. A warning comes at 80 %. */
            maxCost?: string | null;
            /**
             * @description What follows when the cloud takes a spot instance back. Default: keep.
             * @enum {string}
             */
            onReclaim?: "keep" | "recreate";
        };
        ChangeWebhookEndpointRequest: {
            /** @description http or https address that gets the events. */
            url?: string;
            /** @description Only these types; null for all. */
            eventTypes?: string[] | null;
            /** @description False lets what waits wait and takes no new events; true goes on, whoever had disabled it. */
            enabled?: boolean;
        };
        CleanUpOrphansRequest: {
            /**
             * @description Only tell what would be deleted.
             * @default false
             */
            dryRun?: boolean;
        };
        CreateApiKeyRequest: {
            /** @description For people, to tell one key from another. */
            name: string;
            /**
             * @description `read`: look; `write`: change, too; `admin`: all of it for the things of every key, and keys.
             * @enum {string}
             */
            scope: "read" | "write" | "admin";
            /** @description What all instances of the key may cost together, in USD. At 80 % comes a warning; when it is used up, they are stopped and the key gets no new ones. Null: no limit. */
            maxCost?: string | null;
        };
        CreateInstanceRequest: {
            /** @description Name for people. The name in the cloud is this and a unique ending. */
            name: string;
            /** @description Product of the catalogue; or give `gpuName`. */
            productId?: string;
            /** @description Part of the name of a product, such as "4090"; the cheapest that fits is taken. */
            gpuName?: string;
            /** @description Names or ids of clusters, tried in this order. Without them the cloud chooses. */
            regions?: string[];
            /**
             * @description How the instance is paid.
             * @default onDemand
             * @enum {string}
             */
            billingMode?: "onDemand" | "spot";
            /** @description Highest price of the whole instance for one hour, in USD. */
            maxHourlyPrice?: string;
            /**
             * @description Where to try next, in this order, when a place has no room or the instance fails before it ran.
             * @default []
             */
            fallback?: components["schemas"]["Candidate"][];
            /** @description Template that gives what is left out here. */
            templateId?: string;
            /** @description Container image; or give `templateId`. */
            imageUrl?: string;
            /** @description Saved registry credential for a private image. */
            imageAuthId?: string;
            /**
             * @description Number of GPUs.
             * @default 1
             */
            gpuNum?: number;
            /** @description Root disk in GB. Default 60, or that of the template. */
            rootfsSize?: number;
            /** @description Replaces the command of the image. */
            command?: string;
            /** @description Replaces the entrypoint of the image. */
            entrypoint?: string;
            /** @description Lowest CUDA version of the host, such as "12.4". */
            minCudaVersion?: string;
            /** @description Environment variables. */
            envs?: {
                key: string;
                value: string;
            }[];
            /** @description Ports to expose. */
            ports?: {
                /** @description Port inside the container. */
                port: number;
                /**
                 * @description Protocol of the port.
                 * @enum {string}
                 */
                type: "http" | "tcp";
            }[];
            /** @description VPC network. */
            networkId?: string;
            /**
             * @description Network storages to mount.
             * @default []
             */
            networkStorages?: {
                id: string;
                /**
                 * @description Where it is mounted.
                 * @default /network
                 */
                mountPoint?: string;
            }[];
            /**
             * @description What must answer before the instance is `ready`, in this order. Without probes, `running` is `ready`.
             * @default []
             */
            probes?: ({
                /** @constant */
                type: "http";
                /** @description Port inside the container; one of `ports`. */
                port: number;
                /**
                 * @description Milliseconds between two attempts.
                 * @default 2000
                 */
                intervalMs?: number;
                /**
                 * @description Milliseconds that one attempt may take.
                 * @default 5000
                 */
                timeoutMs?: number;
                /**
                 * @description Path and query of the request.
                 * @default /
                 */
                path?: string;
                /**
                 * @description Status that the answer must have.
                 * @default 200
                 */
                expectStatus?: number;
                /** @description Text that the body must contain. */
                expectBody?: string;
            } | {
                /** @constant */
                type: "tcp";
                /** @description Port inside the container; one of `ports`. */
                port: number;
                /**
                 * @description Milliseconds between two attempts.
                 * @default 2000
                 */
                intervalMs?: number;
                /**
                 * @description Milliseconds that one attempt may take.
                 * @default 5000
                 */
                timeoutMs?: number;
            } | {
                /** @constant */
                type: "ssh";
                /** @description Port inside the container; one of `ports`. */
                port: number;
                /**
                 * @description Milliseconds between two attempts.
                 * @default 2000
                 */
                intervalMs?: number;
                /**
                 * @description Milliseconds that one attempt may take.
                 * @default 5000
                 */
                timeoutMs?: number;
            })[];
            /** @description Labels of your own; told in every event. */
            metadata?: {
                [key: string]: string;
            };
            /** @description How long each phase on the way up may take. Defaults: 10, 45, 10 and 10 minutes. */
            deadlines?: {
                /** @description Longest time until the image is pulled, in milliseconds. */
                queuedMs?: number;
                /** @description Longest time for pulling the image, in milliseconds. */
                pullingMs?: number;
                /** @description Longest time for starting, in milliseconds. */
                startingMs?: number;
                /** @description Longest time from running to ready, in milliseconds. */
                probingMs?: number;
            };
            stopAfterMs?: number | null;
            deleteAfterMs?: number | null;
            idleStopAfterMs?: number | null;
            /** @description Never idle for this long after it began to run, in milliseconds. */
            idleGraceMs?: number;
            /** @description A GPU at this utilisation or above counts as use. Without it heartbeats alone count. */
            idleGpuBusyPercent?: number | null;
            /** @description Stopped when it has cost this much, in USD. A warning comes at 80 %. */
            maxCost?: string | null;
            /**
             * @description What follows when the cloud takes a spot instance back. Default: keep.
             * @enum {string}
             */
            onReclaim?: "keep" | "recreate";
        };
        CreateWebhookEndpointRequest: {
            /** @description http or https address that gets the events. */
            url: string;
            /** @description Only these types; all when left out. */
            eventTypes?: string[];
            /** @description Signing secret; made by the server when left out. */
            secret?: string;
        };
        Delivery: {
            id: string;
            endpointId: string;
            eventId: string;
            eventType: string;
            /** @description Null where the event is about no instance. */
            instanceId: string | null;
            /** @description Number of the event within its instance. */
            sequence: number;
            /**
             * @description `pending`: waits for its time, or behind an earlier event; `dead`: given up.
             * @enum {string}
             */
            status: "pending" | "delivered" | "dead";
            /** @description How often it was sent. */
            attempts: number;
            /** @description When it is due. Null when it has ended, or waits behind an earlier event of the instance. */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last answer; null when none came. */
            lastStatus: number | null;
            lastError: string | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            finishedAt: string | null;
        };
        DeliveryAttempt: {
            number: number;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            at: string;
            /** @description Milliseconds. */
            durationMs: number;
            /** @description HTTP status of the answer; null when none came. */
            status: number | null;
            error: string | null;
            /** @description Begin of the answer, without what looks like a secret. */
            answer: string | null;
        };
        DeliveryList: {
            data: components["schemas"]["Delivery"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        DeliveryWithLog: {
            id: string;
            endpointId: string;
            eventId: string;
            eventType: string;
            /** @description Null where the event is about no instance. */
            instanceId: string | null;
            /** @description Number of the event within its instance. */
            sequence: number;
            /**
             * @description `pending`: waits for its time, or behind an earlier event; `dead`: given up.
             * @enum {string}
             */
            status: "pending" | "delivered" | "dead";
            /** @description How often it was sent. */
            attempts: number;
            /** @description When it is due. Null when it has ended, or waits behind an earlier event of the instance. */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last answer; null when none came. */
            lastStatus: number | null;
            lastError: string | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            finishedAt: string | null;
            /** @description The last 100 attempts, in order. */
            log: components["schemas"]["DeliveryAttempt"][];
            /** @description What is sent, to the byte. */
            body: string | null;
        };
        Event: {
            id: string;
            type: string;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            timestamp: string;
            /** @description Number of the event: from 1, without gaps, for each instance. */
            sequence: number;
            data: {
                instanceId: string;
                novitaInstanceId: string | null;
                name: string;
                metadata: {
                    [key: string]: string;
                };
                /** @enum {string} */
                status: "pending" | "creating" | "starting" | "running" | "ready" | "stopping" | "stopped" | "deleting" | "deleted" | "failed" | "timed_out" | "reclaimed" | "lost";
                previousStatus: ("pending" | "creating" | "starting" | "running" | "ready" | "stopping" | "stopped" | "deleting" | "deleted" | "failed" | "timed_out" | "reclaimed" | "lost") | null;
                cloudStatus: string | null;
                /** @description Milliseconds since the instance was asked for. */
                elapsedTime: number;
                error: {
                    /** @description Stable name of the cause; docs/errors.md lists them all. */
                    code: string;
                    message: string;
                } | null;
                /** @description What the type of the event adds. */
                details: {
                    [key: string]: unknown;
                } | null;
            };
        };
        EventList: {
            data: components["schemas"]["Event"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Instance: {
            id: string;
            name: string;
            /** @enum {string} */
            status: "pending" | "creating" | "starting" | "running" | "ready" | "stopping" | "stopped" | "deleting" | "deleted" | "failed" | "timed_out" | "reclaimed" | "lost";
            /** @description Why it is in this status, where that says more. */
            cause: {
                /** @description Stable name of the cause; docs/errors.md lists them all. */
                code: string;
                message: string;
            } | null;
            /**
             * Format: date-time
             * @description When it entered this status.
             */
            since: string;
            /** @description The API key that asked for it. */
            owner: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            updatedAt: string;
            /** @description Number of its last event. */
            sequence: number;
            novita: {
                /** @description Id in the cloud, once it is known. */
                instanceId: string | null;
                /** @description Name in the cloud. */
                name: string;
                /** @description The cloud's own status, as last seen. */
                status: string | null;
                /** @description True once the cloud has nothing left of it that costs money. */
                released: boolean;
            };
            /** @description Addresses of the ports. */
            endpoints: {
                port: number;
                type: string;
                url: string;
            }[];
            /** @description Result of the latest probe. */
            probe: string | null;
            cost: {
                /** @description Price, once the cloud has told it. */
                perHour: components["schemas"]["Money"] | null;
                /** @description Compute cost so far by our own watch; disks are not counted. */
                soFar: components["schemas"]["Money"] | null;
            };
            metadata: {
                [key: string]: string;
            };
            /** @description When the next deadline, budget or end of its time falls due. */
            nextDeadline: string | null;
            /** @description When the cloud will take it back, once it has said so. */
            spotReclaimAt: string | null;
            /** @description The instance whose place it takes. */
            replaces: string | null;
            /** @description The instance that took its place. */
            replacedBy: string | null;
            /** @description Where it is or will be created; null while that is open. */
            place: {
                productId: string;
                /** @description Null when the cloud chooses. */
                clusterId: string | null;
                billingMode: string;
            } | null;
            /** @description Places of the plan that came to nothing. */
            tries: {
                /** @description Number of the candidate in the plan, from 0. */
                candidate: number;
                /** @description Null when there was no product for the candidate. */
                place: {
                    productId: string;
                    /** @description Null when the cloud chooses. */
                    clusterId: string | null;
                    billingMode: string;
                } | null;
                /**
                 * Format: date-time
                 * @description Time in UTC, ISO 8601.
                 */
                at: string;
                cause: {
                    /** @description Stable name of the cause; docs/errors.md lists them all. */
                    code: string;
                    message: string;
                };
            }[];
            promises: {
                deadlines: {
                    queuedMs: number;
                    pullingMs: number;
                    startingMs: number;
                    probingMs: number;
                };
                stopAfterMs: number | null;
                deleteAfterMs: number | null;
                idleStopAfterMs: number | null;
                idleGraceMs: number | null;
                idleGpuBusyPercent: number | null;
                maxCost: components["schemas"]["Money"] | null;
                onReclaim: string;
            };
            spec: {
                imageUrl: string;
                gpuNum: number;
                /** @description GB. */
                rootfsSize: number;
                ports: {
                    port: number;
                    type: string;
                }[];
                /** @description Where it may be created, in this order. */
                plan: {
                    productId: string | null;
                    gpuName: string | null;
                    regions: string[];
                    billingMode: string;
                    maxHourlyPrice: components["schemas"]["Money"] | null;
                }[];
            };
        };
        InstanceConnection: {
            /** @description Null while the cloud offers none. */
            ssh: {
                /** @description Opens a shell; it asks for the password. */
                command: string;
                host: string;
                port: number;
                user: string;
                /** @description Secret. */
                password: string | null;
            } | null;
            /** @description Addresses of the ports. */
            endpoints: {
                port: number;
                type: string;
                url: string;
            }[];
            jupyter: {
                /** @description Secret where it holds a token. */
                url: string;
                /** @description The token in the address. Secret. */
                password: string | null;
            } | null;
            webTerminal: {
                url: string;
                user: string | null;
                /** @description Secret. */
                password: string | null;
            } | null;
        };
        InstanceList: {
            data: components["schemas"]["Instance"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        InstanceMetrics: {
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            from: string;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            to: string;
            /** @description Between two samples; null when the cloud was not asked. */
            intervalSeconds: number | null;
            /** @description The oldest first; each the average of all GPUs of the instance. */
            gpu: {
                /**
                 * Format: date-time
                 * @description Time in UTC, ISO 8601.
                 */
                at: string;
                utilisationPercent: number;
                /** @description Null where the cloud has no figure. */
                memoryPercent: number | null;
            }[];
        };
        Money: {
            /** @description Whole number of units; one unit is 10^-scale of the currency. */
            amount: number;
            scale: number;
            /** @constant */
            currency: "USD";
        };
        NewApiKey: {
            id: string;
            name: string;
            /** @enum {string} */
            scope: "read" | "write" | "admin";
            maxCost: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            /** @description Latest use, to the hour. */
            lastUsedAt: string | null;
            /** @description Since when it is no longer valid. */
            revokedAt: string | null;
            /** @description The key itself. Shown only here. */
            key: string;
        };
        NewWebhookEndpoint: {
            id: string;
            url: string;
            eventTypes: string[] | null;
            /** @description The API key whose events it gets; null: those of all. */
            owner: string | null;
            enabled: boolean;
            /** @description Why and since when nothing is sent to it. */
            disabled: {
                /**
                 * @description `user`: by a request; `gone`: it answered 410; `refused`: nothing but refusals for three days.
                 * @enum {string}
                 */
                reason: "user" | "gone" | "refused";
                /**
                 * Format: date-time
                 * @description Time in UTC, ISO 8601.
                 */
                at: string;
            } | null;
            /** @description How long the secret before the last rotation signs as well. */
            oldSecretUntil: string | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            /** @description How it stands with the deliveries to it. */
            health: {
                /** @description Deliveries that are yet to be made. */
                waiting: number;
                /** @description When the event of the oldest of these happened. */
                oldestWaitingAt: string | null;
                /** @description Deliveries that were given up; see redeliver. */
                dead: number;
                /** @description When a delivery last succeeded, as far as they are kept. */
                lastDeliveredAt: string | null;
                /** @description When an attempt last failed. */
                lastFailedAt: string | null;
            };
            /** @description Signing secret. Shown only here. */
            secret: string;
        };
        OrphanCleanUp: {
            dryRun: boolean;
            strays: {
                novitaInstanceId: string;
                name: string;
                status: string;
                /** @description The instance in whose name it was made, and which does not know of it. */
                instanceId: string;
                deleted: boolean;
            }[];
        };
        OrphanReport: {
            /** @description Left behind by instances of this server; they may cost money. */
            strays: {
                novitaInstanceId: string;
                name: string;
                status: string;
                /** @description The instance in whose name it was made, and which does not know of it. */
                instanceId: string;
            }[];
            /** @description Not made by this server. They are never touched. */
            foreign: {
                novitaInstanceId: string;
                name: string;
                status: string;
            }[];
            /** @description Instances of this server that the list of the cloud does not hold. */
            missing: {
                instanceId: string;
                novitaInstanceId: string;
            }[];
        };
        Problem: {
            /** @description URN of the kind of error. */
            type: string;
            /** @description What happened, the same text for each error of this kind. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What happened this time. */
            detail: string;
            /** @description Stable name of the error; docs/errors.md lists them all. */
            code: string;
            /** @description Names this request in the log of the server. */
            correlationId: string;
            /** @description One entry for each field that is wrong. */
            errors?: {
                /** @description Path of the field in the request, such as `ports[0].type`. */
                field: string;
                /** @description What is wrong and what is allowed. */
                message: string;
            }[];
        };
        ProductList: {
            /** @description The cheapest first. */
            data: {
                id: string;
                name: string;
                /** @enum {string} */
                billingMode: "onDemand" | "spot";
                /** @description For `billingMode`; null when the cloud does not tell. */
                pricePerGpuHour: components["schemas"]["Money"] | null;
                available: boolean;
                /** @description none, low, normal or high. */
                inventory: string | null;
                /** @description Names of regions; empty means every one. */
                regions: string[];
                /** @description vCPUs for each GPU. */
                vcpusPerGpu: number | null;
                memoryPerGpuGb: number | null;
                minRootfsGb: number | null;
                maxRootfsGb: number | null;
            }[];
        };
        RedeliverRequest: {
            /**
             * @description Those that were given up; or every event that the endpoint wants, whether it was sent before or not.
             * @default dead
             * @enum {string}
             */
            what?: "dead" | "all";
            /**
             * Format: date-time
             * @description Only events since this time. Needed for all.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only events before this time.
             */
            to?: string;
        };
        Redelivered: {
            /** @description Deliveries that are sent once more. */
            count: number;
        };
        RotateWebhookSecretRequest: {
            /** @description Signing secret; made by the server when left out. */
            secret?: string;
            /**
             * @description How long the secret before signs as well; 0 ends it at once.
             * @default 86400
             */
            overlapSeconds?: number;
        };
        System: {
            version: string;
            store: {
                /** @enum {string} */
                kind: "sqlite" | "postgres";
            };
            /** @description Null before the first sweep. */
            sweep: {
                /** @description End of the last sweep that read the whole list of the cloud. */
                lastSuccessAt: string | null;
                /** @description Milliseconds since then. */
                ageMs: number | null;
                /** @description How long the last sweep took. */
                durationMs: number;
                /** @description How much later than due it began. */
                lagMs: number;
                /** @description Whether it read the list of the cloud to its end. */
                isComplete: boolean;
                /** @description Instances that it compared. */
                watched: number;
                /** @description When the next one is due; null while there is nothing to watch. */
                nextAt: string | null;
            } | null;
            cloud: {
                /**
                 * @description `open`: calls fail at once, the cloud is down.
                 * @enum {string}
                 */
                breaker: "closed" | "open" | "half_open";
                /** @description The rate that was learnt: below the setting for a while after a 429. */
                requestsPerMinute: number;
                /** @description The setting. */
                maxRequestsPerMinute: number;
                /** @description Requests that could be sent at once now. */
                freeSlots: number;
                /** @description Calls that wait for the rate limit. */
                queueLength: number;
                /** @description The cloud asked to wait until then. */
                pausedUntil: string | null;
            };
            outbox: {
                /** @description Webhook deliveries that wait. */
                waiting: number;
                /** @description Age of the oldest of them. */
                oldestAgeMs: number | null;
            };
        };
        TemplateList: {
            data: {
                id: string;
                name: string;
                channel: string | null;
                imageUrl: string | null;
                /** @description GB. */
                rootfsSize: number | null;
                ports: {
                    port: number;
                    type: string;
                }[];
                minCudaVersion: string | null;
                description: string | null;
            }[];
        };
        Usage: {
            /** @description First day that is included, in UTC. */
            from: string;
            /** @description Last day that is included, in UTC. */
            to: string;
            /** @description The sum of all rows on all pages, rounded once. */
            total: {
                /** @description Hours in which meters ran: `meteredMs`, in hours. */
                hours: number;
                /** @description Milliseconds in which meters ran, exact. */
                meteredMs: number;
                /** @description The part of it whose price the cloud has not told yet: it counts as free. */
                unpricedMs: number;
                cost: components["schemas"]["Money"];
            };
            data: {
                /** @description In UTC; null when rows are not by day. */
                day: string | null;
                /** @description The API key; null when rows are not by key. */
                owner: string | null;
                /** @description Null when rows are not by instance. */
                instanceId: string | null;
                /** @description Hours in which meters ran: `meteredMs`, in hours. */
                hours: number;
                /** @description Milliseconds in which meters ran, exact. */
                meteredMs: number;
                /** @description The part of it whose price the cloud has not told yet: it counts as free. */
                unpricedMs: number;
                cost: components["schemas"]["Money"];
            }[];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        WebhookEndpoint: {
            id: string;
            url: string;
            eventTypes: string[] | null;
            /** @description The API key whose events it gets; null: those of all. */
            owner: string | null;
            enabled: boolean;
            /** @description Why and since when nothing is sent to it. */
            disabled: {
                /**
                 * @description `user`: by a request; `gone`: it answered 410; `refused`: nothing but refusals for three days.
                 * @enum {string}
                 */
                reason: "user" | "gone" | "refused";
                /**
                 * Format: date-time
                 * @description Time in UTC, ISO 8601.
                 */
                at: string;
            } | null;
            /** @description How long the secret before the last rotation signs as well. */
            oldSecretUntil: string | null;
            /**
             * Format: date-time
             * @description Time in UTC, ISO 8601.
             */
            createdAt: string;
            /** @description How it stands with the deliveries to it. */
            health: {
                /** @description Deliveries that are yet to be made. */
                waiting: number;
                /** @description When the event of the oldest of these happened. */
                oldestWaitingAt: string | null;
                /** @description Deliveries that were given up; see redeliver. */
                dead: number;
                /** @description When a delivery last succeeded, as far as they are kept. */
                lastDeliveredAt: string | null;
                /** @description When an attempt last failed. */
                lastFailedAt: string | null;
            };
        };
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listInstances: {
        parameters: {
            query?: {
                /** @description Instances on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only these instances, as far as they are there; given several times for several. */
                id?: string[];
                /** @description Only instances in one of these statuses; given several times for several. */
                status?: ("pending" | "creating" | "starting" | "running" | "ready" | "stopping" | "stopped" | "deleting" | "deleted" | "failed" | "timed_out" | "reclaimed" | "lost")[];
                /** @description Only instances whose name begins so. */
                name?: string;
                /** @description Only instances with all of these labels: `metadata[team]=blue`. */
                metadata?: {
                    [key: string]: string;
                };
                /** @description Only instances of this API key. */
                owner?: string;
                /** @description Only instances asked for at this time or later. */
                createdAfter?: string;
                /** @description Only instances asked for before this time. */
                createdBefore?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInstance: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer, however often the request is sent. */
                "idempotency-key"?: string;
                /** @description `wait=N`: the answer waits up to N seconds, 30 at most, for the cloud to answer. `Preference-Applied` in the answer tells the N that was used. Other preferences have no effect. */
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInstanceRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payment Required */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeInstanceRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payment Required */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restartInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recreateInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payment Required */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    heartbeatInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstanceEvents: {
        parameters: {
            query?: {
                /** @description Only events with a higher sequence number. */
                after?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Events in the answer. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstanceConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceConnection"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstanceMetrics: {
        parameters: {
            query?: {
                /** @description Begin; an hour before the end when left out. */
                from?: string;
                /** @description End; now when left out. */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceMetrics"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Begin behind this position; 0 begins with the oldest event. `Last-Event-ID` goes before it. */
                after?: string;
                /** @description Only events of this instance. */
                instanceId?: string;
                /** @description Only events of these types, comma separated. */
                type?: string;
            };
            header?: {
                /** @description The id of the last event that the reader got. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrphans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrphanReport"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cleanUpOrphans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CleanUpOrphansRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrphanCleanUp"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer, however often the request is sent. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverToWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redelivered"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Number of deliveries on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only to this endpoint. */
                endpointId?: string;
                /** @description Only of events of this instance. */
                instanceId?: string;
                /** @description Only of events of this type. */
                eventType?: string;
                /** @description Only those in this status. */
                status?: "pending" | "delivered" | "dead";
                /** @description Only of events since this time. */
                from?: string;
                /** @description Only of events before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryWithLog"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer, however often the request is sent. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeApiKeyRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description First day, in UTC. Default: 29 days before the last. */
                from?: string;
                /** @description Last day, in UTC. Default: today. */
                to?: string;
                /** @description What each row is the sum of; given several times for several. */
                groupBy?: ("day" | "instance" | "key")[];
                /** @description Only instances of this API key. */
                owner?: string;
                /** @description Only this instance, also when it is long gone. */
                instanceId?: string;
                /** @description How many rows a page has. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description How it is paid. */
                billingMode?: "onDemand" | "spot";
                /** @description Only products with this in their name, in any case. */
                name?: string;
                /** @description Only products of this region: its name or its id. */
                region?: string;
                /** @description Only products that can be had now, or only those that cannot. */
                available?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Only templates with this in their name, in any case. */
                name?: string;
                /** @description `private`: those of the account; the other two are of everybody. */
                channel?: "private" | "community" | "official";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
