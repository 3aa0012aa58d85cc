import { useNow } from '../time/use-now.js';
import { Badge, type Tone } from '../ui/badge.js';
import { endpointState, type EndpointState, type WebhookEndpoint } from './endpoint-health.js';

const TONES: Readonly<Record<EndpointState['level'], Tone>> = {
  ok: 'good',
  idle: 'info',
  warning: 'warn',
  problem: 'bad',
  off: 'quiet',
};

/** How an endpoint is doing, in a word. */
export function EndpointBadge({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { level, label } = endpointState(endpoint, useNow());
  return <Badge tone={TONES[level]}>{label}</Badge>;
}

/** What to do about it; nothing when all is well. */
export function EndpointAdvice({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { advice } = endpointState(endpoint, useNow());
  return advice === null ? null : <p className="hint">{advice}</p>;
}
