import { describe, expect, it } from 'vitest';
import { DecodeError, NovitaApiService } from '@novita-fleet/client';

function answered(body: unknown): NovitaApiService {
  return new NovitaApiService({ request: <T>() => Promise.resolve(body as T) });
}

describe('metrics', () => {
  it.each([{}, null, [], { instanceId: 'i' }])('are not taken to be none when the answer is %j', async (body) => {
    await expect(answered(body).metrics.get('i')).rejects.toThrow(DecodeError);
  });

  it('take a start or an end alone, and a minute', async () => {
    const { metrics } = answered({ cpuUtilization: [] });
    for (const params of [{ startTime: 5 }, { endTime: 5 }, { startTime: 0, endTime: 60 }, { interval: 16 }]) {
      await expect(metrics.get('i', params)).resolves.toMatchObject({ cpu: [] });
    }
  });
});
