import { describe, expect, it } from 'vitest';
import { send, startAccount, V2 } from '../account-caller.js';
import { V1 } from '../cloud-caller.js';

/** One object of each kind, as lists show them. */
async function lists(seed: number): Promise<unknown[]> {
  const simulator = await startAccount({ seed });
  const clusterId = 'us-ca-6';
  await send(simulator, 'POST', `${V1}/network/create`, { name: 'n', clusterId });
  await send(simulator, 'POST', `${V1}/networkstorage/create`, { clusterId, storageName: 's', storageSize: 10 });
  await send(simulator, 'POST', `${V1}/repository/auth/save`, { name: 'a', username: 'b', password: 'c' });
  await send(simulator, 'POST', `${V1}/image/prewarm`, { imageUrl: 'a/b', clusterId });
  await send(simulator, 'POST', `${V2}/endpoints`, {
    type: 'sync',
    name: 'e',
    product_id: 'SL-serverless-1',
    image: 'a/b',
    worker_config: { max_replicas: 1, min_replicas: 1 },
  });
  simulator.advance(200);
  const paths = [
    `${V2}/networks`,
    `${V1}/networkstorages/list`,
    `${V1}/repository/auths`,
    `${V2}/prewarm-tasks`,
    `${V2}/endpoints`,
    `${V2}/images`,
  ];
  return Promise.all(paths.map((path) => send(simulator, 'GET', path)));
}

describe('objects of the account', () => {
  it('are the same for the same seed, and others for another', async () => {
    const [first, again, other] = [await lists(7), await lists(7), await lists(8)];
    expect(again).toEqual(first);
    for (const [index, list] of first.entries()) expect(other[index]).not.toEqual(list);
  });
});
