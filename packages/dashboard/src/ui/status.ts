import type { InstanceStatus } from '../api/schemas.js';
import type { Tone } from './badge.js';

const TONES: Readonly<Record<InstanceStatus, Tone>> = {
  ready: 'good',
  running: 'good',
  pending: 'busy',
  creating: 'busy',
  starting: 'busy',
  stopping: 'busy',
  deleting: 'busy',
  stopped: 'quiet',
  deleted: 'quiet',
  failed: 'bad',
  timed_out: 'bad',
  lost: 'bad',
  reclaimed: 'warn',
};

/** How a status is to be taken. */
export function toneOfStatus(status: InstanceStatus): Tone {
  return TONES[status];
}

/** A status as a word for people. */
export function nameOfStatus(status: InstanceStatus): string {
  const words = status.replace('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
