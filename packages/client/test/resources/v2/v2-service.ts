import { NovitaApiService, type NovitaV2 } from '@novita-fleet/client';
import { harness, type Harness } from '../../client-harness.js';
import { json, type Answer } from '../../loopback-server.js';

/** The second API generation before a server on loopback that answers everything with one body, or as it is told. */
export async function v2Service(answer: Answer | object | string | null): Promise<Harness & { readonly v2: NovitaV2 }> {
  const made = await harness(typeof answer === 'function' ? (answer as Answer) : (response) => json(response, answer));
  return { ...made, v2: new NovitaApiService(made.client).v2 };
}
