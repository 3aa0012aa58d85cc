import { NovitaError } from '@novita-fleet/resilience';

/**
 * Makes spans of the calls of the cloud, with the providers that the SDK of the user has registered. Loaded only when it is asked
 * for: the server does not bring OpenTelemetry along.
 *
 * @returns ends it.
 * @throws NovitaError `config_invalid` when `@opentelemetry/api` is not installed.
 */
export async function startOpenTelemetry(): Promise<() => Promise<void>> {
  try {
    const { instrumentClients } = await import('@novita-fleet/client/opentelemetry');
    const stop = instrumentClients();
    return () => {
      stop();
      return Promise.resolve();
    };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message =
      'NOVITA_FLEET_OPENTELEMETRY is true, but the package @opentelemetry/api cannot be found. Install it beside the ' +
      'server, with an SDK that registers a tracer provider (node --import).';
    throw new NovitaError('config_invalid', message, { cause: error });
  }
}
