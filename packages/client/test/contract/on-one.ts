import type { NovitaApiService, NovitaV2 } from '@novita-fleet/client';
import type { Stage } from '../../../simulator/test/contract/stage.js';
import type { ServiceCall } from './contract-case.js';

/** A call about one thing that a path parameter names. */
export function onOne(
  name: string,
  stageOf: (stage: Stage) => Promise<string>,
  act: (v2: NovitaV2, id: string) => Promise<unknown>,
  body?: unknown,
) {
  return async (api: NovitaApiService, stage: Stage): Promise<ServiceCall[]> => {
    const id = await stageOf(stage);
    return [{ make: () => act(api.v2, id), sends: { params: { [name]: id }, ...(body !== undefined && { body }) } }];
  };
}
