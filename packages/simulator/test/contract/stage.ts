import type { Simulator } from '../../src/index.js';
import { CREATE_BODY, V1, act, call, create, type Reply } from '../cloud-caller.js';

/** What a call to an operation carries. */
export interface Call {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

/** Long enough for every state that ends by itself, jobs and pulls of images included; in virtual seconds. */
const LONG = 2000;

const CLUSTER = 'us-ca-6';

/** Sets a simulator up for a call: makes the objects that the call is about. */
export class Stage {
  readonly simulator: Simulator;

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  /** A new instance, as it is right after its creation. */
  instance(fields: Record<string, unknown> = {}): Promise<string> {
    return create(this.simulator, fields);
  }

  async running(fields: Record<string, unknown> = {}): Promise<string> {
    const id = await this.instance(fields);
    this.simulator.advance(LONG);
    return id;
  }

  async exited(fields: Record<string, unknown> = {}): Promise<string> {
    const id = await this.running(fields);
    await act(this.simulator, 'stop', id);
    this.simulator.advance(LONG);
    return id;
  }

  monthly(): Promise<string> {
    return this.running({ billingMode: 'monthly', month: 1 });
  }

  /** Instances of every sort, some of them in the middle of something. */
  async variety(): Promise<string[]> {
    const networkId = await this.network();
    const storageId = await this.storage();
    const everything = await this.running({
      name: 'everything',
      clusterId: CLUSTER,
      ports: '8000/http,22/tcp',
      tools: [{ name: 'Jupyter', port: '8888', type: 'http' }],
      envs: [{ key: 'MODE', value: 'test' }],
      networkId,
      networkStorages: [{ Id: storageId, mountPoint: '/data' }],
    });
    const ids = [everything, await this.exited({ name: 'stopped' }), await this.monthly()];
    const saving = await this.exited({ name: 'saving' });
    await this.post('job/save/image', { instanceId: saving, image: 'registry.example/team/image:1' });
    const failed = await this.running({ name: 'failed' });
    this.simulator.instances.fail(failed, { state: 'imagePullFailed', message: 'no such image' });
    const cpu = (await this.post('gpu/instance/create', await this.cpuBody())).json.id;
    const spot = await this.instance({ name: 'spot', billingMode: 'spot' });
    return [...ids, saving, failed, cpu, spot];
  }

  /** To create a CPU instance with. */
  async cpuBody(): Promise<Record<string, unknown>> {
    const { json } = await this.get('cpu/products');
    const { id } = json.data[0] as { id: string };
    return { name: 'cpu', kind: 'cpu', productId: id, imageUrl: CREATE_BODY.imageUrl };
  }

  async network(): Promise<string> {
    await this.post('network/create', { clusterId: CLUSTER, name: 'lan' });
    this.simulator.advance(LONG);
    return this.#newest('networks?pageSize=10&pageNum=1', 'networks', 'Id');
  }

  async storage(): Promise<string> {
    await this.post('networkstorage/create', { clusterId: CLUSTER, storageName: 'disk', storageSize: 20 });
    return this.#newest('networkstorages/list', 'data', 'storageId');
  }

  async registryAuth(): Promise<string> {
    await this.post('repository/auth/save', { name: 'registry', username: 'user', password: 'secret' });
    return this.#newest('repository/auths', 'data', 'id');
  }

  async template(): Promise<string> {
    const { json } = await this.post('template/create', { template: TEMPLATE });
    return (json as unknown as { templateId: string }).templateId;
  }

  async prewarmTask(): Promise<string> {
    return (await this.post('image/prewarm', { imageUrl: 'library/python:3.12', clusterId: CLUSTER })).json.id;
  }

  async endpoint(): Promise<string> {
    return (await this.post('endpoint/create', { endpoint: await this.endpointBody() })).json.id;
  }

  /** A body of v1; what it runs on is the first product that endpoints can have. */
  async endpointBody(): Promise<Record<string, unknown>> {
    return { ...ENDPOINT, products: [{ id: await this.serverlessProduct() }] };
  }

  async serverlessProduct(): Promise<string> {
    const reply = await call(this.simulator, 'GET', '/gpus/v2/products?type=gpu&category=serverless');
    return (reply.json.data[0] as { id: string } | undefined)?.id ?? CREATE_BODY.productId;
  }

  /** A job that is under way. */
  async job(): Promise<string> {
    const instanceId = await this.exited();
    const { json } = await this.post('job/save/image', { instanceId, image: 'registry.example/team/image:1' });
    return (json as unknown as { jobId: string }).jobId;
  }

  /** An image that a job has saved; how v2 calls it. */
  async image(): Promise<string> {
    await this.job();
    this.simulator.advance(LONG);
    const { json } = await call(this.simulator, 'GET', '/gpus/v2/images?type=private');
    return (json.data[0] as { id: string }).id;
  }

  get(path: string): Promise<Reply> {
    return call(this.simulator, 'GET', `${V1}/${path}`);
  }

  async post(path: string, body: unknown): Promise<Reply> {
    const reply = await call(this.simulator, 'POST', `${V1}/${path}`, body);
    if (reply.status !== 200) throw new Error(`the stage could not be set: ${path} gave ${reply.status} ${reply.text}`);
    return reply;
  }

  async #newest(path: string, list: string, key: string): Promise<string> {
    const { json } = await this.get(path);
    const entries = (json as unknown as Record<string, Record<string, string>[]>)[list] ?? [];
    return entries.at(-1)?.[key] ?? '';
  }
}

/** A template of v1 without an id. */
export const TEMPLATE = {
  name: 'mine',
  readme: '# Mine',
  type: 'instance',
  channel: 'private',
  image: 'library/python:3.12',
  startCommand: 'python -m http.server',
  rootfsSize: 20,
  ports: [{ type: 'http', ports: [8000] }],
  envs: [{ key: 'MODE', value: 'test' }],
};

/** An endpoint of v1 without products. */
export const ENDPOINT = {
  name: 'answers',
  workerConfig: { minNum: 0, maxNum: 1, freeTimeout: 60, maxConcurrent: 1, gpuNum: 1, requestTimeout: 60 },
  ports: [{ port: '8000' }],
  policy: { type: 'queue', value: 60 },
  image: { image: 'library/python:3.12', authId: '', command: '' },
  rootfsSize: 100,
  volumeMounts: [{ type: 'local', size: 30, mountPath: '/workspace' }],
  envs: [{ key: 'MODE', value: 'test' }],
  healthy: { path: '/health' },
};
