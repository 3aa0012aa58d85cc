import type { Endpoint } from './endpoint.js';

/** Where the live service would take requests; nothing listens there. */
export function endpointUrl({ id, appName, type }: Pick<Endpoint, 'id' | 'appName' | 'type'>): string {
  return type === 'sync'
    ? `https://${id}-${appName}.runsync.novita.dev`
    : `https://async-public.serverless.novita.ai/v1/${id}`;
}
