import type { ExposedPort, Instance } from '../world/instance.js';

const FIRST_PROXY_PORT = 30_000;
const PROXY_PORTS = 20_000;

/** The address that the live service would give; nothing listens there. Used when the port gateway is off. */
export function publishedAddress({ id, spec }: Instance, { port, type }: ExposedPort): string {
  const domain = `${spec.cluster.id}.gpu-instance.novita.ai`;
  if (type === 'http') return `https://${id}-${port}.${domain}`;
  const mapped = FIRST_PROXY_PORT + ((Number.parseInt(id.slice(0, 8), 16) + port) % PROXY_PORTS);
  return `proxy.${domain}:${mapped}`;
}
