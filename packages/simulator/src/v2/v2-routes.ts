import type { CloudRoute } from '../http/cloud-route.js';
import type { V2Context } from './v2-context.js';

/** Every route of the second API generation. */
export function v2Routes(_context: V2Context): CloudRoute[] {
  return [];
}
