import { describe, expect, it, onTestFinished } from 'vitest';
import { NotFoundError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { FakeClock } from '@novita-fleet/testkit';
import { withStage } from '../../../simulator/test/contract/forms.js';
import type { Stage } from '../../../simulator/test/contract/stage.js';
import { failure } from '../client-harness.js';
import { until } from '../loopback-server.js';

interface Deletion {
  readonly make: (stage: Stage) => Promise<string>;
  readonly remove: (api: NovitaApiService, id: string) => Promise<void>;
}

const DELETIONS: Readonly<Record<string, Deletion>> = {
  template: { make: (stage) => stage.template(), remove: ({ templates }, id) => templates.delete(id) },
  network: { make: (stage) => stage.network(), remove: ({ networks }, id) => networks.delete(id) },
  'network storage': {
    make: (stage) => stage.storage(),
    remove: ({ networkStorage }, id) => networkStorage.delete(id),
  },
  'registry auth': {
    make: (stage) => stage.registryAuth(),
    remove: ({ registryAuths }, id) => registryAuths.delete(id),
  },
  'prewarm task': { make: (stage) => stage.prewarmTask(), remove: ({ imagePrewarm }, id) => imagePrewarm.delete([id]) },
  endpoint: { make: (stage) => stage.endpoint(), remove: ({ endpoints }, id) => endpoints.delete(id) },
};

function connect(baseUrl: string) {
  const clock = new FakeClock();
  let retries = 0;
  const log = (message: string): void => {
    if (message === 'retry') retries++;
  };
  const client = new NovitaClient({
    apiKey: 'sk_test',
    baseUrl,
    clock,
    random: () => 1,
    env: {},
    logger: { debug: log, info: log, warn: log, error: log },
  });
  onTestFinished(() => client.close());
  return { api: new NovitaApiService(client), clock, retries: () => retries };
}

describe.each(Object.entries(DELETIONS))('a %s', (_name, { make, remove }) => {
  it('whose deletion had a lost answer is found to be gone, and that is success', async () => {
    await withStage({}, async (stage) => {
      const { api, clock, retries } = connect(stage.simulator.baseUrl);
      const id = await make(stage);
      stage.simulator.faults.add({ kind: 'reset_after', count: 1 });
      const done = remove(api, id);
      await until(() => retries() === 1);
      await clock.advance(1_000);
      await expect(done).resolves.toBeUndefined();
    });
  });

  it('that was never there is not found', async () => {
    await withStage({}, async (stage) => {
      const { api } = connect(stage.simulator.baseUrl);
      expect(await failure(remove(api, 'nobody'))).toBeInstanceOf(NotFoundError);
    });
  });
});

describe('several prewarm tasks', () => {
  it('one of which is not found at a later attempt are not taken for deleted', async () => {
    await withStage({}, async (stage) => {
      const { api, clock, retries } = connect(stage.simulator.baseUrl);
      const id = await stage.prewarmTask();
      stage.simulator.faults.add({ kind: 'reset_before', count: 1 });
      const done = failure(api.imagePrewarm.delete([id, 'nobody']));
      await until(() => retries() === 1);
      await clock.advance(1_000);
      expect(await done).toBeInstanceOf(NotFoundError);
      expect((await api.imagePrewarm.list()).total).toBe(1);
    });
  });
});
