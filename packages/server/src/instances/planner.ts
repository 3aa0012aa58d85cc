import { NotFoundError, NovitaError, type Template } from '@novita-fleet/client';
import type { Clock, Timer } from '@novita-fleet/resilience';
import { changeOf } from '../api/change-request.js';
import { checkProbes, type CreateInstanceBody } from '../api/create-instance-schema.js';
import { ProblemError, type FieldError } from '../api/problem.js';
import { parseDecimalMoney } from '../api/usd.js';
import { fieldName } from '../api/validation.js';
import { given } from '../lifecycle/given.js';
import type { Candidate, InstanceSpec, Limits, Promises } from '../lifecycle/instance.js';
import type { NewInstance } from '../lifecycle/new-instance.js';
import type { Catalogue } from './catalogue.js';
import { clusterIdsOf } from './chooser.js';
import { nearMatches } from './near-matches.js';
import { sealSpec } from './private-spec.js';
import type { SecretBox } from '../secret-box.js';

/** How long a request waits for the cloud to tell what it offers, in milliseconds. */
const CATALOGUE_WAIT_MS = 2_000;
const ROOTFS_GB = 60;
const NO_PROMISES: Promises = { stopAfterMs: null, deleteAfterMs: null, idle: null, maxCost: null, onReclaim: 'keep' };

/** Nothing could be learnt in time. */
const UNKNOWN: unique symbol = Symbol('unknown');

/**
 * Turns a request into what is stored, and checks before anything is spent that what it names exists. What the cloud
 * does not tell in time is not checked now: the create call will tell.
 */
export class Planner {
  readonly #catalogue: Catalogue;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #secrets: SecretBox;

  constructor(options: { catalogue: Catalogue; clock: Clock; limits: Limits; secrets: SecretBox }) {
    this.#secrets = options.secrets;
    this.#catalogue = options.catalogue;
    this.#clock = options.clock;
    this.#limits = options.limits;
  }

  /**
   * @param owner - the API key that asks.
   * @throws ProblemError `validation_failed` naming each field whose value does not exist, with near matches.
   * @throws ProblemError `cloud_unavailable` when a template is named and the cloud does not tell what is in it.
   */
  async plan(body: CreateInstanceBody, owner: string): Promise<Omit<NewInstance, 'id'>> {
    const problems: FieldError[] = [];
    const template = body.templateId === undefined ? undefined : await this.#template(body.templateId, problems);
    // Side by side, so that a cloud that does not answer is waited for once.
    const candidates = [body, ...body.fallback].map((candidate, index) =>
      this.#candidate(candidate, index === 0 ? '' : `fallback[${index - 1}].`, problems),
    );
    const [plan] = await Promise.all([Promise.all(candidates), this.#checkIds(body, problems)]);
    const spec = specOf(body, template);
    checkProbes(spec, (path, message) => problems.push({ field: fieldName(path), message }));
    if (spec.imageUrl === '') problems.push({ field: 'imageUrl', message: 'Required: the template names no image.' });
    if (problems.length > 0) {
      const names = problems.map(({ field }) => field).join(', ');
      throw new ProblemError('validation_failed', `The body of the request is not valid: ${names}.`, problems);
    }
    const change = changeOf(body);
    return {
      owner,
      spec: sealSpec({ ...spec, plan }, owner, this.#secrets),
      limits: { ...this.#limits, ...given(change.limits) },
      promises: { ...NO_PROMISES, ...given(change.promises) },
      replaces: null,
    };
  }

  async #template(id: string, problems: FieldError[]): Promise<Template | undefined> {
    try {
      const template = await this.#inTime(this.#catalogue.template(id));
      if (template !== UNKNOWN) return template;
    } catch (error) {
      if (error instanceof NotFoundError) {
        problems.push({ field: 'templateId', message: 'There is no such template.' });
        return undefined;
      }
      if (!(error instanceof NovitaError)) throw error;
    }
    throw new ProblemError('cloud_unavailable', 'The cloud does not tell what is in the template. Try again shortly.');
  }

  async #candidate(
    asked: Pick<CreateInstanceBody, 'productId' | 'gpuName' | 'regions' | 'billingMode' | 'maxHourlyPrice'>,
    at: string,
    problems: FieldError[],
  ): Promise<Candidate> {
    const { productId, gpuName, regions = [], billingMode, maxHourlyPrice } = asked;
    const [products, clusters] = await Promise.all([
      this.#known(this.#catalogue.products(billingMode)),
      this.#known(this.#catalogue.clusters()),
    ]);
    if (products !== UNKNOWN && productId !== undefined && !products.some(({ id }) => id === productId)) {
      const near = nearMatches(
        productId,
        products.map(({ id }) => id),
      );
      problems.push({ field: `${at}productId`, message: `There is no such product for ${billingMode}.${near}` });
    }
    if (products !== UNKNOWN && gpuName !== undefined) {
      const fits = products.some(({ name }) => name.toLowerCase().includes(gpuName.toLowerCase()));
      const near = nearMatches(
        gpuName,
        products.map(({ name }) => name),
      );
      if (!fits)
        problems.push({ field: `${at}gpuName`, message: `No product for ${billingMode} has this name.${near}` });
    }
    const clusterIds = clusters === UNKNOWN ? null : clusterIdsOf(regions, clusters);
    clusterIds?.forEach((id, index) => {
      if (id !== undefined || clusters === UNKNOWN) return;
      const near = nearMatches(
        regions[index] ?? '',
        clusters.flatMap(({ id, name }) => [name, id]),
      );
      problems.push({ field: `${at}regions[${index}]`, message: `There is no such region.${near}` });
    });
    return {
      productId: productId ?? null,
      gpuName: gpuName ?? null,
      regions,
      clusterIds: clusterIds?.filter((id) => id !== undefined) ?? (regions.length === 0 ? [] : null),
      billingMode,
      maxHourlyPrice: maxHourlyPrice === undefined ? null : parseDecimalMoney(maxHourlyPrice),
    };
  }

  /** Looks whether what the request names by id is in the account. */
  async #checkIds(body: CreateInstanceBody, problems: FieldError[]): Promise<void> {
    const { imageAuthId, networkId, networkStorages } = body;
    const check = async (field: string, id: string, what: string, ids: Promise<string[]>): Promise<void> => {
      const known = await this.#known(ids);
      if (known === UNKNOWN || known.includes(id)) return;
      problems.push({ field, message: `The account has no such ${what}.${nearMatches(id, known)}` });
    };
    await Promise.all([
      imageAuthId !== undefined &&
        check(
          'imageAuthId',
          imageAuthId,
          'registry credential',
          this.#catalogue.registryAuths().then((auths) => auths.map(({ id }) => id)),
        ),
      networkId !== undefined && check('networkId', networkId, 'network', this.#catalogue.networkIds()),
      ...networkStorages.map(({ id }, index) =>
        check(`networkStorages[${index}].id`, id, 'network storage', this.#catalogue.storageIds()),
      ),
    ]);
  }

  /** Like `#inTime`; a failure is not knowing, too. */
  async #known<T>(answer: Promise<T>): Promise<T | typeof UNKNOWN> {
    try {
      return await this.#inTime(answer);
    } catch (error) {
      if (error instanceof NovitaError) return UNKNOWN;
      throw error;
    }
  }

  async #inTime<T>(answer: Promise<T>): Promise<T | typeof UNKNOWN> {
    let timer: Timer | undefined;
    const limit = new Promise<typeof UNKNOWN>((resolve) => {
      timer = this.#clock.setTimeout(() => resolve(UNKNOWN), CATALOGUE_WAIT_MS);
    });
    try {
      return await Promise.race([answer, limit]);
    } finally {
      timer?.cancel();
    }
  }
}

function specOf(body: CreateInstanceBody, template: Template | undefined): Omit<InstanceSpec, 'plan'> {
  const templatePorts = template?.ports.flatMap(({ type, ports }) =>
    ports.map((port) => ({ port, type: type === 'http' ? ('http' as const) : ('tcp' as const) })),
  );
  return {
    name: body.name,
    gpuNum: body.gpuNum,
    rootfsSize: body.rootfsSize ?? template?.rootfsSizeGb ?? ROOTFS_GB,
    imageUrl: body.imageUrl ?? template?.image ?? '',
    imageAuthId: body.imageAuthId ?? template?.imageAuthId,
    command: body.command ?? template?.startCommand,
    entrypoint: body.entrypoint ?? template?.entrypoint,
    envs: body.envs ?? template?.envs.map(({ key, value }) => ({ key, value })) ?? [],
    ports: body.ports ?? templatePorts ?? [],
    probes: body.probes,
    networkId: body.networkId,
    networkStorages: body.networkStorages.map(({ id, mountPoint }) => ({ Id: id, mountPoint })),
    minCudaVersion: body.minCudaVersion,
    metadata: body.metadata ?? {},
  };
}
