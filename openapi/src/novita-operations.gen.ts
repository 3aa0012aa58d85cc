// Generated from openapi/novita.yaml by `npm run generate`. Do not edit.

import type { operations } from './novita.gen.js';

/** The part of JSON Schema (2020-12) in which limits of requests are written. */
export interface RequestSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly not?: { readonly enum: readonly unknown[] };
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  readonly items?: RequestSchema;
  readonly additionalProperties?: boolean;
  readonly oneOf?: readonly RequestSchema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Readonly<Record<string, string>> };
}

/** How one operation is called. */
export interface OperationEntry {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `{name}`. */
  readonly path: string;
  /** Limits of the query, as of an object; absent when there is none. */
  readonly query?: RequestSchema;
  /** Limits of the body; absent when there is none. */
  readonly body?: RequestSchema;
  /** True when the body may be left out. */
  readonly bodyIsOptional?: true;
}

/** Limits that several requests share, by the name in their `$ref`. */
export const requestSchemas: Readonly<Record<string, RequestSchema>> = {
  "BillingMode": {
    "type": "string",
    "enum": [
      "onDemand",
      "monthly",
      "spot"
    ]
  },
  "CreateGpuInstanceRequest": {
    "type": "object",
    "required": [
      "productId",
      "gpuNum",
      "rootfsSize",
      "imageUrl",
      "kind"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 0,
        "maxLength": 255
      },
      "productId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "imageUrl": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "imageAuth": {
        "type": "string",
        "maxLength": 10239
      },
      "imageAuthId": {
        "type": "string"
      },
      "ports": {
        "type": "string"
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        },
        "maxItems": 100
      },
      "tools": {
        "type": "array",
        "items": {
          "$ref": "InstanceTool"
        }
      },
      "command": {
        "type": "string",
        "maxLength": 2047
      },
      "entrypoint": {
        "type": "string",
        "maxLength": 2047
      },
      "clusterId": {
        "type": "string",
        "maxLength": 255
      },
      "networkStorages": {
        "type": "array",
        "items": {
          "$ref": "NetworkStorageMount"
        },
        "maxItems": 30
      },
      "networkId": {
        "type": "string"
      },
      "gpuNum": {
        "type": "integer",
        "minimum": 1,
        "maximum": 8
      },
      "rootfsSize": {
        "type": "integer",
        "minimum": 10,
        "maximum": 6144
      },
      "kind": {
        "type": "string",
        "const": "gpu"
      },
      "month": {
        "type": "integer",
        "minimum": 0
      },
      "billingMode": {
        "$ref": "BillingMode"
      },
      "autoRenew": {
        "type": "boolean"
      },
      "autoRenewMonth": {
        "type": "integer",
        "minimum": 1,
        "maximum": 12
      },
      "minCudaVersion": {
        "type": "string",
        "maxLength": 255
      }
    }
  },
  "CreateCpuInstanceRequest": {
    "type": "object",
    "required": [
      "productId",
      "imageUrl",
      "kind"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 0,
        "maxLength": 255
      },
      "productId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "imageUrl": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "imageAuth": {
        "type": "string",
        "maxLength": 10239
      },
      "imageAuthId": {
        "type": "string"
      },
      "ports": {
        "type": "string"
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        },
        "maxItems": 100
      },
      "tools": {
        "type": "array",
        "items": {
          "$ref": "InstanceTool"
        }
      },
      "command": {
        "type": "string",
        "maxLength": 2047
      },
      "entrypoint": {
        "type": "string",
        "maxLength": 2047
      },
      "clusterId": {
        "type": "string",
        "maxLength": 255
      },
      "networkStorages": {
        "type": "array",
        "items": {
          "$ref": "NetworkStorageMount"
        },
        "maxItems": 30
      },
      "networkId": {
        "type": "string"
      },
      "kind": {
        "type": "string",
        "const": "cpu"
      },
      "localStorageMountPoint": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4095
      }
    }
  },
  "InstanceStatus": {
    "type": "string",
    "enum": [
      "toCreate",
      "creating",
      "pulling",
      "running",
      "toStart",
      "starting",
      "toStop",
      "stopping",
      "exited",
      "toRestart",
      "restarting",
      "toRemove",
      "removing",
      "removed",
      "toReset",
      "resetting",
      "migrating",
      "freezing"
    ]
  },
  "EditInstanceRequest": {
    "type": "object",
    "required": [
      "instanceId"
    ],
    "properties": {
      "instanceId": {
        "type": "string"
      },
      "ports": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "port": {
              "$ref": "PortNumber"
            },
            "type": {
              "$ref": "PortTypeV1"
            }
          }
        },
        "maxItems": 15
      },
      "expandRootDisk": {
        "type": "integer",
        "minimum": 0
      }
    }
  },
  "InstanceIdBody": {
    "type": "object",
    "required": [
      "instanceId"
    ],
    "properties": {
      "instanceId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      }
    }
  },
  "UpgradeInstanceRequest": {
    "type": "object",
    "required": [
      "instanceId",
      "imageUrl",
      "envs",
      "command",
      "entrypoint",
      "save",
      "networkVolume"
    ],
    "properties": {
      "instanceId": {
        "type": "string"
      },
      "imageUrl": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "imageAuthId": {
        "type": "string"
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        },
        "maxItems": 100
      },
      "command": {
        "type": "string",
        "maxLength": 2047
      },
      "entrypoint": {
        "type": "string",
        "maxLength": 2047
      },
      "save": {
        "type": "boolean"
      },
      "networkVolume": {
        "type": "object",
        "required": [
          "volumeMounts"
        ],
        "properties": {
          "volumeMounts": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "type",
                "id",
                "mountPath"
              ],
              "properties": {
                "type": {
                  "type": "string",
                  "const": "network"
                },
                "id": {
                  "type": "string"
                },
                "mountPath": {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 4095
                }
              }
            },
            "maxItems": 30
          }
        }
      }
    }
  },
  "MigrateInstanceRequest": {
    "type": "object",
    "required": [
      "instanceId"
    ],
    "properties": {
      "instanceId": {
        "type": "string"
      }
    },
    "additionalProperties": true
  },
  "MonthBody": {
    "type": "object",
    "required": [
      "instanceId",
      "month"
    ],
    "properties": {
      "instanceId": {
        "type": "string"
      },
      "month": {
        "type": "integer",
        "minimum": 1
      }
    }
  },
  "SetAutoRenewRequest": {
    "type": "object",
    "required": [
      "instanceIds",
      "autoRenew",
      "autoRenewMonth"
    ],
    "properties": {
      "instanceIds": {
        "type": "array",
        "items": {
          "type": "string"
        },
        "minItems": 1
      },
      "autoRenew": {
        "type": "boolean"
      },
      "autoRenewMonth": {
        "type": "integer",
        "minimum": 1,
        "maximum": 12
      }
    }
  },
  "SetAutoMigrateRequest": {
    "type": "object",
    "required": [
      "instanceId",
      "autoMigrateOpen",
      "autoMigrateSystemDisk"
    ],
    "properties": {
      "instanceId": {
        "type": "string"
      },
      "autoMigrateOpen": {
        "type": "boolean"
      },
      "autoMigrateSystemDisk": {
        "type": "boolean"
      }
    }
  },
  "JobStateV1": {
    "type": "string",
    "enum": [
      "pulling",
      "running",
      "fail",
      "success",
      "break"
    ]
  },
  "JobTypeV1": {
    "type": "string",
    "enum": [
      "saveImage",
      "instanceMigrate",
      "autoInstanceMigrate"
    ]
  },
  "JobIdV1": {
    "type": "object",
    "required": [
      "jobId"
    ],
    "properties": {
      "jobId": {
        "type": "string",
        "maxLength": 255
      }
    }
  },
  "SaveImageRequestV1": {
    "type": "object",
    "required": [
      "instanceId",
      "image"
    ],
    "properties": {
      "instanceId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4095
      },
      "registryAuthId": {
        "type": "string"
      }
    }
  },
  "TemplateInput": {
    "type": "object",
    "required": [
      "name",
      "type",
      "channel",
      "image",
      "rootfsSize"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "readme": {
        "type": "string",
        "maxLength": 102400
      },
      "type": {
        "type": "string",
        "enum": [
          "instance",
          "serverless"
        ]
      },
      "channel": {
        "type": "string",
        "enum": [
          "private",
          "community",
          "official"
        ]
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "imageAuth": {
        "type": "string",
        "maxLength": 255
      },
      "startCommand": {
        "type": "string",
        "maxLength": 2047
      },
      "entrypoint": {
        "type": "string",
        "maxLength": 2047
      },
      "rootfsSize": {
        "type": "integer",
        "exclusiveMinimum": 0
      },
      "ports": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "type",
            "ports"
          ],
          "properties": {
            "type": {
              "type": "string",
              "enum": [
                "http",
                "tcp",
                "udp"
              ]
            },
            "ports": {
              "type": "array",
              "items": {
                "$ref": "PortNumber"
              },
              "maxItems": 10
            }
          }
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        },
        "maxItems": 100
      },
      "minCudaVersion": {
        "type": "string",
        "maxLength": 255
      },
      "volumes": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "type": {
              "type": "string"
            },
            "size": {
              "type": "integer"
            },
            "mountPath": {
              "type": "string"
            }
          }
        }
      }
    }
  },
  "TemplateUpdateInput": {
    "type": "object",
    "required": [
      "Id",
      "name",
      "type",
      "channel",
      "image",
      "rootfsSize"
    ],
    "properties": {
      "Id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "readme": {
        "type": "string",
        "maxLength": 102400
      },
      "type": {
        "type": "string",
        "enum": [
          "instance",
          "serverless"
        ]
      },
      "channel": {
        "type": "string",
        "enum": [
          "private",
          "community",
          "official"
        ]
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "imageAuth": {
        "type": "string",
        "maxLength": 255
      },
      "startCommand": {
        "type": "string",
        "maxLength": 2047
      },
      "entrypoint": {
        "type": "string",
        "maxLength": 2047
      },
      "rootfsSize": {
        "type": "integer",
        "exclusiveMinimum": 0
      },
      "ports": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "type",
            "ports"
          ],
          "properties": {
            "type": {
              "type": "string",
              "enum": [
                "http",
                "tcp",
                "udp"
              ]
            },
            "ports": {
              "type": "array",
              "items": {
                "$ref": "PortNumber"
              },
              "maxItems": 10
            }
          }
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        },
        "maxItems": 100
      },
      "minCudaVersion": {
        "type": "string",
        "maxLength": 255
      }
    }
  },
  "TemplateIdV1": {
    "type": "object",
    "required": [
      "templateId"
    ],
    "properties": {
      "templateId": {
        "type": "string"
      }
    }
  },
  "CreateRegistryAuthRequest": {
    "type": "object",
    "required": [
      "name",
      "username",
      "password"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "username": {
        "type": "string",
        "minLength": 1,
        "maxLength": 511
      },
      "password": {
        "type": "string",
        "minLength": 1,
        "maxLength": 1024
      }
    }
  },
  "PrewarmStateV1": {
    "type": "string",
    "enum": [
      "Pending",
      "Running",
      "Succeeded",
      "Failed"
    ]
  },
  "CreatePrewarmRequestV1": {
    "type": "object",
    "required": [
      "imageUrl",
      "clusterId"
    ],
    "properties": {
      "imageUrl": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "repositoryAuth": {
        "type": "string"
      },
      "clusterId": {
        "type": "string"
      },
      "productIds": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "note": {
        "type": "string"
      }
    }
  },
  "CreateEndpointRequestV1": {
    "type": "object",
    "required": [
      "endpoint"
    ],
    "properties": {
      "endpoint": {
        "type": "object",
        "required": [
          "workerConfig",
          "ports",
          "policy",
          "image",
          "products",
          "rootfsSize",
          "volumeMounts",
          "healthy"
        ],
        "properties": {
          "name": {
            "type": "string",
            "maxLength": 220
          },
          "appName": {
            "type": "string"
          },
          "workerConfig": {
            "$ref": "EndpointWorkerConfigInput"
          },
          "ports": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "port"
              ],
              "properties": {
                "port": {
                  "type": [
                    "string",
                    "integer"
                  ]
                }
              }
            },
            "minItems": 1,
            "maxItems": 1
          },
          "policy": {
            "$ref": "EndpointPolicyInput"
          },
          "image": {
            "$ref": "EndpointImageInput"
          },
          "products": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "id"
              ],
              "properties": {
                "id": {
                  "type": "string"
                }
              }
            }
          },
          "rootfsSize": {
            "type": "integer"
          },
          "volumeMounts": {
            "type": "array",
            "items": {
              "$ref": "EndpointVolumeInput"
            }
          },
          "clusterID": {
            "type": "string",
            "maxLength": 255
          },
          "clusterIDs": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "type": {
            "type": "string",
            "enum": [
              "sync",
              "async"
            ]
          },
          "envs": {
            "type": "array",
            "items": {
              "$ref": "EnvVar"
            }
          },
          "healthy": {
            "type": "object",
            "required": [
              "path"
            ],
            "properties": {
              "path": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  },
  "UpdateEndpointRequestV1": {
    "type": "object",
    "required": [
      "id",
      "workerConfig",
      "ports",
      "policy",
      "image"
    ],
    "properties": {
      "id": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "clusterID": {
        "type": "string",
        "maxLength": 255
      },
      "workerConfig": {
        "$ref": "EndpointWorkerConfigInput"
      },
      "ports": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "port"
          ],
          "properties": {
            "port": {
              "type": [
                "string",
                "integer"
              ]
            }
          }
        },
        "minItems": 1,
        "maxItems": 1
      },
      "policy": {
        "$ref": "EndpointPolicyInput"
      },
      "image": {
        "$ref": "EndpointImageInput"
      },
      "volumeMounts": {
        "type": "array",
        "items": {
          "$ref": "EndpointVolumeInput"
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "healthy": {
        "type": "object",
        "required": [
          "path"
        ],
        "properties": {
          "path": {
            "type": "string"
          }
        }
      }
    }
  },
  "V2BillingMode": {
    "type": "string",
    "enum": [
      "postpaid",
      "prepaid",
      "spot"
    ]
  },
  "V2CreateInstanceRequest": {
    "type": "object",
    "required": [
      "name",
      "product_id",
      "image",
      "billing",
      "resource"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "product_id": {
        "type": "string"
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "type": {
        "type": "string",
        "enum": [
          "gpu",
          "cpu"
        ]
      },
      "billing": {
        "$ref": "V2BillingInput"
      },
      "resource": {
        "type": "object",
        "required": [
          "rootfs_size_gb",
          "gpu_num"
        ],
        "properties": {
          "rootfs_size_gb": {
            "type": "integer",
            "minimum": 1
          },
          "gpu_num": {
            "type": "integer",
            "minimum": 0
          },
          "min_cuda_version": {
            "type": "string"
          }
        }
      },
      "registry_auth_id": {
        "type": "string",
        "maxLength": 255
      },
      "entrypoint": {
        "type": "string"
      },
      "command": {
        "type": "string"
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "ports": {
        "type": "array",
        "items": {
          "$ref": "V2Port"
        }
      },
      "network": {
        "type": "object",
        "properties": {
          "id": {
            "type": "string"
          },
          "ip": {
            "type": "string"
          }
        }
      },
      "volumes": {
        "type": "array",
        "items": {
          "$ref": "V2Volume"
        }
      },
      "candidate_regions": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "tools": {
        "type": "object",
        "properties": {
          "jupyter": {
            "type": "object",
            "properties": {
              "enabled": {
                "type": "boolean"
              },
              "port": {
                "type": "integer"
              },
              "protocol": {
                "type": "string",
                "enum": [
                  "http",
                  "tcp"
                ]
              }
            }
          }
        }
      },
      "auto_migrate": {
        "$ref": "V2AutoMigrate"
      }
    }
  },
  "V2UpgradeRequest": {
    "type": "object",
    "required": [
      "image"
    ],
    "properties": {
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "registry_auth_id": {
        "type": "string",
        "maxLength": 255
      },
      "entrypoint": {
        "type": "string"
      },
      "command": {
        "type": "string"
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "save_data": {
        "type": "boolean"
      }
    }
  },
  "V2AutoRenewInput": {
    "type": "object",
    "required": [
      "enabled"
    ],
    "properties": {
      "enabled": {
        "type": "boolean"
      },
      "months": {
        "type": "integer",
        "minimum": 1
      }
    }
  },
  "V2AutoMigrate": {
    "type": "object",
    "required": [
      "enabled"
    ],
    "properties": {
      "enabled": {
        "type": "boolean"
      },
      "include_system_disk": {
        "type": "boolean"
      }
    }
  },
  "V2Port": {
    "type": "object",
    "required": [
      "port",
      "protocol"
    ],
    "properties": {
      "port": {
        "$ref": "PortNumber"
      },
      "protocol": {
        "type": "string",
        "enum": [
          "tcp",
          "http"
        ]
      }
    }
  },
  "V2TemplateInput": {
    "type": "object",
    "required": [
      "name",
      "type",
      "image"
    ],
    "properties": {
      "name": {
        "type": "string"
      },
      "type": {
        "type": "string"
      },
      "image": {
        "type": "string"
      },
      "registry_auth_id": {
        "type": "string"
      },
      "command": {
        "type": "string"
      },
      "entrypoint": {
        "type": "string"
      },
      "rootfs_size_gb": {
        "type": "integer"
      },
      "ports": {
        "type": "array",
        "items": {
          "$ref": "V2Port"
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "metadata": {
        "type": "object",
        "properties": {
          "readme": {
            "type": "string"
          },
          "logo": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "author": {
            "type": "string"
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "min_cuda_version": {
        "type": "string"
      }
    }
  },
  "V2NetworkCreate": {
    "type": "object",
    "required": [
      "region_id",
      "name"
    ],
    "properties": {
      "region_id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 30
      }
    }
  },
  "V2SaveImageRequest": {
    "type": "object",
    "required": [
      "instance_id",
      "image"
    ],
    "properties": {
      "instance_id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4095
      },
      "registry_auth_id": {
        "type": "string",
        "maxLength": 255
      }
    }
  },
  "V2PrewarmInput": {
    "type": "object",
    "required": [
      "image",
      "region_id"
    ],
    "properties": {
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4095
      },
      "region_id": {
        "type": "string"
      },
      "registry_auth_id": {
        "type": "string"
      },
      "product_ids": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "note": {
        "type": "string"
      }
    }
  },
  "V2EndpointInput": {
    "type": "object",
    "required": [
      "type",
      "name",
      "product_id",
      "image",
      "worker_config"
    ],
    "properties": {
      "type": {
        "type": "string",
        "enum": [
          "sync",
          "async"
        ]
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "product_id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "worker_config": {
        "$ref": "V2WorkerConfig"
      },
      "app_name": {
        "type": "string",
        "maxLength": 255
      },
      "registry_auth_id": {
        "type": "string",
        "maxLength": 255
      },
      "entrypoint": {
        "type": "string"
      },
      "command": {
        "type": "string"
      },
      "policy": {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "queue",
              "concurrency"
            ]
          },
          "value": {
            "type": "integer"
          }
        }
      },
      "volumes": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "id": {
              "type": "string"
            },
            "type": {
              "type": "string"
            },
            "size": {
              "type": "integer"
            },
            "mount_point": {
              "type": "string"
            }
          }
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "ports": {
        "type": "array",
        "items": {
          "$ref": "PortNumber"
        }
      },
      "health_check": {
        "type": "object",
        "properties": {
          "path": {
            "type": "string"
          },
          "port": {
            "type": "integer"
          }
        }
      },
      "region_id": {
        "type": "string"
      }
    }
  },
  "V2EndpointUpdate": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "product_id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255
      },
      "image": {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "worker_config": {
        "$ref": "V2WorkerConfig"
      },
      "registry_auth_id": {
        "type": "string",
        "maxLength": 255
      },
      "entrypoint": {
        "type": "string"
      },
      "command": {
        "type": "string"
      },
      "policy": {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "queue",
              "concurrency"
            ]
          },
          "value": {
            "type": "integer"
          }
        }
      },
      "volumes": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "id": {
              "type": "string"
            },
            "type": {
              "type": "string"
            },
            "size": {
              "type": "integer"
            },
            "mount_point": {
              "type": "string"
            }
          }
        }
      },
      "envs": {
        "type": "array",
        "items": {
          "$ref": "EnvVar"
        }
      },
      "ports": {
        "type": "array",
        "items": {
          "$ref": "PortNumber"
        }
      },
      "health_check": {
        "type": "object",
        "properties": {
          "path": {
            "type": "string"
          },
          "port": {
            "type": "integer"
          }
        }
      },
      "region_id": {
        "type": "string"
      }
    }
  },
  "EnvVar": {
    "type": "object",
    "properties": {
      "key": {
        "type": "string",
        "maxLength": 511
      },
      "value": {
        "type": "string",
        "maxLength": 4095
      }
    }
  },
  "InstanceTool": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string",
        "enum": [
          "Jupyter"
        ]
      },
      "port": {
        "type": "string",
        "pattern": "^[0-9]{1,5}$"
      },
      "type": {
        "$ref": "PortTypeV1"
      }
    }
  },
  "NetworkStorageMount": {
    "type": "object",
    "required": [
      "Id"
    ],
    "properties": {
      "Id": {
        "type": "string"
      },
      "mountPoint": {
        "type": "string",
        "minLength": 1,
        "maxLength": 4095
      }
    }
  },
  "PortNumber": {
    "type": "integer",
    "minimum": 1,
    "maximum": 65535,
    "not": {
      "enum": [
        2222,
        2223,
        2224
      ]
    }
  },
  "PortTypeV1": {
    "type": "string",
    "enum": [
      "tcp",
      "http"
    ]
  },
  "EndpointWorkerConfigInput": {
    "type": "object",
    "required": [
      "minNum",
      "maxNum",
      "freeTimeout",
      "maxConcurrent",
      "gpuNum"
    ],
    "properties": {
      "minNum": {
        "type": "integer",
        "minimum": 0
      },
      "maxNum": {
        "type": "integer"
      },
      "freeTimeout": {
        "type": "integer"
      },
      "maxConcurrent": {
        "type": "integer"
      },
      "gpuNum": {
        "type": "integer"
      },
      "requestTimeout": {
        "type": "integer"
      }
    }
  },
  "EndpointPolicyInput": {
    "type": "object",
    "required": [
      "type",
      "value"
    ],
    "properties": {
      "type": {
        "type": "string",
        "enum": [
          "queue",
          "concurrency"
        ]
      },
      "value": {
        "type": "integer"
      }
    }
  },
  "EndpointImageInput": {
    "type": "object",
    "required": [
      "image"
    ],
    "properties": {
      "image": {
        "type": "string",
        "maxLength": 511
      },
      "authId": {
        "type": "string",
        "maxLength": 255
      },
      "command": {
        "type": "string",
        "maxLength": 2047
      }
    }
  },
  "EndpointVolumeInput": {
    "type": "object",
    "required": [
      "type",
      "mountPath"
    ],
    "properties": {
      "type": {
        "type": "string",
        "enum": [
          "local",
          "network"
        ]
      },
      "size": {
        "type": "integer"
      },
      "id": {
        "type": "string"
      },
      "mountPath": {
        "type": "string",
        "maxLength": 255
      }
    }
  },
  "V2BillingInput": {
    "type": "object",
    "required": [
      "mode"
    ],
    "properties": {
      "mode": {
        "$ref": "V2BillingMode"
      },
      "prepaid": {
        "type": "object",
        "properties": {
          "months": {
            "type": "integer",
            "minimum": 1
          },
          "auto_renew": {
            "$ref": "V2AutoRenewInput"
          }
        }
      }
    }
  },
  "V2Volume": {
    "type": "object",
    "required": [
      "type",
      "id",
      "mount_point"
    ],
    "properties": {
      "type": {
        "type": "string",
        "const": "network"
      },
      "id": {
        "type": "string"
      },
      "mount_point": {
        "type": "string"
      }
    }
  },
  "V2WorkerConfig": {
    "type": "object",
    "required": [
      "max_replicas"
    ],
    "properties": {
      "max_replicas": {
        "type": "integer",
        "minimum": 0,
        "maximum": 1000
      },
      "min_replicas": {
        "type": "integer",
        "minimum": 0
      },
      "idle_timeout": {
        "type": "integer"
      },
      "max_concurrent_per_worker": {
        "type": "integer"
      },
      "gpu_num": {
        "type": "integer"
      },
      "rootfs_size_gb": {
        "type": "integer"
      },
      "min_cuda_version": {
        "type": "string"
      },
      "request_timeout": {
        "type": "integer"
      }
    }
  }
};

/** Every operation by its `operationId`. */
export const operationTable: Readonly<Record<keyof operations, OperationEntry>> = {
  "listClusters": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/clusters"
  },
  "listGpuProducts": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/products",
    "query": {
      "properties": {
        "clusterId": {
          "type": "string",
          "maxLength": 255
        },
        "gpuNum": {
          "type": "integer",
          "minimum": 0,
          "maximum": 8
        },
        "productName": {
          "type": "string",
          "maxLength": 255
        },
        "minCpuPerGpu": {
          "type": "integer",
          "minimum": 0
        },
        "minMemoryPerGpu": {
          "type": "integer",
          "minimum": 0
        },
        "minRootFSSize": {
          "type": "integer",
          "minimum": 0
        },
        "billingMethod": {
          "$ref": "BillingMode"
        }
      }
    }
  },
  "listCpuProducts": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/cpu/products",
    "query": {
      "properties": {
        "clusterId": {
          "type": "string",
          "maxLength": 255
        },
        "productName": {
          "type": "string",
          "maxLength": 255
        }
      }
    }
  },
  "createInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/create",
    "body": {
      "oneOf": [
        {
          "$ref": "CreateGpuInstanceRequest"
        },
        {
          "$ref": "CreateCpuInstanceRequest"
        }
      ],
      "discriminator": {
        "propertyName": "kind",
        "mapping": {
          "gpu": "CreateGpuInstanceRequest",
          "cpu": "CreateCpuInstanceRequest"
        }
      }
    }
  },
  "listInstances": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/gpu/instances",
    "query": {
      "required": [
        "pageSize",
        "pageNum"
      ],
      "properties": {
        "pageSize": {
          "type": "integer",
          "minimum": 0
        },
        "pageNum": {
          "type": "integer",
          "minimum": 0
        },
        "name": {
          "type": "string",
          "maxLength": 255
        },
        "productName": {
          "type": "string",
          "maxLength": 255
        },
        "status": {
          "$ref": "InstanceStatus"
        }
      }
    }
  },
  "getInstance": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/gpu/instance",
    "query": {
      "required": [
        "instanceId"
      ],
      "properties": {
        "instanceId": {
          "type": "string"
        }
      }
    }
  },
  "editInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/edit",
    "body": {
      "$ref": "EditInstanceRequest"
    }
  },
  "startInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/start",
    "body": {
      "$ref": "InstanceIdBody"
    }
  },
  "stopInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/stop",
    "body": {
      "$ref": "InstanceIdBody"
    }
  },
  "restartInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/restart",
    "body": {
      "$ref": "InstanceIdBody"
    }
  },
  "deleteInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/delete",
    "body": {
      "$ref": "InstanceIdBody"
    }
  },
  "upgradeInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/upgrade",
    "body": {
      "$ref": "UpgradeInstanceRequest"
    }
  },
  "migrateInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/migrate",
    "body": {
      "$ref": "MigrateInstanceRequest"
    }
  },
  "renewInstance": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/renewInstance",
    "body": {
      "$ref": "MonthBody"
    }
  },
  "convertToMonthly": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/transToMonthlyInstance",
    "body": {
      "$ref": "MonthBody"
    }
  },
  "setAutoRenew": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/setAutoRenew",
    "body": {
      "$ref": "SetAutoRenewRequest"
    }
  },
  "setAutoMigrate": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/gpu/instance/setAutoMigrate",
    "body": {
      "$ref": "SetAutoMigrateRequest"
    }
  },
  "listJobs": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/jobs",
    "query": {
      "properties": {
        "pageSize": {
          "type": "integer",
          "minimum": 0
        },
        "pageNum": {
          "type": "integer",
          "minimum": 0
        },
        "jobId": {
          "type": "string",
          "maxLength": 255
        },
        "state": {
          "$ref": "JobStateV1"
        },
        "type": {
          "$ref": "JobTypeV1"
        },
        "startTime": {
          "type": "integer",
          "minimum": 0
        },
        "endTime": {
          "type": "integer",
          "minimum": 0
        },
        "creators": {
          "type": "string"
        }
      }
    }
  },
  "breakJob": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/job/break",
    "body": {
      "$ref": "JobIdV1"
    }
  },
  "saveImage": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/job/save/image",
    "body": {
      "$ref": "SaveImageRequestV1"
    }
  },
  "listTemplates": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/templates",
    "query": {
      "properties": {
        "pageSize": {
          "type": "integer",
          "minimum": 0
        },
        "pageNum": {
          "type": "integer",
          "minimum": 0
        },
        "name": {
          "type": "string"
        },
        "type": {
          "type": "string",
          "enum": [
            "instance",
            "serverless"
          ]
        },
        "channel": {
          "type": "array",
          "items": {
            "type": "string",
            "enum": [
              "private",
              "community",
              "official"
            ]
          }
        },
        "isMyCommunity": {
          "type": "boolean"
        }
      }
    }
  },
  "getTemplate": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/template",
    "query": {
      "required": [
        "templateId"
      ],
      "properties": {
        "templateId": {
          "type": "string"
        }
      }
    }
  },
  "createTemplate": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/template/create",
    "body": {
      "type": "object",
      "required": [
        "template"
      ],
      "properties": {
        "template": {
          "$ref": "TemplateInput"
        }
      }
    }
  },
  "updateTemplate": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/template/update",
    "body": {
      "type": "object",
      "required": [
        "template"
      ],
      "properties": {
        "template": {
          "$ref": "TemplateUpdateInput"
        }
      }
    }
  },
  "deleteTemplate": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/template/delete",
    "body": {
      "$ref": "TemplateIdV1"
    }
  },
  "listNetworks": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/networks",
    "query": {
      "properties": {
        "pageSize": {
          "type": "integer",
          "minimum": 0
        },
        "pageNum": {
          "type": "integer",
          "minimum": 0
        },
        "name": {
          "type": "string",
          "maxLength": 255
        },
        "creators": {
          "type": "string",
          "maxLength": 255
        }
      }
    }
  },
  "getNetwork": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/network",
    "query": {
      "required": [
        "networkId"
      ],
      "properties": {
        "networkId": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        }
      }
    }
  },
  "createNetwork": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/network/create",
    "body": {
      "type": "object",
      "required": [
        "clusterId"
      ],
      "properties": {
        "clusterId": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "name": {
          "type": "string",
          "maxLength": 30
        }
      }
    }
  },
  "updateNetwork": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/network/update",
    "body": {
      "type": "object",
      "required": [
        "networkId"
      ],
      "properties": {
        "networkId": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        },
        "name": {
          "type": "string",
          "minLength": 1,
          "maxLength": 30
        }
      }
    }
  },
  "deleteNetwork": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/network/delete",
    "body": {
      "type": "object",
      "required": [
        "networkId"
      ],
      "properties": {
        "networkId": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        }
      }
    }
  },
  "listNetworkStorages": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/networkstorages/list",
    "query": {
      "properties": {
        "pageNo": {
          "type": "integer"
        },
        "pageSize": {
          "type": "integer"
        },
        "storageName": {
          "type": "string"
        },
        "storageId": {
          "type": "string"
        }
      }
    }
  },
  "createNetworkStorage": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/networkstorage/create",
    "body": {
      "type": "object",
      "required": [
        "clusterId",
        "storageName",
        "storageSize"
      ],
      "properties": {
        "clusterId": {
          "type": "string"
        },
        "storageName": {
          "type": "string"
        },
        "storageSize": {
          "type": "integer",
          "minimum": 10
        }
      }
    }
  },
  "updateNetworkStorage": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/networkstorage/update",
    "body": {
      "type": "object",
      "required": [
        "storageId",
        "storageName",
        "storageSize"
      ],
      "properties": {
        "storageId": {
          "type": "string"
        },
        "storageName": {
          "type": "string"
        },
        "storageSize": {
          "type": "integer"
        }
      }
    }
  },
  "deleteNetworkStorage": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/networkstorage/delete",
    "body": {
      "type": "object",
      "required": [
        "storageId"
      ],
      "properties": {
        "storageId": {
          "type": "string"
        }
      }
    }
  },
  "listRegistryAuths": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/repository/auths"
  },
  "createRegistryAuth": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/repository/auth/save",
    "body": {
      "$ref": "CreateRegistryAuthRequest"
    }
  },
  "deleteRegistryAuth": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/repository/auth/delete",
    "body": {
      "type": "object",
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "type": "string"
        }
      }
    }
  },
  "getPrewarmQuota": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/image/prewarm/quota"
  },
  "listPrewarmTasks": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/image/prewarm",
    "query": {
      "properties": {
        "page": {
          "type": "integer",
          "minimum": 1
        },
        "pageSize": {
          "type": "integer",
          "minimum": 1
        },
        "state": {
          "$ref": "PrewarmStateV1"
        },
        "clusterId": {
          "type": "string"
        },
        "name": {
          "type": "string"
        }
      }
    }
  },
  "createPrewarmTask": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/image/prewarm",
    "body": {
      "$ref": "CreatePrewarmRequestV1"
    }
  },
  "updatePrewarmTask": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/image/prewarm/edit",
    "body": {
      "type": "object",
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "type": "string"
        },
        "note": {
          "type": "string"
        }
      }
    }
  },
  "deletePrewarmTasks": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/image/prewarm/delete",
    "body": {
      "type": "object",
      "required": [
        "ids"
      ],
      "properties": {
        "ids": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "minItems": 1
        }
      }
    }
  },
  "getEndpointLimits": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/endpoint/limit"
  },
  "createEndpoint": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/endpoint/create",
    "body": {
      "$ref": "CreateEndpointRequestV1"
    }
  },
  "listEndpoints": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/endpoints",
    "query": {
      "required": [
        "pageSize",
        "pageNum"
      ],
      "properties": {
        "pageSize": {
          "type": "integer",
          "minimum": 0
        },
        "pageNum": {
          "type": "integer",
          "minimum": 0
        }
      }
    }
  },
  "getEndpoint": {
    "method": "GET",
    "path": "/gpu-instance/openapi/v1/endpoint",
    "query": {
      "required": [
        "id"
      ],
      "properties": {
        "id": {
          "type": "string"
        }
      }
    }
  },
  "updateEndpoint": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/endpoint/update",
    "body": {
      "$ref": "UpdateEndpointRequestV1"
    }
  },
  "deleteEndpoint": {
    "method": "POST",
    "path": "/gpu-instance/openapi/v1/endpoint/delete",
    "body": {
      "type": "object",
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "type": "string"
        }
      }
    }
  },
  "getInstanceMetrics": {
    "method": "GET",
    "path": "/openapi/v1/metrics/gpu/instance",
    "query": {
      "required": [
        "instanceId"
      ],
      "properties": {
        "instanceId": {
          "type": "string"
        },
        "endTime": {
          "type": "integer"
        },
        "startTime": {
          "type": "integer"
        },
        "interval": {
          "type": "integer",
          "exclusiveMinimum": 15
        }
      }
    }
  },
  "getBalance": {
    "method": "GET",
    "path": "/openapi/v1/billing/balance/detail"
  },
  "listMonthlyBills": {
    "method": "GET",
    "path": "/openapi/v1/billing/monthly/bill",
    "query": {
      "properties": {
        "startMonth": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}$"
        },
        "page": {
          "type": "integer",
          "minimum": 1
        },
        "pageSize": {
          "type": "integer"
        }
      }
    }
  },
  "listUsageBills": {
    "method": "GET",
    "path": "/openapi/v1/billing/bill/list",
    "query": {
      "required": [
        "cycleType",
        "productCategory"
      ],
      "properties": {
        "cycleType": {
          "type": "string",
          "enum": [
            "Hour",
            "Day",
            "Week",
            "Month"
          ]
        },
        "productCategory": {
          "type": "string",
          "enum": [
            "summary",
            "gpu",
            "llm",
            "serverless",
            "cloud_storage",
            "gen_api",
            "cloud_sandbox",
            "llm_dedicated_endpoint",
            "web_search",
            "bare_metal"
          ]
        },
        "productName": {
          "type": "string"
        },
        "category": {
          "type": "string"
        },
        "startTime": {
          "type": "string"
        },
        "endTime": {
          "type": "string"
        },
        "ownerId": {
          "type": "string"
        }
      }
    }
  },
  "listFixedTermBills": {
    "method": "GET",
    "path": "/openapi/v1/billing/bill/monthly/list",
    "query": {
      "properties": {
        "category": {
          "type": "string",
          "enum": [
            "summary",
            "gpu",
            "local_storage",
            "image",
            "serverless",
            "cloud_storage",
            "bare_metal"
          ]
        },
        "productName": {
          "type": "string"
        },
        "startTime": {
          "type": "string"
        },
        "endTime": {
          "type": "string"
        },
        "ownerId": {
          "type": "string"
        }
      }
    }
  },
  "listApiKeyBills": {
    "method": "GET",
    "path": "/openapi/v1/billing/apikey/bill/list",
    "query": {
      "required": [
        "cycleType",
        "startTime",
        "endTime"
      ],
      "properties": {
        "cycleType": {
          "type": "string",
          "enum": [
            "Hour",
            "Day",
            "Week",
            "Month"
          ]
        },
        "startTime": {
          "type": "string"
        },
        "endTime": {
          "type": "string"
        },
        "category": {
          "type": "string",
          "enum": [
            "llm",
            "gen_api",
            "web_search"
          ]
        },
        "productName": {
          "type": "string"
        }
      }
    }
  },
  "listTransactions": {
    "method": "GET",
    "path": "/openapi/v1/bill/transaction",
    "query": {
      "required": [
        "pageNo",
        "pageSize"
      ],
      "properties": {
        "pageNo": {
          "type": "integer",
          "minimum": 1
        },
        "pageSize": {
          "type": "integer"
        },
        "serialNumber": {
          "type": "string"
        },
        "transactionTimeStart": {
          "type": "string"
        },
        "transactionTimeEnd": {
          "type": "string"
        },
        "transactionType": {
          "type": "string",
          "enum": [
            "recharge",
            "refund",
            "consume"
          ]
        },
        "transactionChannel": {
          "type": "string"
        },
        "status": {
          "type": "string",
          "enum": [
            "pending",
            "success",
            "failed",
            "expired"
          ]
        },
        "orderType": {
          "type": "string",
          "enum": [
            "recharge",
            "refund"
          ]
        }
      }
    }
  },
  "v2ListInstances": {
    "method": "GET",
    "path": "/gpus/v2/instances",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "name": {
          "type": "string",
          "maxLength": 255
        },
        "status": {
          "type": "string",
          "maxLength": 63
        },
        "regions": {
          "type": "string",
          "maxLength": 1024
        },
        "billing_mode": {
          "$ref": "V2BillingMode"
        }
      }
    }
  },
  "v2CreateInstance": {
    "method": "POST",
    "path": "/gpus/v2/instances",
    "body": {
      "$ref": "V2CreateInstanceRequest"
    }
  },
  "v2GetInstance": {
    "method": "GET",
    "path": "/gpus/v2/instances/{instance_id}"
  },
  "v2DeleteInstance": {
    "method": "DELETE",
    "path": "/gpus/v2/instances/{instance_id}"
  },
  "v2StartInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/start"
  },
  "v2StopInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/stop"
  },
  "v2RestartInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/restart"
  },
  "v2MigrateInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/migrate",
    "body": {
      "type": "object",
      "properties": {
        "save_data": {
          "type": "boolean"
        }
      }
    },
    "bodyIsOptional": true
  },
  "v2UpgradeInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/upgrade",
    "body": {
      "$ref": "V2UpgradeRequest"
    }
  },
  "v2RenewInstance": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/renew",
    "body": {
      "type": "object",
      "required": [
        "months"
      ],
      "properties": {
        "months": {
          "type": "integer",
          "minimum": 1
        }
      }
    }
  },
  "v2SetAutoRenew": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/auto-renew",
    "body": {
      "type": "object",
      "required": [
        "auto_renew"
      ],
      "properties": {
        "auto_renew": {
          "$ref": "V2AutoRenewInput"
        }
      }
    }
  },
  "v2SetAutoMigrate": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/auto-migrate",
    "body": {
      "type": "object",
      "required": [
        "auto_migrate"
      ],
      "properties": {
        "auto_migrate": {
          "$ref": "V2AutoMigrate"
        }
      }
    }
  },
  "v2SetBillingMode": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/billing-mode",
    "body": {
      "type": "object",
      "required": [
        "type"
      ],
      "properties": {
        "type": {
          "$ref": "V2BillingMode"
        },
        "months": {
          "type": "integer",
          "minimum": 1
        }
      }
    }
  },
  "v2UpdatePorts": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/ports",
    "body": {
      "type": "object",
      "required": [
        "ports"
      ],
      "properties": {
        "ports": {
          "type": "array",
          "items": {
            "$ref": "V2Port"
          }
        }
      }
    }
  },
  "v2ExpandRootfs": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/rootfs-expand",
    "body": {
      "type": "object",
      "required": [
        "rootfs_size_expand_gb"
      ],
      "properties": {
        "rootfs_size_expand_gb": {
          "type": "integer",
          "minimum": 1
        }
      }
    }
  },
  "v2SetWebTerminal": {
    "method": "PUT",
    "path": "/gpus/v2/instances/{instance_id}/web-terminal",
    "body": {
      "type": "object",
      "required": [
        "enable"
      ],
      "properties": {
        "enable": {
          "type": "boolean"
        }
      }
    }
  },
  "v2ListProducts": {
    "method": "GET",
    "path": "/gpus/v2/products",
    "query": {
      "required": [
        "type",
        "category"
      ],
      "properties": {
        "type": {
          "type": "string",
          "enum": [
            "gpu",
            "cpu"
          ]
        },
        "category": {
          "type": "string",
          "enum": [
            "instance",
            "serverless"
          ]
        },
        "cpu": {
          "type": "integer",
          "minimum": 0
        },
        "memory_gb": {
          "type": "integer",
          "minimum": 0
        },
        "rootfs_size": {
          "type": "integer",
          "minimum": 0
        },
        "billing_method": {
          "$ref": "V2BillingMode"
        },
        "region_ids": {
          "type": "string"
        },
        "limit": {
          "type": "integer",
          "minimum": 0
        }
      }
    }
  },
  "v2ListRegions": {
    "method": "GET",
    "path": "/gpus/v2/regions"
  },
  "v2ListTemplates": {
    "method": "GET",
    "path": "/gpus/v2/templates",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "name": {
          "type": "string",
          "maxLength": 255
        },
        "type": {
          "type": "string"
        },
        "visibilities": {
          "type": "string"
        },
        "member_ids": {
          "type": "string",
          "maxLength": 255
        },
        "is_my_community": {
          "type": "boolean"
        }
      }
    }
  },
  "v2CreateTemplate": {
    "method": "POST",
    "path": "/gpus/v2/templates",
    "body": {
      "$ref": "V2TemplateInput"
    }
  },
  "v2GetTemplate": {
    "method": "GET",
    "path": "/gpus/v2/templates/{template_id}",
    "query": {
      "properties": {
        "is_community": {
          "type": "boolean"
        }
      }
    }
  },
  "v2UpdateTemplate": {
    "method": "PUT",
    "path": "/gpus/v2/templates/{template_id}",
    "body": {
      "$ref": "V2TemplateInput"
    }
  },
  "v2DeleteTemplate": {
    "method": "DELETE",
    "path": "/gpus/v2/templates/{template_id}"
  },
  "v2ListNetworks": {
    "method": "GET",
    "path": "/gpus/v2/networks",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "name": {
          "type": "string",
          "maxLength": 255
        },
        "member_ids": {
          "type": "string",
          "maxLength": 255
        }
      }
    }
  },
  "v2CreateNetwork": {
    "method": "POST",
    "path": "/gpus/v2/networks",
    "body": {
      "$ref": "V2NetworkCreate"
    }
  },
  "v2GetNetwork": {
    "method": "GET",
    "path": "/gpus/v2/networks/{network_id}"
  },
  "v2UpdateNetwork": {
    "method": "PUT",
    "path": "/gpus/v2/networks/{network_id}",
    "body": {
      "type": "object",
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "type": "string",
          "minLength": 1,
          "maxLength": 30
        }
      }
    }
  },
  "v2DeleteNetwork": {
    "method": "DELETE",
    "path": "/gpus/v2/networks/{network_id}"
  },
  "v2ListJobs": {
    "method": "GET",
    "path": "/gpus/v2/jobs",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "job_id": {
          "type": "string"
        },
        "type": {
          "$ref": "JobTypeV1"
        }
      }
    }
  },
  "v2GetJob": {
    "method": "GET",
    "path": "/gpus/v2/jobs/{job_id}"
  },
  "v2BreakJob": {
    "method": "POST",
    "path": "/gpus/v2/jobs/{job_id}/stop"
  },
  "v2SaveImage": {
    "method": "POST",
    "path": "/gpus/v2/jobs/save-image",
    "body": {
      "$ref": "V2SaveImageRequest"
    }
  },
  "v2ListImages": {
    "method": "GET",
    "path": "/gpus/v2/images",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "type": {
          "type": "string",
          "enum": [
            "base",
            "community",
            "private"
          ]
        },
        "name": {
          "type": "string",
          "maxLength": 255
        }
      }
    }
  },
  "v2DeleteImage": {
    "method": "DELETE",
    "path": "/gpus/v2/images/{image_id}"
  },
  "v2ListPrewarmTasks": {
    "method": "GET",
    "path": "/gpus/v2/prewarm-tasks",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "status": {
          "type": "string",
          "enum": [
            "pending",
            "running",
            "succeeded",
            "failed"
          ]
        },
        "region_id": {
          "type": "string",
          "maxLength": 255
        },
        "name": {
          "type": "string",
          "maxLength": 255
        }
      }
    }
  },
  "v2CreatePrewarmTask": {
    "method": "POST",
    "path": "/gpus/v2/prewarm-tasks",
    "body": {
      "$ref": "V2PrewarmInput"
    }
  },
  "v2DeletePrewarmTasks": {
    "method": "DELETE",
    "path": "/gpus/v2/prewarm-tasks",
    "body": {
      "type": "object",
      "required": [
        "task_ids"
      ],
      "properties": {
        "task_ids": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255
          },
          "minItems": 1
        }
      }
    }
  },
  "v2GetPrewarmTask": {
    "method": "GET",
    "path": "/gpus/v2/prewarm-tasks/{task_id}"
  },
  "v2ListEndpoints": {
    "method": "GET",
    "path": "/gpus/v2/endpoints",
    "query": {
      "properties": {
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000
        },
        "cursor": {
          "type": "string",
          "maxLength": 1024
        },
        "keyword": {
          "type": "string"
        },
        "member_ids": {
          "type": "string"
        }
      }
    }
  },
  "v2CreateEndpoint": {
    "method": "POST",
    "path": "/gpus/v2/endpoints",
    "body": {
      "$ref": "V2EndpointInput"
    }
  },
  "v2GetEndpoint": {
    "method": "GET",
    "path": "/gpus/v2/endpoints/{endpoint_id}"
  },
  "v2UpdateEndpoint": {
    "method": "PUT",
    "path": "/gpus/v2/endpoints/{endpoint_id}",
    "body": {
      "$ref": "V2EndpointUpdate"
    }
  },
  "v2DeleteEndpoint": {
    "method": "DELETE",
    "path": "/gpus/v2/endpoints/{endpoint_id}"
  }
};
