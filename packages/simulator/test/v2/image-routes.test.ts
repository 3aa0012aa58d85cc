import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { refusal, send, startAccount, V2 } from '../account-caller.js';
import { act, create, UNTIL_RUNNING, V1 } from '../cloud-caller.js';

interface ImageView {
  id: string;
  name: string;
  image: string;
  tags: { tag: string; image: string }[];
}

async function list(simulator: Simulator, query = ''): Promise<ImageView[]> {
  return (await send<{ data: ImageView[] }>(simulator, 'GET', `${V2}/images${query}`)).data;
}

describe('images', () => {
  it('of the platform are those of its templates', async () => {
    const simulator = await startAccount();
    expect((await list(simulator, '?type=base')).map(({ image }) => image)).toEqual([
      'pytorch/pytorch',
      'vllm/vllm-openai',
    ]);
    expect(await list(simulator, '?name=comfy')).toMatchObject([
      {
        name: 'comfyui-boot',
        image: 'yanwk/comfyui-boot',
        tags: [{ tag: 'cu124-slim', image: 'yanwk/comfyui-boot:cu124-slim' }],
      },
    ]);
    expect(await list(simulator, '?type=private')).toEqual([]);
    const [base] = await list(simulator);
    expect(await refusal(simulator, 'DELETE', `${V2}/images/${base?.id}`)).toBe('403 FORBIDDEN');
    expect(await refusal(simulator, 'DELETE', `${V2}/images/none`)).toBe('400 IMAGE_NOT_FOUND');
  });

  it('that a job has saved are there until they are deleted', async () => {
    const simulator = await startAccount();
    const instanceId = await create(simulator);
    simulator.advance(UNTIL_RUNNING);
    await act(simulator, 'stop', instanceId);
    simulator.advance(10);
    for (const image of ['registry.local:5000/me/app:1', 'registry.local:5000/me/app:2']) {
      await send(simulator, 'POST', `${V1}/job/save/image`, { instanceId, image });
      simulator.advance(300);
    }
    const [saved] = await list(simulator, '?type=private');
    expect(saved).toMatchObject({
      name: 'app',
      image: 'registry.local:5000/me/app',
      tags: [{ tag: '1' }, { tag: '2', image: 'registry.local:5000/me/app:2' }],
    });
    expect(await send(simulator, 'DELETE', `${V2}/images/${saved?.id}`)).toEqual({});
    expect(await list(simulator, '?type=private')).toEqual([]);
  });
});
