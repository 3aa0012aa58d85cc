import type { FleetEvent } from '../api/schemas.js';
import { nameOfStatus } from '../ui/status.js';

/** An event in a few words. */
export function describeEvent({ data }: FleetEvent): string {
  const { status, previousStatus, cloudStatus, error, details } = data;
  const parts = [
    previousStatus !== null && previousStatus !== status
      ? `${nameOfStatus(previousStatus)} → ${nameOfStatus(status)}`
      : null,
    error?.message ?? null,
    ...Object.entries(details ?? {}).map(([name, value]) => `${name}: ${textOf(value)}`),
    cloudStatus !== null && cloudStatus !== status ? `cloud: ${cloudStatus}` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
