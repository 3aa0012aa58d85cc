import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { act, create, detail, start, UNTIL_RUNNING } from '../cloud-caller.js';

async function endpointsOf(simulator: Simulator, id: string): Promise<string[]> {
  const { json } = await detail(simulator, id);
  return json.portMappings.map(({ endpoint }) => endpoint);
}

/** What a TCP port says first: `''` when it closes at once, or an error code. Its own end closes the connection. */
function firstWords(address: string): Promise<string> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('end', () => resolve(''));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
}

async function probe(endpoint: string): Promise<number | string> {
  try {
    const response = await fetch(`${endpoint}/health?deep=1`);
    await response.text();
    return response.status;
  } catch (error) {
    return ((error as Error).cause as { code: string }).code;
  }
}

describe('ports of an instance', () => {
  it('answer 502, then 200 once the program is up, 502 when stopped, and close when removed', async () => {
    const simulator = await start();
    const id = await create(simulator, { ports: '8888/http,80/http' });
    const [endpoint = '', second = ''] = await endpointsOf(simulator, id);
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(second).not.toBe(endpoint);
    expect(await probe(endpoint)).toBe(502);
    simulator.advance(UNTIL_RUNNING + 9.999);
    expect((await detail(simulator, id)).json.status).toBe('running');
    expect(await probe(endpoint)).toBe(502);
    simulator.advance(0.001);
    expect(await (await fetch(`${endpoint}/any/path`)).json()).toEqual({ ok: true, instanceId: id, port: 8888 });
    expect(await (await fetch(second)).json()).toEqual({ ok: true, instanceId: id, port: 80 });

    await act(simulator, 'stop', id);
    expect(await probe(endpoint)).toBe(502);
    simulator.advance(100);
    await act(simulator, 'start', id);
    simulator.advance(10 + 10);
    expect(await probe(endpoint)).toBe(200);
    await act(simulator, 'delete', id);
    expect(await probe(endpoint)).toBe(502);
    simulator.advance(14);
    expect(await probe(endpoint)).toBe('ECONNREFUSED');
  });

  it('follow the clock without a call to the API', async () => {
    let realMs = 0;
    const simulator = await start({ clock: 'real', speed: 10, timeSource: () => realMs });
    const id = await create(simulator, { ports: '80/http' });
    const [endpoint = ''] = await endpointsOf(simulator, id);
    realMs = 6_699;
    expect(await probe(endpoint)).toBe(502);
    realMs = 6_700;
    expect(await probe(endpoint)).toBe(200);
  });

  it('give an SSH banner while the program is up, and close at once otherwise', async () => {
    const simulator = await start();
    const id = await create(simulator, { ports: '22/tcp' });
    const [address = ''] = await endpointsOf(simulator, id);
    expect(await firstWords(address)).toBe('');
    simulator.advance(UNTIL_RUNNING + 10);
    expect(await firstWords(address)).toMatch(/^SSH-2\.0-\S+\r\n$/);
    const { json } = await detail(simulator, id);
    expect(json.connectComponentSSH).toMatchObject({
      sshCommand: `ssh -p ${address.split(':')[1] ?? ''} root@127.0.0.1`,
      isRunning: true,
    });
  });

  it('keep a TCP connection until the instance stops', async () => {
    const simulator = await start();
    const id = await create(simulator, { ports: '3306/tcp' });
    simulator.advance(UNTIL_RUNNING + 10);
    const [address = ''] = await endpointsOf(simulator, id);
    const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve).once('error', resolve));
    // The listener has taken the connection once a later request over the API is answered.
    await detail(simulator, id);
    await act(simulator, 'stop', id);
    await ended;
  });

  it('close with the simulator, and when the instance vanishes', async () => {
    const simulator = await start();
    const [gone, left] = [await create(simulator, { ports: '80/http' }), await create(simulator, { ports: '80/http' })];
    const [first = ''] = await endpointsOf(simulator, gone);
    const [second = ''] = await endpointsOf(simulator, left);
    simulator.instances.vanish(gone);
    expect(await probe(first)).toBe('ECONNREFUSED');
    expect(await probe(second)).toBe(502);
    await simulator.close();
    expect(await probe(second)).toBe('ECONNREFUSED');
  });

  it('look like those of the live service when nothing is opened', async () => {
    const simulator = await start({ portGateway: false });
    const id = await create(simulator, { ports: '8188/http,22/tcp' });
    const [http, tcp] = await endpointsOf(simulator, id);
    expect(http).toBe(`https://${id}-8188.us-ca-6.gpu-instance.novita.ai`);
    expect(tcp).toMatch(/^proxy\.us-ca-6\.gpu-instance\.novita\.ai:\d{5}$/);
  });
});
