import type { Scope } from '../scope.js';

/**
 * The tables. The same schema serves SQLite and PostgreSQL, so ids and JSON are text, times are integers
 * (milliseconds since 1970), truth values are 0 and 1, and there are no arrays.
 */
export interface Schema {
  instances: InstanceRow;
  instance_labels: InstanceLabelRow;
  usage: UsageRow;
  events: EventRow;
  webhook_endpoints: WebhookEndpointRow;
  deliveries: DeliveryRow;
  delivery_attempts: DeliveryAttemptRow;
  jobs: JobRow;
  workers: WorkerRow;
  meta: MetaRow;
  api_keys: ApiKeyRow;
  idempotency_keys: IdempotencyKeyRow;
  sessions: SessionRow;
}

export interface InstanceRow {
  id: string;
  /** Grows by one with each write; an UPDATE names the version it read, so that a stale writer changes nothing. */
  version: number;
  state: string;
  marker: string;
  /** The API key that asked for it. */
  owner: string;
  name: string;
  /** Correlation id of the last API request that asked something of it. */
  correlation_id: string | null;
  cloud_id: string | null;
  /** 1 while the cloud must be watched for it. */
  watched: number;
  /** A digest of what the last look at the cloud showed: an equal look needs no decision. */
  last_look: string | null;
  deadline_at: number | null;
  /** The price that its meter runs at, in 1/100000 USD an hour. */
  hourly_price: number | null;
  /** Since when its meter runs; null while it stands. */
  metered_since: number | null;
  /** 1 once it was told that most of the budget of its API key is used. */
  key_budget_told: number;
  work_at: number | null;
  created_at: number;
  updated_at: number;
  /** The whole instance as JSON; the other columns repeat what queries need. */
  body: string;
}

/** An entry of the metadata of an instance, to find it by. */
export interface InstanceLabelRow {
  /** Instance and name. */
  id: string;
  instance_id: string;
  name: string;
  /** As JSON. */
  value: string;
}

/** Compute time of an instance on one day at one price. It outlives the instance. */
export interface UsageRow {
  /** Instance, day and price. */
  id: string;
  instance_id: string;
  owner: string;
  /** In UTC, such as `2026-11-27`. */
  day: string;
  /** 1/100000 USD an hour; null while the cloud has not told it. */
  hourly_price: number | null;
  ms: number;
}

export interface EventRow {
  id: string;
  instance_id: string;
  sequence: number;
  type: string;
  at: number;
  /** The webhook body, exactly as it is sent. */
  body: string;
  /** Place among all events, in the order in which they became visible to readers; see `insertEvent`. */
  position: number;
}

export interface WebhookEndpointRow {
  id: string;
  url: string;
  /** JSON list of event types, or null for all. */
  event_types: string | null;
  /** The signing secret, encrypted. */
  sealed_secret: string;
  enabled: number;
  created_at: number;
  /** The API key whose instances it gets the events of; null for an endpoint of an administrator: of all instances. */
  owner: string | null;
  /** Since when it has answered nothing but refusals. */
  refused_since: number | null;
  disabled_at: number | null;
  disabled_reason: 'user' | 'gone' | 'refused' | null;
  /** The secret before the last rotation, encrypted. */
  sealed_old_secret: string | null;
  /** How long that signs too. */
  old_secret_until: number | null;
  /** When something last arrived there. */
  last_delivered_at: number | null;
  /** When an attempt to send to it last failed. */
  last_failed_at: number | null;
}

export interface DeliveryRow {
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  /** Empty where the event is about none. */
  instance_id: string;
  sequence: number;
  /** What is sent, where the event is not one of an instance, which is stored by itself. */
  body: string | null;
  state: 'pending' | 'delivered' | 'dead';
  attempts: number;
  /** Of these, how many were made before it was last put into the outbox: the schedule counts from there. */
  attempts_before: number;
  /** When it is due; `BEHIND` of deliveries.ts while an earlier one of its lane waits. */
  next_at: number;
  last_status: number | null;
  last_error: string | null;
  created_at: number;
  finished_at: number | null;
}

/** One time that a webhook was sent. */
export interface DeliveryAttemptRow {
  delivery_id: string;
  /** From 1. */
  number: number;
  at: number;
  duration_ms: number;
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
  /** Begin of the answer, without what looks like a secret. */
  answer: string | null;
}

export interface JobRow {
  kind: string;
  key: string;
  /** When it is due. */
  run_at: number;
  failures: number;
  /** Who runs it, where several processes share the table; null while it waits. */
  worker: string | null;
  /** When it must run once more, because it was ordered again while it ran. */
  again_at: number | null;
}

/** A process that runs jobs, where several share the table. */
interface WorkerRow {
  id: string;
  /** Grows while the process lives. */
  beats: number;
  started_at: number;
}

/** Facts about the store as a whole. */
interface MetaRow {
  name: string;
  value: string;
}

export interface ApiKeyRow {
  id: string;
  /** SHA-256 of the key, hexadecimal. */
  hash: string;
  created_at: number;
  name: string;
  scope: Scope;
  /** What all its instances may cost together, in 1/100000 USD. */
  max_cost: number | null;
  /** What its instances have cost while their meters ran, in 1/100000 USD times milliseconds of an hour: digits. */
  spent: string;
  revoked_at: number | null;
  /** Within an hour: it is not written at every use. */
  last_used_at: number | null;
}

interface IdempotencyKeyRow {
  /** SHA-256 over API key, route and Idempotency-Key. */
  id: string;
  /** SHA-256 of the request. */
  request_hash: string;
  /** What the first request made. */
  resource_id: string;
  created_at: number;
}

/** A sign-in at the dashboard. */
interface SessionRow {
  /** SHA-256 of the token in the cookie, hexadecimal. */
  id: string;
  /** The API key that signed in. */
  api_key_id: string;
  created_at: number;
  expires_at: number;
}
