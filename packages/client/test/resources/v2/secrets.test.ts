import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure } from '../../client-harness.js';
import { json } from '../../loopback-server.js';
import { v2Service } from './v2-service.js';

afterEach(closeAll);

/** An answer for anything: secrets wherever the cloud has them, and in fields that nobody knows today. */
const RAW = {
  id: 'i',
  task_id: 'i',
  status: { status: 'running' },
  envs: [{ key: 'HF_TOKEN', value: 's3cret-env' }],
  tools: {
    ssh: { command: 'ssh root@x', username: 'root', password: 's3cret-ssh' },
    jupyter: { enabled: true, port: 8888, endpoint: 'https://x/?token=s3cret-jupyter' },
    web_terminal: { enabled: true, endpoint: 'wss://x', username: 's3cret-user', password: 's3cret-terminal' },
    log: { instance_endpoint: 'wss://x/?key=s3cret-log', system_endpoint: 'wss://x/?key=s3cret-log' },
  },
  workers: [{ id: 'w', log: 'https://x/?token=s3cret-worker' }],
  registry_auth: { username: 's3cret-user', password: 's3cret-registry' },
  novelty: 's3cret-novelty',
};

/** All that a value shows to who does not ask for a secret by its name. */
function exposed(value: object): string {
  const looped: unknown[] = [];
  for (const name in value) looped.push(value[name as keyof typeof value]);
  const copies = [value, { ...value }, Object.assign({}, value), Object.entries(value), looped];
  return [
    ...copies.map((copy) => JSON.stringify(copy)),
    ...copies.map((copy) => inspect(copy, { depth: 20 })),
    inspect(value, { depth: 20, showHidden: true }),
  ].join('\n');
}

describe('a secret in an answer of v2', () => {
  it('is read by its name', async () => {
    const { v2 } = await v2Service(RAW);
    const { tools, envs, raw } = await v2.instances.get('i');
    expect(envs).toEqual([{ key: 'HF_TOKEN', value: 's3cret-env' }]);
    expect(tools?.ssh.password).toBe('s3cret-ssh');
    expect(tools?.jupyter.endpoint).toBe('https://x/?token=s3cret-jupyter');
    expect(tools?.webTerminal).toMatchObject({ username: 's3cret-user', password: 's3cret-terminal' });
    expect(tools?.log.systemEndpoint).toBe('wss://x/?key=s3cret-log');
    expect(raw).toEqual(RAW);
    expect((await v2.templates.get('i')).envs[0]!.value).toBe('s3cret-env');
    expect((await v2.endpoints.get('i')).workers[0]!.log).toBe('https://x/?token=s3cret-worker');
  });

  it.each(['instances', 'templates', 'networks', 'jobs', 'prewarmTasks', 'endpoints'] as const)(
    'is not shown by what %s give',
    async (name) => {
      const { v2 } = await v2Service((response, { url }) =>
        json(response, url.includes('?') ? { data: [RAW], next_cursor: '', has_more: false } : RAW),
      );
      const [one, page] = [await v2[name].get('i'), await v2[name].list()];
      for (const value of [one, page, page.items[0]!]) expect(exposed(value)).not.toContain('s3cret');
      if ('tools' in one) expect(exposed(one.tools!.webTerminal) + exposed(one.tools!)).not.toContain('s3cret');
      expect(JSON.stringify(one)).toContain('"id":"i"');
      expect(inspect(one)).toContain("id: 'i'");
    },
  );

  it('is not shown by products, regions and images', async () => {
    const { v2 } = await v2Service({ data: [{ ...RAW, password: 's3cret' }] });
    for (const items of [await v2.products.list(), await v2.regions.list(), await v2.images.list()]) {
      expect(exposed(items)).not.toContain('s3cret');
    }
  });

  it('is not shown by the error of a refused request', async () => {
    const { v2, log } = await v2Service((response, { body }) =>
      json(response, { reason: 'REQUEST', message: 'no', metadata: JSON.parse(body) as object }, 400),
    );
    const envs = [{ key: 'HF_TOKEN', value: 's3cret-env' }];
    const error = await failure(v2.instances.upgrade('i', { image: 'i', envs }));
    expect(JSON.stringify(error) + inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cret');
    expect(inspect(log, { depth: 20 })).not.toContain('s3cret');
  });
});
