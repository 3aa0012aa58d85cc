// Generated from openapi/novita.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/gpu-instance/openapi/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List clusters */
        get: operations["listClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List GPU products */
        get: operations["listGpuProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/cpu/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List CPU products */
        get: operations["listCpuProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a GPU or CPU instance */
        post: operations["createInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instances */
        get: operations["listInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one instance */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change ports or grow the root disk */
        post: operations["editInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a stopped instance */
        post: operations["startInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a running instance */
        post: operations["stopInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restart */
        post: operations["restartInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete */
        post: operations["deleteInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace image and settings (reset) */
        post: operations["upgradeInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move to another node */
        post: operations["migrateInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/renewInstance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew a subscription instance */
        post: operations["renewInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/transToMonthlyInstance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Convert pay-as-you-go to subscription */
        post: operations["convertToMonthly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/setAutoRenew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set auto renewal for several instances */
        post: operations["setAutoRenew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/gpu/instance/setAutoMigrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the automatic migration policy */
        post: operations["setAutoMigrate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/job/break": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Interrupt a job */
        post: operations["breakJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/job/save/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save an instance as an image */
        post: operations["saveImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/template/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a template */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/template/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Update a template */
        post: operations["updateTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/template/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a template */
        post: operations["deleteTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List VPC networks */
        get: operations["listNetworks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/network": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a VPC network */
        get: operations["getNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/network/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a VPC network */
        post: operations["createNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/network/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rename a VPC network */
        post: operations["updateNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/network/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a VPC network */
        post: operations["deleteNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/networkstorages/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cloud storage */
        get: operations["listNetworkStorages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/networkstorage/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create cloud storage */
        post: operations["createNetworkStorage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/networkstorage/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rename or grow cloud storage */
        post: operations["updateNetworkStorage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/networkstorage/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete cloud storage */
        post: operations["deleteNetworkStorage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/repository/auths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List registry credentials */
        get: operations["listRegistryAuths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/repository/auth/save": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save a registry credential */
        post: operations["createRegistryAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/repository/auth/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a registry credential */
        post: operations["deleteRegistryAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/image/prewarm/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prewarm quota */
        get: operations["getPrewarmQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/image/prewarm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List prewarm tasks */
        get: operations["listPrewarmTasks"];
        put?: never;
        /** Create a prewarm task */
        post: operations["createPrewarmTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/image/prewarm/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the note */
        post: operations["updatePrewarmTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/image/prewarm/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete tasks */
        post: operations["deletePrewarmTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoint/limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parameter ranges */
        get: operations["getEndpointLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoint/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an endpoint */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List endpoints */
        get: operations["listEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an endpoint */
        get: operations["getEndpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoint/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Update an endpoint */
        post: operations["updateEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpu-instance/openapi/v1/endpoint/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete an endpoint and its workers */
        post: operations["deleteEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/metrics/gpu/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Monitoring data of an instance */
        get: operations["getInstanceMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/billing/balance/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balance */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/billing/monthly/bill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Monthly bills */
        get: operations["listMonthlyBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/billing/bill/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Usage bills */
        get: operations["listUsageBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/billing/bill/monthly/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscription bills */
        get: operations["listFixedTermBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/billing/apikey/bill/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bills per API key */
        get: operations["listApiKeyBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/v1/bill/transaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Wallet transactions */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instances */
        get: operations["v2ListInstances"];
        put?: never;
        /** Create an instance */
        post: operations["v2CreateInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an instance */
        get: operations["v2GetInstance"];
        put?: never;
        post?: never;
        /** Delete an instance */
        delete: operations["v2DeleteInstance"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Start */
        put: operations["v2StartInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stop */
        put: operations["v2StopInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Restart */
        put: operations["v2RestartInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Migrate */
        put: operations["v2MigrateInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upgrade */
        put: operations["v2UpgradeInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Renew a prepaid instance */
        put: operations["v2RenewInstance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/auto-renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set auto renewal */
        put: operations["v2SetAutoRenew"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/auto-migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set automatic migration */
        put: operations["v2SetAutoMigrate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/billing-mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the billing mode */
        put: operations["v2SetBillingMode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace all exposed ports */
        put: operations["v2UpdatePorts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/rootfs-expand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Grow the root disk */
        put: operations["v2ExpandRootfs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/instances/{instance_id}/web-terminal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn the web terminal on or off */
        put: operations["v2SetWebTerminal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products */
        get: operations["v2ListProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List regions */
        get: operations["v2ListRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates */
        get: operations["v2ListTemplates"];
        put?: never;
        /** Create a template */
        post: operations["v2CreateTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template */
        get: operations["v2GetTemplate"];
        /** Update a template */
        put: operations["v2UpdateTemplate"];
        post?: never;
        /** Delete a template */
        delete: operations["v2DeleteTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List networks */
        get: operations["v2ListNetworks"];
        put?: never;
        /** Create a network */
        post: operations["v2CreateNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/networks/{network_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a network */
        get: operations["v2GetNetwork"];
        /** Rename a network */
        put: operations["v2UpdateNetwork"];
        post?: never;
        /** Delete a network */
        delete: operations["v2DeleteNetwork"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["v2ListJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a job */
        get: operations["v2GetJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/jobs/{job_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Interrupt a job */
        post: operations["v2BreakJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/jobs/save-image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save an instance as an image */
        post: operations["v2SaveImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List images */
        get: operations["v2ListImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an image */
        delete: operations["v2DeleteImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/prewarm-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List prewarm tasks */
        get: operations["v2ListPrewarmTasks"];
        put?: never;
        /** Create a prewarm task */
        post: operations["v2CreatePrewarmTask"];
        /** Delete several prewarm tasks */
        delete: operations["v2DeletePrewarmTasks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/prewarm-tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a prewarm task */
        get: operations["v2GetPrewarmTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List endpoints */
        get: operations["v2ListEndpoints"];
        put?: never;
        /** Create an endpoint */
        post: operations["v2CreateEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gpus/v2/endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an endpoint */
        get: operations["v2GetEndpoint"];
        /** Update an endpoint */
        put: operations["v2UpdateEndpoint"];
        post?: never;
        /** Delete an endpoint */
        delete: operations["v2DeleteEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Instance state. Values starting with "to" mean the request is queued; the matching "-ing" value means it is being carried out. "exited" is the stopped state (there is no "stopped" value in v1).
         * @enum {string}
         */
        InstanceStatus: "toCreate" | "creating" | "pulling" | "running" | "toStart" | "starting" | "toStop" | "stopping" | "exited" | "toRestart" | "restarting" | "toRemove" | "removing" | "removed" | "toReset" | "resetting" | "migrating" | "freezing";
        /**
         * @description v1 billing mode of an instance.
         * @enum {string}
         */
        BillingMode: "onDemand" | "monthly" | "spot";
        /**
         * @description Phase of a spot instance. running: normal; notified: reclaim announced; reclaiming: being taken back; terminated: taken back. An empty string is sent for instances that are not spot.
         * @enum {string}
         */
        SpotStatus: "" | "running" | "notified" | "reclaiming" | "terminated";
        /** @description Environment variable. */
        EnvVar: {
            /** @description Variable name. */
            key?: string;
            /** @description Variable value. */
            value?: string;
        };
        /**
         * @description Protocol of an exposed port.
         * @enum {string}
         */
        PortTypeV1: "tcp" | "http";
        /** @description Number of a TCP port. 2222, 2223 and 2224 are reserved by the platform and refused. */
        PortNumber: number;
        /** @description Error body of the GPU and billing services. */
        ApiError: {
            /** @description Numeric code; equals the HTTP status. */
            code: number;
            reason: components["schemas"]["GpuErrorReason"] | components["schemas"]["BillingErrorReason"] | string;
            /** @description Human readable text. */
            message: string;
            /** @description Extra key/value data, normally empty. */
            metadata?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Published reason names of the GPU service.
         * @enum {string}
         */
        GpuErrorReason: "UNKNOWN" | "GET_TOKEN_FAILED" | "FORBIDDEN" | "UNAUTHORIZED" | "USER_ALREADY_EXISTS" | "INVALID_USER_OR_PASSWORD" | "INVALID_CODE" | "USER_NOT_FOUND" | "USER_PHONE_NOT_CONSIST" | "SEND_CODE_TOO_FAST" | "INVALID_PUBLIC_KEY" | "USER_NOT_ACTIVATED" | "USER_ALREADY_ACTIVATED" | "INVALID_USER_TOKEN" | "BANNED_USER" | "RATE_LIMIT_EXCEEDED" | "RESOURCE_NOT_FOUND" | "CONFLICT" | "VALIDATOR_PARAM" | "REQUEST" | "OPERATION_LIMIT" | "INSUFFICIENT_RESOURCE" | "CLUSTER_STATUS" | "NODE_STATUS" | "DEPENDENT_RESOURCE_STATE" | "PREPAID_INSTANCE_NOT_SUPPORT_RELEASE" | "CREATING_INSTANCE_NOT_SUPPORT_RENEWAL" | "INSTANCE_LOCAL_STORAGE_NOT_FOUND" | "INVALID_COMMAND_PARAM" | "GPU_SPEC_USED" | "INCORRECT_USER_SYNCER_REQUIRE_PARAMS" | "MIGRATE_INSUFFICIENT_RESOURCE" | "WALLET_NOT_FOUND" | "WALLET_UNSUPPORT_RECHARGE_METHOD" | "BALANCE_NOT_ENOUGH" | "UNSUPPORTED_BILLING_MODE" | "EXPIRED_OR_BALANCE_NOT_ENOUGH" | "ORDER_NOT_FOUND" | "SAVING_PLAN_ALREADY_EXISTS" | "CREATE_INSTANCE_LIMIT" | "NETWORK_STORAGE_TOO_LARGE" | "CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT" | "NETWORK_STORAGE_IN_USE" | "NETWORK_STORAGE_UNAVAILABLE" | "NETWORK_STORAGE_NOT_FOUND" | "IMAGE_NOT_FOUND" | "IMAGE_AUTH_IN_USE" | "NETWORK_NOT_FOUND" | "NETWORK_IN_USE" | "NETWORK_MAX_LIMIT" | "SEND_MSG_ERROR" | "JOB_NOT_FOUND" | "SERVERLESS_ENDPOINT_NOT_FOUND" | "SERVERLESS_WORKER_NOT_FOUND" | "SERVERLESS_PRODUCT_NOT_FOUND" | "SERVERLESS_APP_NAME_IS_EXIST" | "TEMPLATE_IS_PRIVATE" | "TEMPLATE_NOT_FOUND";
        /**
         * @description Published reason names of the billing service.
         * @enum {string}
         */
        BillingErrorReason: "UNKNOWN" | "LIST_BILL_TOO_FAST" | "INVALID_PRODUCT_CATEGORY" | "INVALID_BILL_CYCLE" | "LIST_BILL_ERROR";
        /** @description Empty JSON object. The body may also be completely empty on success. */
        EmptyObject: {
            [key: string]: unknown;
        };
        /** @description Body of the v1 actions that need only the instance. */
        InstanceIdBody: {
            /**
             * @description Instance ID.
             * @example 3560b7fec915bbf9
             */
            instanceId: string;
        };
        /** @description What start and stop return in practice. */
        InstanceActionResult: {
            /** @description Instance ID. */
            instanceId?: string;
            /** @description State after the request was accepted. */
            state?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A data-centre cluster (region). */
        Cluster: {
            /**
             * @description Cluster ID; used as clusterId elsewhere.
             * @example as-sgp-2
             */
            id: string;
            /**
             * @description Display name.
             * @example AS-SGP-02 (Singapore)
             */
            name: string;
            /** @description GPU types present in the cluster. */
            availableGpuType: string[];
            /** @description Cloud storage can be created here. */
            supportNetworkStorage: boolean;
            /** @description VPC networks can be created here. */
            supportInstanceNetwork: boolean;
        };
        /** @description All clusters; no pagination. */
        ClusterList: {
            data: components["schemas"]["Cluster"][];
        };
        /** @description Subscription price step. */
        SubscriptionPrice: {
            /** @description Price of the whole term unit. Unit: 1/100000 USD per month (unit inferred). */
            price: string | number;
            /** @description Term in months. */
            month: number;
            /** @description Price before discount; seen on the PPIO twin only. Unit: 1/100000. */
            basePrice?: string | number;
        };
        /** @description GPU product. */
        GpuProduct: {
            /**
             * @description Product ID, passed as productId.
             * @example 4090.16c62g
             */
            id: string;
            /**
             * @description Product name.
             * @example RTX 4090 24GB
             */
            name: string;
            /** @description vCPU per GPU. */
            cpuPerGpu: number;
            /** @description RAM per GPU. Unit: GB. */
            memoryPerGpu: number;
            /** @description Disk per GPU. Unit: GB. */
            diskPerGpu: number;
            /** @description true when an instance can be created now; false when stock is short. */
            availableDeploy: boolean;
            /** @description Smallest root disk. Unit: GB. */
            minRootFS: number;
            /** @description Largest root disk at the moment. Unit: GB. */
            maxRootFS: number;
            /** @description Smallest local disk. Unit: GB. */
            minLocalStorage: number;
            /** @description Largest local disk. Unit: GB. */
            maxLocalStorage: number;
            /** @description Cluster names (not IDs) where the product exists. An empty list means every cluster. */
            regions: string[];
            /**
             * @description Pay-as-you-go price of one GPU. Unit: 1/100000 USD per GPU-hour.
             * @example 35000
             */
            price: string | number;
            /** @description Subscription prices. */
            monthlyPrice: components["schemas"]["SubscriptionPrice"][];
            /** @description Billing modes on offer. */
            billingMethods: components["schemas"]["BillingMode"][];
            /**
             * @description Spot price of one GPU; "0" or absent when spot is not on offer. Unit: 1/100000 USD per GPU-hour.
             * @example 17500
             */
            spotPrice?: string | number;
            /**
             * @description Stock level.
             * @enum {string}
             */
            inventoryState?: "none" | "low" | "normal" | "high";
            /** @description Seen live, not documented. */
            canBuy?: boolean;
            /** @description Seen live, not documented; content unknown. */
            prices?: unknown[];
        } & {
            [key: string]: unknown;
        };
        /** @description Products; no pagination. */
        GpuProductList: {
            data: components["schemas"]["GpuProduct"][];
        };
        /** @description CPU product. */
        CpuProduct: {
            /** @description Product ID. */
            id: string;
            /** @description Product name. */
            name: string;
            /** @description vCPU. */
            cpuNum?: number;
            /** @description RAM. Unit: GB. */
            memorySize?: number;
            /** @description Root disk. Unit: GB. */
            rootfsSize?: number;
            /** @description Local disk. Unit: GB. */
            localVolumeSize?: number;
            /** @description Can be created now. */
            availableDeploy?: boolean;
            /** @description Pay-as-you-go price. Unit: 1/100000 USD per hour. */
            price?: string | number;
        } & {
            [key: string]: unknown;
        };
        /** @description CPU products. */
        CpuProductList: {
            data: components["schemas"]["CpuProduct"][];
        };
        /** @description Cloud storage mount on create. */
        NetworkStorageMount: {
            /** @description Cloud storage ID. Note the capital I. */
            Id: string;
            /**
             * @description Mount path.
             * @default /network
             */
            mountPoint?: string;
        };
        /** @description Official image tool. */
        InstanceTool: {
            /**
             * @description Tool name.
             * @enum {string}
             */
            name?: "Jupyter";
            /** @description Port as a string; reserved ports 2222-2224 are refused. */
            port?: string;
            type?: components["schemas"]["PortTypeV1"];
        };
        /** @description Create a GPU instance. */
        CreateGpuInstanceRequest: {
            /** @description Instance name. The platform console accepts letters, digits and hyphens. */
            name?: string;
            /** @description Product ID. */
            productId: string;
            /** @description Image reference. */
            imageUrl: string;
            /** @description Inline registry credential "username:password". */
            imageAuth?: string;
            /** @description ID of a saved registry credential. */
            imageAuthId?: string;
            /**
             * @description Comma separated list of port/protocol, for example "80/http,3306/tcp". Ports and tools together may use at most 15 ports; 2222, 2223, 2224 are reserved.
             * @example 8888/http,22/tcp
             */
            ports?: string;
            /** @description Environment variables. */
            envs?: components["schemas"]["EnvVar"][];
            /** @description Official image tools. */
            tools?: components["schemas"]["InstanceTool"][];
            /** @description Start command, replaces the image CMD. */
            command?: string;
            /** @description Replaces the image ENTRYPOINT. */
            entrypoint?: string;
            /** @description Cluster to use; empty means the platform chooses. */
            clusterId?: string;
            /** @description Cloud storage mounts. */
            networkStorages?: components["schemas"]["NetworkStorageMount"][];
            /** @description VPC network ID; empty for none. */
            networkId?: string;
            /** @description GPU count. */
            gpuNum: number;
            /** @description Root disk. A value below 10 is raised to 10 by the service; the top is bounded by the product maxRootFS. Unit: GB. */
            rootfsSize: number;
            /**
             * @description Instance kind. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "gpu";
            /**
             * @description Subscription term. 0 means pay-as-you-go; a value above 0 forces billingMode monthly. Unit: months.
             * @default 0
             */
            month?: number;
            /** @default onDemand */
            billingMode?: components["schemas"]["BillingMode"];
            /**
             * @description Renew automatically; only with monthly billing.
             * @default false
             */
            autoRenew?: boolean;
            /** @description Renewal term; only with monthly billing and autoRenew. Unit: months. */
            autoRenewMonth?: number;
            /** @description Lowest CUDA version of the host, such as 11.8 or 12.4. */
            minCudaVersion?: string;
        };
        /** @description Create a CPU instance. No gpuNum, rootfsSize, month or billingMode is documented. */
        CreateCpuInstanceRequest: {
            /** @description Instance name. The platform console accepts letters, digits and hyphens. */
            name?: string;
            /** @description Product ID. */
            productId: string;
            /** @description Image reference. */
            imageUrl: string;
            /** @description Inline registry credential "username:password". */
            imageAuth?: string;
            /** @description ID of a saved registry credential. */
            imageAuthId?: string;
            /**
             * @description Comma separated list of port/protocol, for example "80/http,3306/tcp". Ports and tools together may use at most 15 ports; 2222, 2223, 2224 are reserved.
             * @example 8888/http,22/tcp
             */
            ports?: string;
            /** @description Environment variables. */
            envs?: components["schemas"]["EnvVar"][];
            /** @description Official image tools. */
            tools?: components["schemas"]["InstanceTool"][];
            /** @description Start command, replaces the image CMD. */
            command?: string;
            /** @description Replaces the image ENTRYPOINT. */
            entrypoint?: string;
            /** @description Cluster to use; empty means the platform chooses. */
            clusterId?: string;
            /** @description Cloud storage mounts. */
            networkStorages?: components["schemas"]["NetworkStorageMount"][];
            /** @description VPC network ID; empty for none. */
            networkId?: string;
            /**
             * @description Instance kind. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "cpu";
            /**
             * @description Mount path of the local disk.
             * @default /workspace
             */
            localStorageMountPoint?: string;
        };
        /** @description Result of create. */
        CreateInstanceResponse: {
            /**
             * @description New instance ID.
             * @example 3560b7fec915bbf9
             */
            id: string;
        };
        /** @description Why creation failed or why the instance is unavailable. */
        StatusError: {
            /** @description Abnormal state. */
            state?: string;
            /** @description Text. */
            message?: string;
        };
        /** @description Exposed port. */
        PortMapping: {
            /** @description Port inside the container. */
            port: number;
            /**
             * @description Public address.
             * @example https://07ed667185a895bb-8188.us-ca-1.gpu-instance.novita.ai
             */
            endpoint?: string;
            type: components["schemas"]["PortTypeV1"];
        };
        /** @description Mounted storage. */
        VolumeMount: {
            /**
             * @description Storage type.
             * @enum {string}
             */
            type?: "network" | "local";
            /** @description Capacity. Unit: GB. */
            size?: string | number;
            /** @description Cloud storage ID, only for type network. */
            id?: string;
            /** @description Mount path. */
            mountPath?: string;
        };
        /** @description Instance as it appears in the list. */
        InstanceListItem: {
            /** @description Instance ID. */
            id: string;
            /** @description Name. */
            name: string;
            /** @description Cluster ID. */
            clusterId: string;
            /** @description Cluster name. */
            clusterName?: string;
            status: components["schemas"]["InstanceStatus"];
            /** @description Image. */
            imageUrl: string;
            /** @description Registry credential ID. */
            imageAuthId?: string;
            /** @description Start command. */
            command?: string;
            /** @description Entrypoint. */
            entrypoint?: string;
            /** @description vCPU count as a decimal string. */
            cpuNum: string;
            /** @description RAM as a decimal string. Unit: GB. */
            memory: string;
            /** @description GPU count as a decimal string. */
            gpuNum: string;
            portMappings?: components["schemas"]["PortMapping"][];
            /** @description Product ID. */
            productId: string;
            /** @description Product name. */
            productName: string;
            /** @description Root disk. Unit: GB. */
            rootfsSize: number;
            volumeMounts?: components["schemas"]["VolumeMount"][];
            statusError?: components["schemas"]["StatusError"];
            envs?: components["schemas"]["EnvVar"][];
            /** @description gpu or cpu. */
            kind?: string;
            billingMode: components["schemas"]["BillingMode"];
            /** @description Subscription end, Unix seconds as a string; "-1" for pay-as-you-go. */
            endTime?: string;
            spotStatus?: components["schemas"]["SpotStatus"];
            /**
             * @description When the spot instance is reclaimed, Unix seconds as a string; "0" while no reclaim is under way.
             * @default 0
             */
            spotReclaimTime?: string;
            /** @description Creation time, Unix seconds as a string. Seen live. */
            createdAt?: string;
            /** @description Last start, Unix seconds as a string. Seen live. */
            lastStartedAt?: string;
            /** @description Last stop, Unix seconds as a string. Seen live. */
            lastStoppedAt?: string;
            /** @description Total run time. In an older doc revision. */
            useTime?: string;
            /** @description Tools. In an older doc revision. */
            tools?: unknown[];
            /** @description GPU indices. Seen live. */
            gpuIds?: number[];
            /** @description Template the instance came from. Seen live. */
            templateId?: string | number;
            /** @description Price of the instance. Older doc revision. Unit: 1/100000 USD per hour. */
            instancePrice?: string;
            /** @description Older doc revision. */
            localStoragePrice?: string;
            /** @description Older doc revision. */
            exitedLocalStoragePrice?: string;
            /** @description SSH password in the clear; Novita MCP server strips it from list answers. Treat as secret. */
            sshPassword?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of instances. */
        InstanceList: {
            instances: components["schemas"]["InstanceListItem"][];
            /** @description Number of matches. */
            total?: number;
            /** @description Older doc revision. */
            pageSize?: number;
            /** @description Older doc revision. */
            pageNum?: number;
        };
        /** @description Full instance, not wrapped in an envelope. */
        InstanceDetail: {
            /** @description Instance ID. */
            id: string;
            /** @description Name. */
            name: string;
            /** @description Cluster ID. */
            clusterId: string;
            /** @description Cluster name. */
            clusterName: string;
            status: components["schemas"]["InstanceStatus"];
            /** @description Image. */
            imageUrl: string;
            /** @description Registry credential ID. */
            imageAuthId: string;
            /** @description Start command. */
            command: string;
            /** @description Entrypoint. */
            entrypoint: string;
            /** @description vCPU count as a decimal string. */
            cpuNum: string;
            /** @description RAM as a decimal string. Unit: GB. */
            memory: string;
            /** @description GPU count as a decimal string. */
            gpuNum: string;
            portMappings: components["schemas"]["PortMapping"][];
            /** @description Product ID. */
            productId?: string;
            /** @description Product name. */
            productName?: string;
            /** @description Root disk. Unit: GB. */
            rootfsSize?: number;
            volumeMounts?: components["schemas"]["VolumeMount"][];
            statusError?: components["schemas"]["StatusError"];
            envs?: components["schemas"]["EnvVar"][];
            /** @description gpu or cpu. */
            kind?: string;
            billingMode: components["schemas"]["BillingMode"];
            /** @description Subscription end, Unix seconds as a string; "-1" for pay-as-you-go. */
            endTime?: string;
            spotStatus?: components["schemas"]["SpotStatus"];
            /**
             * @description When the spot instance is reclaimed, Unix seconds as a string; "0" while no reclaim is under way.
             * @default 0
             */
            spotReclaimTime?: string;
            /** @description Creation time, Unix seconds as a string. Seen live. */
            createdAt?: string;
            /** @description Last start, Unix seconds as a string. Seen live. */
            lastStartedAt?: string;
            /** @description Last stop, Unix seconds as a string. Seen live. */
            lastStoppedAt?: string;
            /** @description Total run time. In an older doc revision. */
            useTime?: string;
            /** @description Tools. In an older doc revision. */
            tools?: unknown[];
            /** @description GPU indices. Seen live. */
            gpuIds?: number[];
            /** @description Template the instance came from. Seen live. */
            templateId?: string | number;
            /** @description Price of the instance. Older doc revision. Unit: 1/100000 USD per hour. */
            instancePrice?: string;
            /** @description Older doc revision. */
            localStoragePrice?: string;
            /** @description Older doc revision. */
            exitedLocalStoragePrice?: string;
            /** @description VPC membership. */
            network?: {
                /** @description VPC network ID. */
                id?: string;
                /** @description Address in the VPC. */
                ip?: string;
            };
            /** @description Node data. */
            node?: {
                /** @description Largest root disk on this node. Unit: GB. */
                maxRootfsSize?: number | string;
            }[] | {
                /** @description Largest root disk on this node. Unit: GB. */
                maxRootfsSize?: number | string;
            };
            /** @description Jobs now running on the instance. */
            jobs?: {
                /** @description Job ID. */
                id?: string;
                /** @description Job type; only saveImage is documented here. */
                type?: string;
            }[];
            /** @description SSH access. */
            connectComponentSSH?: {
                /**
                 * @description Full command.
                 * @example ssh -p 32787 root@proxy.us-ca-6.gpu-instance.novita.ai
                 */
                sshCommand?: string;
                /** @description Password. */
                password?: string;
                /** @description Ready. */
                isRunning?: boolean;
            };
            /** @description Web terminal. */
            connectComponentWebTerminal?: {
                /** @description URL. */
                address?: string;
                /** @description User. */
                username?: string;
                /** @description Password. */
                password?: string;
                /** @description Ready. */
                isRunning?: boolean;
            };
            /** @description Jupyter. */
            connectComponentJupyter?: {
                /** @description Port. */
                port?: number;
                /** @description URL. */
                address?: string;
                /** @description Ready. */
                isRunning?: boolean;
            };
            /** @description HTTP log streams. */
            connectComponentLog?: {
                /** @description System log stream. */
                systemLogAddress?: string;
                /** @description Container log stream. */
                instanceLogAddress?: string;
                /** @description Ready. */
                isRunning?: boolean;
            };
            /** @description Older doc revision: SSH command at top level. */
            sshCommand?: string;
            /** @description Older doc revision: SSH password at top level; the MCP server still strips it from lists. */
            sshPassword?: string;
            /** @description Free part of the system disk. Unit: GB. */
            freeStorageSize?: number;
            /** @description Days the data is kept after a stop. */
            keepDataDay?: number;
            /** @description Seen live, not documented; presumably when kept data is dropped. */
            releaseDataAt?: string | number;
        } & {
            [key: string]: unknown;
        };
        /** @description Change ports or grow the root disk without restart. */
        EditInstanceRequest: {
            /** @description Instance ID. */
            instanceId: string;
            /** @description Ports to expose (objects here, a string on create). With tools at most 15. */
            ports?: {
                port?: components["schemas"]["PortNumber"];
                type?: components["schemas"]["PortTypeV1"];
            }[];
            /** @description Gigabytes to ADD to the root disk; 0 for no change. Unit: GB. */
            expandRootDisk?: number;
        };
        /** @description Replace image, command, variables and mounts; the instance is reset. All fields must be sent every time. */
        UpgradeInstanceRequest: {
            /** @description Instance ID. */
            instanceId: string;
            /** @description New image. */
            imageUrl: string;
            /** @description Registry credential ID. */
            imageAuthId?: string;
            envs: components["schemas"]["EnvVar"][];
            /** @description Start command. */
            command: string;
            /** @description Entrypoint. */
            entrypoint: string;
            /** @description Keep the data of the old container. */
            save: boolean;
            /** @description Cloud storage after the upgrade. */
            networkVolume: {
                /** @description Empty array removes every mount. */
                volumeMounts: {
                    /** @constant */
                    type: "network";
                    /** @description Cloud storage ID. */
                    id: string;
                    /**
                     * @description Mount path.
                     * @default /network
                     */
                    mountPath: string;
                }[];
            };
        };
        /** @description Move the instance to another node of the same specification. */
        MigrateInstanceRequest: {
            /** @description Instance ID. */
            instanceId: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Result of migrate. */
        MigrateInstanceResponse: {
            /** @description Migration job, visible in /jobs with type instanceMigrate. */
            jobId?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Renew or convert. */
        MonthBody: {
            /** @description Instance ID. */
            instanceId: string;
            /** @description Term. Unit: months. */
            month: number;
        };
        /** @description Batch change of auto renewal. */
        SetAutoRenewRequest: {
            /** @description Instances to change. */
            instanceIds: string[];
            /** @description On or off. */
            autoRenew: boolean;
            /** @description Renewal term. Unit: months. */
            autoRenewMonth: number;
        };
        /** @description Automatic migration policy. */
        SetAutoMigrateRequest: {
            /** @description Instance ID. */
            instanceId: string;
            /** @description Automatic migration on or off. */
            autoMigrateOpen: boolean;
            /** @description Also carry the system disk. */
            autoMigrateSystemDisk: boolean;
        };
        /** @description Sample. */
        MetricPoint: {
            /** @description Unix time as a string. */
            timestamp: string;
            /** @description Utilisation. */
            value: number;
        };
        /** @description GPU series. */
        GpuMetricSeries: {
            /** @description Mean over GPUs. */
            avg: components["schemas"]["MetricPoint"][];
            /** @description One series per GPU. */
            gpuIds: {
                /** @description GPU ID. */
                gpuId: string;
                items: components["schemas"]["MetricPoint"][];
            }[];
        };
        /** @description Monitoring data. */
        InstanceMetrics: {
            cpuUtilization: components["schemas"]["MetricPoint"][];
            memUtilization: components["schemas"]["MetricPoint"][];
            rootDiskUtilization: components["schemas"]["MetricPoint"][];
            gpuUtilization: components["schemas"]["GpuMetricSeries"];
            gpuMemUtilization: components["schemas"]["GpuMetricSeries"];
        };
        /**
         * @description Job state.
         * @enum {string}
         */
        JobStateV1: "pulling" | "running" | "fail" | "success" | "break";
        /**
         * @description Job type.
         * @enum {string}
         */
        JobTypeV1: "saveImage" | "instanceMigrate" | "autoInstanceMigrate";
        /** @description Background job. */
        JobV1: {
            /**
             * @description Job ID, capital I.
             * @example 10wi9visv0rqt57w
             */
            Id: string;
            /** @description User ID. */
            user: string;
            type: components["schemas"]["JobTypeV1"];
            envs?: components["schemas"]["EnvVar"][];
            /** @description State object. */
            state: {
                state: components["schemas"]["JobStateV1"];
                /** @description Error code. */
                error?: string;
                /** @description Error text. */
                errorMessage?: string;
            };
            /** @description Log URL. */
            logAddress?: string;
            /** @description Unix seconds as a string. */
            createdAt: string;
            /** @description Instance. */
            instanceId: string;
            /** @description Retries at most, by its name; seen on the internal API. */
            maxRetry?: number;
            /** @description Seen on the internal API. */
            timeout?: string;
            /** @description Seen on the internal API. */
            creator?: string;
            /** @description Seen on the internal API. */
            uuid?: string;
            /** @description Seen on the internal API. */
            updateAt?: string;
            /** @description Seen on the internal API. */
            deletedTime?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of jobs. */
        JobListV1: {
            jobs: components["schemas"]["JobV1"][];
            /** @description Matches. */
            total: number;
        };
        /** @description Job reference. */
        JobIdV1: {
            /** @description Job ID. */
            jobId: string;
        };
        /** @description Save the container as an image. */
        SaveImageRequestV1: {
            /** @description Instance ID. */
            instanceId: string;
            /** @description Target image with registry, repository and tag. */
            image: string;
            /** @description Registry credential ID; only for third-party private registries. */
            registryAuthId?: string;
        };
        /** @description Template to create. */
        TemplateInput: {
            /** @description Name. */
            name: string;
            /** @description Markdown text. */
            readme?: string;
            /**
             * @description Template type.
             * @enum {string}
             */
            type: "instance" | "serverless";
            /**
             * @description Visibility.
             * @enum {string}
             */
            channel: "private" | "community" | "official";
            /** @description Image. */
            image: string;
            /** @description Registry credential ID (not user:password). */
            imageAuth?: string;
            /** @description Start command. */
            startCommand?: string;
            /** @description Entrypoint. */
            entrypoint?: string;
            /** @description Root disk. Unit: GB. */
            rootfsSize: number;
            /** @description Ports grouped by protocol. */
            ports?: {
                /**
                 * @description Protocol.
                 * @enum {string}
                 */
                type: "http" | "tcp" | "udp";
                ports: components["schemas"]["PortNumber"][];
            }[];
            envs?: components["schemas"]["EnvVar"][];
            /** @description Lowest CUDA version. */
            minCudaVersion?: string;
            /** @description Older doc revision. */
            volumes?: {
                type?: string;
                size?: number;
                mountPath?: string;
            }[];
        };
        /** @description Template to update. */
        TemplateUpdateInput: {
            /** @description Template ID, capital I. */
            Id: string;
            /** @description Name. */
            name: string;
            /** @description Markdown text. */
            readme?: string;
            /**
             * @description Template type.
             * @enum {string}
             */
            type: "instance" | "serverless";
            /**
             * @description Visibility.
             * @enum {string}
             */
            channel: "private" | "community" | "official";
            /** @description Image. */
            image: string;
            /** @description Registry credential ID (not user:password). */
            imageAuth?: string;
            /** @description Start command. */
            startCommand?: string;
            /** @description Entrypoint. */
            entrypoint?: string;
            /** @description Root disk. Unit: GB. */
            rootfsSize: number;
            /** @description Ports grouped by protocol. */
            ports?: {
                /**
                 * @description Protocol.
                 * @enum {string}
                 */
                type: "http" | "tcp" | "udp";
                ports: components["schemas"]["PortNumber"][];
            }[];
            envs?: components["schemas"]["EnvVar"][];
            /** @description Lowest CUDA version. */
            minCudaVersion?: string;
        };
        /** @description Template. */
        Template: {
            /**
             * @description Template ID, capital I; a decimal string.
             * @example 107672
             */
            Id: string;
            /** @description Name. */
            name: string;
            /** @description Markdown text. */
            readme?: string;
            /**
             * @description Template type.
             * @enum {string}
             */
            type: "instance" | "serverless";
            /**
             * @description Visibility.
             * @enum {string}
             */
            channel: "private" | "community" | "official";
            /** @description Image. */
            image: string;
            /** @description Registry credential ID (not user:password). */
            imageAuth?: string;
            /** @description Start command. */
            startCommand?: string;
            /** @description Entrypoint. */
            entrypoint?: string;
            /** @description Root disk. Unit: GB. */
            rootfsSize: number;
            /** @description Ports grouped by protocol. */
            ports?: {
                /**
                 * @description Protocol.
                 * @enum {string}
                 */
                type: "http" | "tcp" | "udp";
                ports: components["schemas"]["PortNumber"][];
            }[];
            envs?: components["schemas"]["EnvVar"][];
            /** @description Lowest CUDA version. */
            minCudaVersion?: string;
            /** @description Only official templates. */
            tools?: {
                name?: string;
                describe?: string;
                port?: number;
                /** @enum {string} */
                type?: "http" | "tcp";
            }[];
            /** @description Unix seconds as a string. */
            createdAt?: string;
            /** @description Seen live, Unix seconds as a string. */
            updatedAt?: string;
            /** @description List page. */
            createTime?: string;
            /** @description Owner ID. */
            user?: string;
            /** @description Seen live. */
            uuid?: string;
            /** @description Seen live. */
            creator?: string;
            /** @description Seen live. */
            nickname?: string;
            /** @description Seen live. */
            logo?: string;
            /** @description Seen live. */
            description?: string;
            /** @description Seen live. */
            isUsed?: boolean;
            /** @description Seen live. */
            isCollected?: boolean;
            /** @description Seen live, string number. */
            collectNum?: string;
            /** @description Seen live, string number. */
            complaintNum?: string;
            volumes?: unknown[];
            /** @description Only official templates. */
            recommendCards?: {
                /** @description GPU spec. */
                gpuSpecId?: string;
                /** @description Count as a string. */
                cardNum?: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description Page of templates. */
        TemplateListV1: {
            /** @description Key is singular although it is an array. */
            template: components["schemas"]["Template"][];
            pageSize?: number;
            pageNum?: number;
            total?: number;
        };
        /** @description Single template. */
        TemplateWrapper: {
            template: components["schemas"]["Template"];
        };
        /** @description Template reference. */
        TemplateIdV1: {
            /** @description Template ID. */
            templateId: string;
        };
        /** @description VPC network. */
        VpcNetwork: {
            /** @description Network ID, capital I. */
            Id: string;
            /** @description Account ID. */
            user: string;
            /** @description Name. */
            name: string;
            /** @description State. */
            state: {
                /** @enum {string} */
                state: "creating" | "ready";
                /** @description Text when creation failed. */
                error?: string;
            } | {
                /** @enum {string} */
                state: "creating" | "ready";
                /** @description Text when creation failed. */
                error?: string;
            }[];
            /** @description CIDR of the network. */
            segment: string;
            /** @description Cluster ID. */
            clusterId: string;
            /** @description Members. Capital A, capital I. */
            Addresses: {
                /** @description Instance ID. */
                Id: string;
                /** @description Address. */
                Ip: string;
            }[];
            /** @description Unix time as a string. */
            createTime: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Get and create result. */
        VpcNetworkResult: {
            /** @description The network. */
            network?: components["schemas"]["VpcNetwork"][] | components["schemas"]["VpcNetwork"];
        };
        /** @description Page of networks. */
        VpcNetworkList: {
            networks: components["schemas"]["VpcNetwork"][];
            total?: number;
        };
        /** @description Cloud storage volume. */
        NetworkStorage: {
            /** @description Storage ID (not "id"). */
            storageId?: string;
            /** @description Name. */
            storageName?: string;
            /** @description Capacity. Unit: GB. */
            storageSize?: number;
            /** @description Cluster ID. */
            clusterId?: string;
            /** @description Cluster name. */
            clusterName?: string;
            /** @description Price as a string. */
            price?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of volumes. */
        NetworkStorageList: {
            data?: components["schemas"]["NetworkStorage"][];
            total?: number;
        };
        /** @description Saved registry credential. */
        RegistryAuth: {
            /** @description Credential ID. */
            id?: string;
            /** @description Name or registry. */
            name?: string;
            /** @description User. */
            username?: string;
            /** @description Password; the doc sample shows it in clear text. */
            password?: string;
        };
        /** @description All credentials; no pagination. */
        RegistryAuthList: {
            data?: components["schemas"]["RegistryAuth"][];
        };
        /** @description New credential. */
        CreateRegistryAuthRequest: {
            /** @description Name. */
            name: string;
            /** @description User. */
            username: string;
            /** @description Password. */
            password: string;
        };
        /**
         * @description Task state; first letter upper case.
         * @enum {string}
         */
        PrewarmStateV1: "Pending" | "Running" | "Succeeded" | "Failed";
        /** @description Image prewarm task. */
        PrewarmTaskV1: {
            /** @description Task ID. */
            id: string;
            /** @description Last path segment without the tag. */
            imageName?: string;
            /** @description Image. */
            imageUrl: string;
            /** @description Credential ID. */
            repositoryAuth?: string;
            clusterId: string;
            clusterName?: string;
            products?: {
                productId?: string;
                productName?: string;
            }[];
            /** @description Bytes as a string. */
            imageSize?: string;
            /** @description Unix seconds as a string. */
            createTime: string;
            state: components["schemas"]["PrewarmStateV1"];
            /** @description Unix seconds as a string. */
            completeTime?: string;
            note?: string;
            /** @description Messages; also filled on success ("image pulled successfully"). */
            reason?: string[];
        };
        /** @description Page of tasks. */
        PrewarmTaskListV1: {
            data: components["schemas"]["PrewarmTaskV1"][];
            total: number;
        };
        /** @description New task. */
        CreatePrewarmRequestV1: {
            /** @description Image. */
            imageUrl: string;
            /** @description Credential ID for private registries. */
            repositoryAuth?: string;
            /** @description Cluster. */
            clusterId: string;
            /** @description Empty means every product of the cluster. */
            productIds?: string[];
            /** @description Note. */
            note?: string;
        };
        /** @description Quota. */
        PrewarmQuota: {
            /** @description Number of tasks that exist. */
            total: number;
            /**
             * @description Largest number of tasks.
             * @example 5
             */
            limit: number;
            /**
             * @description Largest image. Unit: GB.
             * @example 100
             */
            perImageSize: number;
        };
        /** @description Allowed ranges for serverless parameters. Sizes in GB, times in seconds. */
        EndpointLimits: {
            /** @description Smallest root disk. Unit: GB. */
            minRootfsSize: number;
            /** @description Largest root disk. Unit: GB. */
            maxRootfsSize: number;
            /** @description Root disk that costs nothing. Unit: GB. */
            freeRootfsSize: number;
            /** @description Smallest local volume. Unit: GB. */
            minLocalVolumeSize: number;
            /** @description Largest local volume. Unit: GB. */
            maxLocalVolumeSize: number;
            /** @description Local volume that costs nothing. Unit: GB. */
            freeLocalVolumeSize: number;
            /** @description Smallest number of workers. */
            minWorkerNum: number;
            /** @description Largest number of workers. */
            maxWorkerNum: number;
            /** @description Smallest idle time in seconds before a worker is dropped. */
            minFreeTimeout: number;
            /** @description Largest idle time in seconds before a worker is dropped. */
            maxFreeTimeout: number;
            /** @description Smallest number of requests that a worker serves at a time. */
            minConcurrencyNum: number;
            /** @description Largest number of requests that a worker serves at a time. */
            maxConcurrencyNum: number;
            /** @description Smallest time in seconds that a request may wait, for the policy "queue". */
            minQueueWaitTime: number;
            /** @description Largest time in seconds that a request may wait, for the policy "queue". */
            maxQueueWaitTime: number;
            /** @description Smallest number of requests that may wait, for the policy "concurrency". */
            minRequestNum: number;
            /** @description Largest number of requests that may wait, for the policy "concurrency". */
            maxRequestNum: number;
            /** @description Smallest number of GPUs per worker. */
            minGPUNum: number;
            /** @description Largest number of GPUs per worker. */
            maxGPUNum: number;
            cudaVersionList: string[];
        };
        /** @description Worker settings; ranges come from /endpoint/limit. */
        EndpointWorkerConfigInput: {
            /** @description Fewest workers. */
            minNum: number;
            /** @description Most workers. */
            maxNum: number;
            /** @description Idle time before a worker is dropped. Unit: s. */
            freeTimeout: number;
            /** @description Concurrent requests per worker. */
            maxConcurrent: number;
            /** @description GPUs per worker. */
            gpuNum: number;
            /** @description Request time limit; on the PPIO page and in live payloads. Unit: s. */
            requestTimeout?: number;
        };
        /** @description Scaling policy. */
        EndpointPolicyInput: {
            /**
             * @description Scaling rule.
             * @enum {string}
             */
            type: "queue" | "concurrency";
            /** @description queue: wait time in seconds; concurrency: number of queued requests. */
            value: number;
        };
        /** @description Image settings. */
        EndpointImageInput: {
            /** @description Image. */
            image: string;
            /** @description Credential ID. */
            authId?: string;
            /** @description Start command. */
            command?: string;
        };
        /** @description Volume. */
        EndpointVolumeInput: {
            /** @enum {string} */
            type: "local" | "network";
            /** @description Local only; documented as fixed at 30. Unit: GB. */
            size?: number;
            /** @description Network only. */
            id?: string;
            /** @description Mount path. */
            mountPath: string;
        };
        /** @description Create endpoint. */
        CreateEndpointRequestV1: {
            /** @description Endpoint. */
            endpoint: {
                /** @description Name. */
                name?: string;
                /** @description Part of the URL; defaults to the endpoint ID. Lower-case letters, digits, hyphens. */
                appName?: string;
                workerConfig: components["schemas"]["EndpointWorkerConfigInput"];
                /** @description Exactly one port. */
                ports: {
                    /** @description HTTP port; string in the docs, live payloads send a number. */
                    port: string | number;
                }[];
                policy: components["schemas"]["EndpointPolicyInput"];
                image: components["schemas"]["EndpointImageInput"];
                products: {
                    /**
                     * @description Product ID.
                     * @example SL-serverless-3
                     */
                    id: string;
                }[];
                /** @description Documented as fixed at 100; a live payload with 90 was accepted. Unit: GB. */
                rootfsSize: number;
                volumeMounts: components["schemas"]["EndpointVolumeInput"][];
                /** @description Cluster; needed with cloud storage. Capital ID. */
                clusterID?: string;
                /** @description Seen in a live payload. */
                clusterIDs?: string[];
                /**
                 * @description sync or async; seen in a live payload.
                 * @enum {string}
                 */
                type?: "sync" | "async";
                envs?: components["schemas"]["EnvVar"][];
                /** @description Health check. */
                healthy: {
                    /** @description HTTP path that must answer 200. */
                    path: string;
                };
            };
        };
        /** @description Update endpoint; flat body, no "endpoint" wrapper. Everything but appName can change. */
        UpdateEndpointRequestV1: {
            /** @description Endpoint ID. */
            id: string;
            name?: string;
            clusterID?: string;
            workerConfig: components["schemas"]["EndpointWorkerConfigInput"];
            /** @description Exactly one port. */
            ports: {
                /** @description HTTP port; string in the docs, live payloads send a number. */
                port: string | number;
            }[];
            policy: components["schemas"]["EndpointPolicyInput"];
            image: components["schemas"]["EndpointImageInput"];
            volumeMounts?: components["schemas"]["EndpointVolumeInput"][];
            envs?: components["schemas"]["EnvVar"][];
            healthy?: {
                path: string;
            };
        };
        /** @description Serverless endpoint. */
        EndpointV1: {
            id: string;
            name: string;
            appName?: string;
            state: {
                /** @description "serving" when usable; other values not documented. */
                state: string;
                error?: string;
                message?: string;
            };
            /**
             * @description Service URL.
             * @example https://0f43a6867e05fddd-myapp.runsync.novita.dev
             */
            url?: string;
            workerConfig?: {
                minNum?: number;
                maxNum?: number;
                /** @description Number as a string. */
                freeTimeout?: string;
                /** @description Number as a string. */
                maxConcurrent?: string;
                gpuNum?: number;
                cudaVersion?: string;
            };
            policy?: {
                /** @enum {string} */
                type?: "queue" | "concurrency";
                /** @description Number as a string. */
                value?: string;
            };
            image?: {
                image?: string;
                authId?: string;
                command?: string;
            };
            /** @description Root disk. Unit: GB. */
            rootfsSize?: number;
            volumeMounts?: components["schemas"]["EndpointVolumeInput"][];
            envs?: components["schemas"]["EnvVar"][];
            ports?: {
                port?: string | number;
            }[];
            workers?: {
                id?: string;
                state?: {
                    /** @description "running" when usable. */
                    state?: string;
                    error?: string;
                    message?: string;
                };
                log?: string;
                metrics?: string;
                healthy?: boolean;
            }[];
            products?: {
                id?: string;
            }[];
            healthy?: {
                path?: string;
                initialDelay?: number;
                period?: number;
                timeout?: number;
                successThreshold?: number;
                failureThreshold?: number;
            };
            clusterID?: string;
            log?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of endpoints. */
        EndpointListV1: {
            endpoints: components["schemas"]["EndpointV1"][];
            total: number;
        };
        /** @description Single endpoint. */
        EndpointWrapper: {
            endpoint: components["schemas"]["EndpointV1"];
        };
        /** @description Account balance, numbers as strings. */
        Balance: {
            /** @description Credit balance. Unit: 1/10000 USD. */
            availableBalance: string;
            /** @description Left from top-ups. Unit: 1/10000 USD. */
            cashBalance: string;
            /** @description Most that may be owed. Unit: 1/10000 USD. */
            creditLimit: string;
            /** @description Owed now. Unit: 1/10000 USD. */
            outstandingInvoices: string;
        };
        /** @description Monthly bill. */
        MonthlyBill: {
            billId: string;
            userId?: string;
            /** @description YYYY-MM. */
            billingMonth: string;
            /** @description Unit: 1/10000 USD. */
            totalAmount: string;
            /** @description Unit: 1/10000 USD. */
            originTotalAmount?: string;
            /** @description Unit: 1/10000 USD. */
            voucherPayAmount?: string;
            /** @description Unit: 1/10000 USD. */
            cashPayAmount?: string;
            /** @description Unit: 1/10000 USD. */
            debtAmount?: string;
            /** @description Unit: 1/10000 USD. */
            repaidAmount?: string;
            /**
             * @description State.
             * @enum {string}
             */
            status: "pending" | "outed" | "paid" | "overdue" | "voided";
            /** @description Empty when there is none. */
            invoiceUrl?: string;
            /** @description Unix seconds. */
            startTime?: string;
            /** @description Unix seconds. */
            endTime?: string;
        };
        /** @description Usage bill line. Everything is a string; ownerID is the instance ID; for gpu billNum0 is cards times seconds and discountPrice0 the unit price; billingMethod "1" is pay-as-you-go. */
        UsageBill: {
            userId?: string;
            startTime?: string;
            endTime?: string;
            billingMethod?: string;
            productName?: string;
            category?: string;
            ownerID?: string;
            billNum0?: string;
            billNum1?: string;
            basePrice0?: string;
            basePrice1?: string;
            discountPrice0?: string;
            discountPrice1?: string;
            amount?: string;
            voucherAmount?: string;
            payAmount?: string;
            payAmountDisplay?: string;
            pricePrecision?: string;
            productId?: string;
        };
        /** @description Subscription bill line, all strings. */
        FixedTermBill: {
            userId?: string;
            startTime?: string;
            endTime?: string;
            memberId?: string;
            productName?: string;
            productCategory?: string;
            ownerID?: string;
            basePrice?: string;
            billNum?: string;
            amount?: string;
            voucherAmount?: string;
            payAmount?: string;
            payAmountDisplay?: string;
            pricePrecision?: string;
            createTime?: string;
            cycle?: string;
            storageDays?: string;
            /** @constant */
            tradeMode?: "monthly";
            /** @enum {string} */
            tradeType?: "monthly_new_buy" | "monthly_re_buy" | "monthly_re_config";
        };
        /** @description Status object used all over v2. */
        V2Status: {
            /** @description State value; "running" in samples. */
            status: string;
            /** @description Code or kind of the error, empty when none. */
            error?: string;
            /** @description Text, empty when none. */
            message?: string;
        };
        /**
         * @description v2 billing mode.
         * @enum {string}
         */
        V2BillingMode: "postpaid" | "prepaid" | "spot";
        /** @description Auto renewal. */
        V2AutoRenewInput: {
            enabled: boolean;
            /** @description Renewal term. */
            months?: number;
        };
        /** @description Billing settings. */
        V2BillingInput: {
            mode: components["schemas"]["V2BillingMode"];
            /** @description Only with mode prepaid. */
            prepaid?: {
                /** @description Term. */
                months?: number;
                auto_renew?: components["schemas"]["V2AutoRenewInput"];
            };
        };
        /** @description Billing state. */
        V2Billing: {
            mode: components["schemas"]["V2BillingMode"];
            prepaid?: {
                months?: number;
                /** @description Unix seconds. */
                end_time?: number;
                auto_renew?: {
                    enabled?: boolean;
                    months?: number;
                    /** @description "active" in samples. */
                    status?: string;
                };
            };
        } & {
            [key: string]: unknown;
        };
        /** @description Port to expose. */
        V2Port: {
            port: components["schemas"]["PortNumber"];
            /** @enum {string} */
            protocol: "tcp" | "http";
        };
        /** @description Exposed port. */
        V2PortMapping: {
            port?: number;
            /** @enum {string} */
            protocol?: "tcp" | "http";
            /** @description Public address. */
            endpoint?: string;
        };
        /** @description Mounted storage. */
        V2Volume: {
            /** @constant */
            type: "network";
            /** @description Storage ID. */
            id: string;
            /** @description Mount path. */
            mount_point: string;
        };
        /** @description Automatic migration. */
        V2AutoMigrate: {
            enabled: boolean;
            include_system_disk?: boolean;
        };
        /** @description Create an instance. */
        V2CreateInstanceRequest: {
            /** @description Name. */
            name: string;
            /** @description Product ID. */
            product_id: string;
            /** @description Image. */
            image: string;
            /**
             * @description Kind.
             * @default gpu
             * @enum {string}
             */
            type?: "gpu" | "cpu";
            billing: components["schemas"]["V2BillingInput"];
            /** @description Size. */
            resource: {
                /** @description Root disk. Unit: GB. */
                rootfs_size_gb: number;
                /** @description GPU count. */
                gpu_num: number;
                /** @description Lowest CUDA version, empty for any. */
                min_cuda_version?: string;
            };
            /** @description Credential ID. */
            registry_auth_id?: string;
            /** @description Entrypoint. */
            entrypoint?: string;
            /** @description Command. */
            command?: string;
            envs?: components["schemas"]["EnvVar"][];
            ports?: components["schemas"]["V2Port"][];
            /** @description VPC. */
            network?: {
                /** @description Network ID. */
                id?: string;
                /** @description Wanted address. */
                ip?: string;
            };
            volumes?: components["schemas"]["V2Volume"][];
            /** @description Regions the scheduler may use; empty for any. */
            candidate_regions?: string[];
            /** @description Tools. */
            tools?: {
                jupyter?: {
                    enabled?: boolean;
                    /** @default 8888 */
                    port?: number;
                    /**
                     * @default http
                     * @enum {string}
                     */
                    protocol?: "http" | "tcp";
                };
            };
            auto_migrate?: components["schemas"]["V2AutoMigrate"];
        };
        /** @description Created object. */
        V2Id: {
            /**
             * @description ID.
             * @example ca338f12f3
             */
            id: string;
        };
        /** @description Instance in a list; no tools block. */
        V2Instance: {
            id: string;
            name: string;
            /** @enum {string} */
            type?: "gpu" | "cpu";
            product_id?: string;
            image?: string;
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            billing?: components["schemas"]["V2Billing"];
            envs?: components["schemas"]["EnvVar"][];
            ports?: components["schemas"]["V2PortMapping"][];
            /** @description Size; key differs from the request key "resource". */
            resource_specs?: {
                /** @description Root disk. Unit: GB. */
                rootfs_size_gb?: number;
                gpu_num?: number;
                cpu_num?: number;
                memory_gb?: number;
                gpu_ids?: number[];
            };
            network?: {
                /** @description Empty when none. */
                id?: string;
                ip?: string;
            };
            volumes?: components["schemas"]["V2Volume"][];
            /** @description Region ID. */
            region?: string;
            auto_migrate?: components["schemas"]["V2AutoMigrate"];
            status: components["schemas"]["V2Status"];
            /** @description Unix seconds. */
            created_at?: number;
            /** @description Unix seconds, 0 for never. */
            last_started_at?: number;
            /** @description Unix seconds, 0 for never. */
            last_stopped_at?: number;
            member_id?: string;
            owner_id?: string;
            /**
             * @description Generation of the region.
             * @example v1
             */
            region_version?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Instance detail. */
        V2InstanceDetail: {
            id: string;
            name: string;
            /** @enum {string} */
            type?: "gpu" | "cpu";
            product_id?: string;
            image?: string;
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            billing?: components["schemas"]["V2Billing"];
            envs?: components["schemas"]["EnvVar"][];
            ports?: components["schemas"]["V2PortMapping"][];
            /** @description Size; key differs from the request key "resource". */
            resource_specs?: {
                /** @description Root disk. Unit: GB. */
                rootfs_size_gb?: number;
                gpu_num?: number;
                cpu_num?: number;
                memory_gb?: number;
                gpu_ids?: number[];
            };
            network?: {
                /** @description Empty when none. */
                id?: string;
                ip?: string;
            };
            volumes?: components["schemas"]["V2Volume"][];
            /** @description Region ID. */
            region?: string;
            auto_migrate?: components["schemas"]["V2AutoMigrate"];
            status: components["schemas"]["V2Status"];
            /** @description Unix seconds. */
            created_at?: number;
            /** @description Unix seconds, 0 for never. */
            last_started_at?: number;
            /** @description Unix seconds, 0 for never. */
            last_stopped_at?: number;
            member_id?: string;
            owner_id?: string;
            /**
             * @description Generation of the region.
             * @example v1
             */
            region_version?: string;
            /** @description Access data. */
            tools?: {
                jupyter?: {
                    endpoint?: string;
                    enabled?: boolean;
                    port?: number;
                };
                ssh?: {
                    /** @example ssh -p 51039 root@proxy.us-ca-6.gpu-instance.novita.ai */
                    command?: string;
                    password?: string;
                    username?: string;
                };
                web_terminal?: {
                    /** @description wss URL. */
                    endpoint?: string;
                    enabled?: boolean;
                    username?: string;
                    password?: string;
                };
                log?: {
                    instance_endpoint?: string;
                    system_endpoint?: string;
                };
            };
        } & {
            [key: string]: unknown;
        };
        /** @description Page of instances. */
        V2InstancePage: {
            data: components["schemas"]["V2Instance"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description Price; divide by 10 to the power of pricing.precision. */
        V2PriceTier: {
            /** @description List price. */
            base_price?: number;
            /** @description Price to pay. */
            final_price: number;
            /**
             * @description Unit of time.
             * @example per_hour
             */
            unit?: string;
        };
        /** @description Product. */
        V2Product: {
            id: string;
            name: string;
            /** @enum {string} */
            type: "gpu" | "cpu";
            /** @enum {string} */
            category: "instance" | "serverless";
            description?: string;
            region_ids?: string[];
            resource_spec?: {
                gpu?: {
                    spec_id?: string;
                    name?: string;
                    /** @description Memory of one GPU. */
                    memory_gb?: number;
                    /** @description Fewest GPUs. */
                    min?: number;
                    /** @description Most GPUs. */
                    max?: number;
                    /** @description GPUs free now. */
                    available?: number;
                    max_available?: number;
                };
                cpu?: number;
                memory_gb?: number;
                rootfs?: {
                    min_gb?: number;
                    max_gb?: number;
                    /** @description Part that is free of charge. */
                    free_gb?: number;
                };
            };
            /** @description Integer prices with a shared scale. */
            pricing?: {
                /**
                 * @description Decimal digits: real price = value / 10^precision.
                 * @example 3
                 */
                precision?: number;
                postpaid?: components["schemas"]["V2PriceTier"] | null;
                spot?: components["schemas"]["V2PriceTier"] | null;
                prepaid?: {
                    spec_id?: string;
                    duration_months?: number;
                    final_price?: number;
                    base_price?: number;
                }[];
                storage_price_per_gb?: number;
            };
            billing_methods?: components["schemas"]["V2BillingMode"][];
            /** @enum {string} */
            inventory_state?: "none" | "low" | "normal" | "high";
            deployable?: boolean;
            activity?: {
                is_activity_product?: boolean;
                active?: boolean;
                purchasable?: boolean;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description Products. */
        V2ProductPage: {
            data: components["schemas"]["V2Product"][];
            next_cursor?: string;
            has_more?: boolean;
        };
        /** @description Region; matches v1 clusters. */
        V2Region: {
            /** @description Region ID. */
            id: string;
            /** @description Name with place in brackets. */
            name: string;
            gpus?: string[];
            feature?: {
                network_volume?: boolean;
                instance_vpc_network?: boolean;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description Regions. */
        V2RegionList: {
            data: components["schemas"]["V2Region"][];
        };
        /** @description Upgrade; only image is required, unlike v1. */
        V2UpgradeRequest: {
            /** @description Image. */
            image: string;
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            envs?: components["schemas"]["EnvVar"][];
            /** @description Keep existing data. */
            save_data?: boolean;
        };
        /** @description Template. */
        V2TemplateInput: {
            name: string;
            /** @example instance */
            type: string;
            image: string;
            registry_auth_id?: string;
            command?: string;
            entrypoint?: string;
            /** @description Root disk. Unit: GB. */
            rootfs_size_gb?: number;
            ports?: components["schemas"]["V2Port"][];
            envs?: components["schemas"]["EnvVar"][];
            metadata?: {
                readme?: string;
                logo?: string;
                description?: string;
                author?: string;
                tags?: string[];
            };
            min_cuda_version?: string;
        };
        /** @description Template. */
        V2Template: {
            id: string;
            owner_id?: string;
            name: string;
            type?: string;
            /** @example community */
            visibility?: string;
            image?: string;
            registry_auth_id?: string;
            command?: string;
            entrypoint?: string;
            /** @description Root disk. Unit: GB. */
            rootfs_size_gb?: number;
            ports?: components["schemas"]["V2Port"][];
            envs?: components["schemas"]["EnvVar"][];
            metadata?: {
                readme?: string;
                logo?: string;
                description?: string;
                author?: string;
                tags?: string[];
            };
            min_cuda_version?: string;
            created_at?: number;
            updated_at?: number;
            member_id?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of templates. */
        V2TemplatePage: {
            data: components["schemas"]["V2Template"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description Created template (not "id"). */
        V2TemplateId: {
            template_id: string;
        };
        /** @description VPC network; further fields (segment, region, addresses, time) exist but were not visible. */
        V2Network: {
            id: string;
            owner_id?: string;
            name?: string;
            status?: components["schemas"]["V2Status"];
        } & {
            [key: string]: unknown;
        };
        /** @description Page of networks. */
        V2NetworkPage: {
            data: components["schemas"]["V2Network"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description New network. */
        V2NetworkCreate: {
            region_id: string;
            name: string;
        };
        /** @description Job. */
        V2Job: {
            id: string;
            /** @example saveImage */
            type: string;
            envs?: unknown[];
            status: components["schemas"]["V2Status"];
        } & {
            [key: string]: unknown;
        };
        /** @description Page of jobs. */
        V2JobPage: {
            data: components["schemas"]["V2Job"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description Save image. */
        V2SaveImageRequest: {
            instance_id: string;
            image: string;
            registry_auth_id?: string;
        };
        /** @description Job reference. */
        V2JobId: {
            job_id: string;
        };
        /** @description Image known to the platform. */
        V2Image: {
            name?: string;
            image?: string;
            tags?: {
                tag?: string;
                /** @description Full reference. */
                image?: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description Page of images. */
        V2ImagePage: {
            data: components["schemas"]["V2Image"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description New prewarm task. */
        V2PrewarmInput: {
            image: string;
            region_id: string;
            registry_auth_id?: string;
            product_ids?: string[];
            note?: string;
        };
        /** @description Prewarm task; status values are lower case here. */
        V2PrewarmTask: {
            task_id: string;
            name?: string;
            image?: string;
            region_id?: string;
            product_ids?: string[];
            /** @description Bytes. */
            image_size?: number;
            created_at?: number;
            /** @description 0 while running. */
            completed_at?: number;
            status: components["schemas"]["V2Status"];
            registry_auth_id?: string;
            note?: string;
            reason?: string[];
        };
        /** @description Page of prewarm tasks. */
        V2PrewarmPage: {
            data: components["schemas"]["V2PrewarmTask"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
        /** @description Worker settings. */
        V2WorkerConfig: {
            /** @description Most workers. */
            max_replicas: number;
            /** @description Fewest workers. */
            min_replicas?: number;
            /** @description Unit: s. */
            idle_timeout?: number;
            max_concurrent_per_worker?: number;
            gpu_num?: number;
            /** @description Root disk. Unit: GB. */
            rootfs_size_gb?: number;
            min_cuda_version?: string;
            /** @description Unit: s. */
            request_timeout?: number;
        };
        /** @description New endpoint. */
        V2EndpointInput: {
            /** @enum {string} */
            type: "sync" | "async";
            name: string;
            product_id: string;
            image: string;
            worker_config: components["schemas"]["V2WorkerConfig"];
            app_name?: string;
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            policy?: {
                /** @enum {string} */
                type?: "queue" | "concurrency";
                value?: number;
            };
            volumes?: {
                id?: string;
                type?: string;
                size?: number;
                mount_point?: string;
            }[];
            envs?: components["schemas"]["EnvVar"][];
            /** @description Plain integers, unlike instances. */
            ports?: components["schemas"]["PortNumber"][];
            health_check?: {
                path?: string;
                port?: number;
            };
            region_id?: string;
        };
        /** @description Change an endpoint. */
        V2EndpointUpdate: {
            name?: string;
            product_id?: string;
            image?: string;
            worker_config?: components["schemas"]["V2WorkerConfig"];
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            policy?: {
                /** @enum {string} */
                type?: "queue" | "concurrency";
                value?: number;
            };
            volumes?: {
                id?: string;
                type?: string;
                size?: number;
                mount_point?: string;
            }[];
            envs?: components["schemas"]["EnvVar"][];
            /** @description Plain integers, unlike instances. */
            ports?: components["schemas"]["PortNumber"][];
            health_check?: {
                path?: string;
                port?: number;
            };
            region_id?: string;
        };
        /** @description Endpoint. */
        V2Endpoint: {
            id: string;
            /** @enum {string} */
            type?: "sync" | "async";
            name: string;
            app_name?: string;
            status: components["schemas"]["V2Status"];
            url?: string;
            product_id?: string;
            worker_config?: components["schemas"]["V2WorkerConfig"];
            policy?: {
                type?: string;
                value?: number;
            };
            image?: string;
            registry_auth_id?: string;
            entrypoint?: string;
            command?: string;
            volumes?: {
                id?: string;
                type?: string;
                size?: number;
                mount_point?: string;
            }[];
            envs?: components["schemas"]["EnvVar"][];
            ports?: number[];
            workers?: {
                id?: string;
                status?: components["schemas"]["V2Status"];
                log?: string;
                health?: boolean;
                drain?: boolean;
            }[];
            health_check?: {
                path?: string;
                port?: number;
            };
            region_id?: string;
            member_id?: string;
            owner_id?: string;
            created_at?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Page of endpoints. */
        V2EndpointPage: {
            data: components["schemas"]["V2Endpoint"][];
            /** @description Cursor of the next page, empty at the end. */
            next_cursor?: string;
            /** @description More pages exist. */
            has_more?: boolean;
        };
    };
    responses: {
        /** @description Business or validation error. Most reasons, also the "not found" ones, use this status. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description Key missing or wrong (UNAUTHORIZED). */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description No permission (FORBIDDEN). The edge (Cloudflare) also answers 403 with error 1010 and a non-JSON body to clients it takes for bots, such as a bare python-urllib user agent. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
                "text/html": string;
            };
        };
        /** @description Object gone. Observed for deleted instances and for unknown routes; the published table uses 400 instead. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description RATE_LIMIT_EXCEEDED. Limits of the GPU API are not published. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. Named by novitalabs/novita-skills in general terms; not shown on any GPU page, so it may be missing. */
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description UNKNOWN or WALLET_NOT_FOUND. 502, 503 and 504 can come from the gateway without JSON. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listClusters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listGpuProducts: {
        parameters: {
            query?: {
                /** @description Only products of this cluster. */
                clusterId?: string;
                /** @description GPU count. */
                gpuNum?: number;
                /** @description Fuzzy name. */
                productName?: string;
                /** @description Least vCPUs per GPU. */
                minCpuPerGpu?: number;
                /** @description Least RAM per GPU. Unit: GB. */
                minMemoryPerGpu?: number;
                /** @description Least size of the root disk. Unit: GB. */
                minRootFSSize?: number;
                /** @description Default onDemand. */
                billingMethod?: components["schemas"]["BillingMode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GpuProductList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listCpuProducts: {
        parameters: {
            query?: {
                clusterId?: string;
                productName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CpuProductList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGpuInstanceRequest"] | components["schemas"]["CreateCpuInstanceRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateInstanceResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listInstances: {
        parameters: {
            query: {
                /** @description Items per page. */
                pageSize: number;
                /** @description Page number. */
                pageNum: number;
                /** @description Fuzzy name. */
                name?: string;
                /** @description Fuzzy product name. */
                productName?: string;
                /** @description Only this status. */
                status?: components["schemas"]["InstanceStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInstance: {
        parameters: {
            query: {
                /** @description Instance ID. */
                instanceId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    editInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInstanceRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    startInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceIdBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceActionResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    stopInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceIdBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceActionResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    restartInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceIdBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceActionResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceIdBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    upgradeInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeInstanceRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    migrateInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MigrateInstanceRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrateInstanceResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    renewInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonthBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    convertToMonthly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonthBody"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    setAutoRenew: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAutoRenewRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    setAutoMigrate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAutoMigrateRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Items per page. */
                pageSize?: number;
                /** @description Page number. */
                pageNum?: number;
                jobId?: string;
                state?: components["schemas"]["JobStateV1"];
                type?: components["schemas"]["JobTypeV1"];
                /** @description Unix seconds. */
                startTime?: number;
                /** @description Unix seconds. */
                endTime?: number;
                /** @description User ID. */
                creators?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobListV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    breakJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobIdV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobIdV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    saveImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveImageRequestV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobIdV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Items per page. */
                pageSize?: number;
                /** @description Page number. */
                pageNum?: number;
                name?: string;
                type?: "instance" | "serverless";
                /** @description Channels. */
                channel?: ("private" | "community" | "official")[];
                /** @description Sent by the official CLI. */
                isMyCommunity?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateListV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getTemplate: {
        parameters: {
            query: {
                templateId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWrapper"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    template: components["schemas"]["TemplateInput"];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateIdV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    template: components["schemas"]["TemplateUpdateInput"];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateIdV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateIdV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateIdV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listNetworks: {
        parameters: {
            query?: {
                /** @description Items per page. */
                pageSize?: number;
                /** @description Page number. */
                pageNum?: number;
                name?: string;
                /** @description User ID. */
                creators?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VpcNetworkList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getNetwork: {
        parameters: {
            query: {
                networkId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VpcNetworkResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Cluster. */
                    clusterId: string;
                    /** @description Name. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VpcNetworkResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    networkId: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    networkId: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listNetworkStorages: {
        parameters: {
            query?: {
                /** @description Page number; the key is pageNo here, not pageNum. */
                pageNo?: number;
                /** @description Items per page. */
                pageSize?: number;
                storageName?: string;
                storageId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NetworkStorageList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createNetworkStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A cluster with supportNetworkStorage. */
                    clusterId: string;
                    /** @description Letters, digits, hyphens. */
                    storageName: string;
                    /** @description Size. Unit: GB. */
                    storageSize: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateNetworkStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    storageId: string;
                    storageName: string;
                    /** @description Must not shrink. Unit: GB. */
                    storageSize: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteNetworkStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    storageId: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listRegistryAuths: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryAuthList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createRegistryAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRegistryAuthRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteRegistryAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getPrewarmQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrewarmQuota"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listPrewarmTasks: {
        parameters: {
            query?: {
                /** @description Page number; the key is page here. */
                page?: number;
                /** @description Items per page. */
                pageSize?: number;
                state?: components["schemas"]["PrewarmStateV1"];
                clusterId?: string;
                /** @description Image name or note. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrewarmTaskListV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createPrewarmTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePrewarmRequestV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updatePrewarmTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deletePrewarmTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getEndpointLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointLimits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEndpointRequestV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Id"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listEndpoints: {
        parameters: {
            query: {
                /** @description Items per page. */
                pageSize: number;
                /** @description Page number. */
                pageNum: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointListV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getEndpoint: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointWrapper"] | components["schemas"]["EndpointV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateEndpointRequestV1"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The endpoint ID, in spite of the key. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInstanceMetrics: {
        parameters: {
            query: {
                /** @description Instance ID. */
                instanceId: string;
                /** @description Unix seconds, up to now; default now. */
                endTime?: number;
                /** @description Unix seconds, at most endTime - 60; default now - 60. */
                startTime?: number;
                /** @description Step in seconds. */
                interval?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceMetrics"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listMonthlyBills: {
        parameters: {
            query?: {
                startMonth?: string;
                /** @description Page number. */
                page?: number;
                /** @description Items per page. */
                pageSize?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MonthlyBill"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listUsageBills: {
        parameters: {
            query: {
                cycleType: "Hour" | "Day" | "Week" | "Month";
                productCategory: "summary" | "gpu" | "llm" | "serverless" | "cloud_storage" | "gen_api" | "cloud_sandbox" | "llm_dedicated_endpoint" | "web_search" | "bare_metal";
                productName?: string;
                category?: string;
                /** @description Unix seconds. */
                startTime?: string;
                /** @description Unix seconds. */
                endTime?: string;
                /** @description Instance ID. */
                ownerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bills: components["schemas"]["UsageBill"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listFixedTermBills: {
        parameters: {
            query?: {
                category?: "summary" | "gpu" | "local_storage" | "image" | "serverless" | "cloud_storage" | "bare_metal";
                productName?: string;
                startTime?: string;
                endTime?: string;
                ownerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bills: components["schemas"]["FixedTermBill"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listApiKeyBills: {
        parameters: {
            query: {
                cycleType: "Hour" | "Day" | "Week" | "Month";
                startTime: string;
                endTime: string;
                category?: "llm" | "gen_api" | "web_search";
                productName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bills: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listTransactions: {
        parameters: {
            query: {
                /** @description Page number. */
                pageNo: number;
                /** @description Items per page. */
                pageSize: number;
                serialNumber?: string;
                transactionTimeStart?: string;
                transactionTimeEnd?: string;
                transactionType?: "recharge" | "refund" | "consume";
                transactionChannel?: string;
                status?: "pending" | "success" | "failed" | "expired";
                orderType?: "recharge" | "refund";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            [key: string]: unknown;
                        }[];
                        total?: number | string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListInstances: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                /** @description Fuzzy name or ID. */
                name?: string;
                /** @description Only this status. */
                status?: string;
                /** @description Region IDs, comma separated. */
                regions?: string;
                billing_mode?: components["schemas"]["V2BillingMode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2InstancePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2CreateInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2CreateInstanceRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Id"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2InstanceDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeleteInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2StartInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2StopInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2RestartInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2MigrateInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    save_data?: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2UpgradeInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2UpgradeRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2RenewInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    months: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2SetAutoRenew: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    auto_renew: components["schemas"]["V2AutoRenewInput"];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2SetAutoMigrate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    auto_migrate: components["schemas"]["V2AutoMigrate"];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2SetBillingMode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: components["schemas"]["V2BillingMode"];
                    months?: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2UpdatePorts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ports: components["schemas"]["V2Port"][];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ExpandRootfs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unit: GB. */
                    rootfs_size_expand_gb: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2SetWebTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Instance ID. */
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enable: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListProducts: {
        parameters: {
            query: {
                type: "gpu" | "cpu";
                category: "instance" | "serverless";
                /** @description Number of vCPUs. */
                cpu?: number;
                /** @description Memory. Unit: GB. */
                memory_gb?: number;
                /** @description Root disk. Unit: GB. */
                rootfs_size?: number;
                billing_method?: components["schemas"]["V2BillingMode"];
                /** @description Comma separated. */
                region_ids?: string;
                /** @description Items per page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2ProductPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListRegions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2RegionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListTemplates: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                name?: string;
                type?: string;
                /** @description Comma separated. */
                visibilities?: string;
                member_ids?: string;
                is_my_community?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2TemplatePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2CreateTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2TemplateInput"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2TemplateId"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetTemplate: {
        parameters: {
            query?: {
                is_community?: boolean;
            };
            header?: never;
            path: {
                /** @description Template ID. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Template"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2UpdateTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Template ID. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2TemplateInput"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeleteTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Template ID. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListNetworks: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                name?: string;
                member_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2NetworkPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2CreateNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2NetworkCreate"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network ID. */
                network_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Network"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2UpdateNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network ID. */
                network_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeleteNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network ID. */
                network_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListJobs: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                job_id?: string;
                type?: components["schemas"]["JobTypeV1"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2JobPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Job ID. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2BreakJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Job ID. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2SaveImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2SaveImageRequest"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2JobId"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListImages: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                type?: "base" | "community" | "private";
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2ImagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeleteImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Image ID. */
                image_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListPrewarmTasks: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                status?: "pending" | "running" | "succeeded" | "failed";
                region_id?: string;
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2PrewarmPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2CreatePrewarmTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2PrewarmInput"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        task_id?: string;
                        id?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeletePrewarmTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    task_ids: string[];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetPrewarmTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Prewarm task ID. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2PrewarmTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2ListEndpoints: {
        parameters: {
            query?: {
                /** @description Items per page; 0 or missing means the server default (not published). The top of 1000 comes from objctp/novita-cli. */
                limit?: number;
                /** @description next_cursor of the page before; empty for the first. */
                cursor?: string;
                keyword?: string;
                member_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2EndpointPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2CreateEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2EndpointInput"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Id"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2GetEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Endpoint ID. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["V2Endpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2UpdateEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Endpoint ID. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["V2EndpointUpdate"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    v2DeleteEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Endpoint ID. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
}
