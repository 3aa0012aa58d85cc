import type { Schemas } from '../api/schemas.js';

/** Body of `POST /v1/instances`. */
export type CreateRequest = Schemas['CreateInstanceRequest'];

export type BillingMode = NonNullable<CreateRequest['billingMode']>;
export type Port = NonNullable<CreateRequest['ports']>[number];
export type Probe = NonNullable<CreateRequest['probes']>[number];
export type Storage = NonNullable<CreateRequest['networkStorages']>[number];
export type Env = NonNullable<CreateRequest['envs']>[number];
export type Candidate = NonNullable<CreateRequest['fallback']>[number];
