import type { components } from '@novita-fleet/openapi/fleet';

/** The bodies of the server's API, by name. */
export type Schemas = components['schemas'];

export type Instance = Schemas['Instance'];
export type InstanceStatus = Instance['status'];
export type FleetEvent = Schemas['Event'];
export type Money = Schemas['Money'];
/** How to get into an instance, with its passwords. */
export type Connection = Schemas['InstanceConnection'];
/** What the cloud measured. */
export type Metrics = Schemas['InstanceMetrics'];
export type Cause = NonNullable<Instance['cause']>;

/** Who is signed in. */
export interface Session {
  readonly keyId: string;
  readonly name: string;
  readonly scope: 'read' | 'write' | 'admin';
  /** When the session ends, ISO 8601. */
  readonly expiresAt: string;
  /** Goes with every request that changes something. */
  readonly csrfToken: string;
}
