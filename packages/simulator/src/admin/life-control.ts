import { FieldError, Fields } from '../fields.js';
import type { World } from '../world/world.js';
import { Refusal } from '../world/refusal.js';
import type { LogName } from '../world/instance-logs.js';
import { readLog } from '../world/instance-logs.js';

const LOADS = ['busy', 'idle'] as const;

/**
 * What happens to instances, jobs and the account from outside the API; behind admin routes and the `Simulator`
 * object alike. Values are checked here.
 */
export class LifeControl {
  readonly #world: World;
  readonly #catchUp: () => void;

  /** @param catchUp - brings the world up to the present. */
  constructor(world: World, catchUp: () => void) {
    this.#world = world;
    this.#catchUp = catchUp;
  }

  /**
   * A spot instance gets its notice.
   *
   * @param options - `noticeSeconds`: virtual seconds until it is taken back; absent for that of the options.
   * @throws Refusal when it is not there, or not a spot instance that can be taken back.
   */
  reclaim(id: string, options: unknown = {}): void {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const noticeSeconds = fields.number('noticeSeconds', { min: 0, max: 1e9 });
    fields.refuseUnknown();
    this.#world.spot.reclaim(id, noticeSeconds);
  }

  /** @param options - `load`: `busy` or `idle`. @throws Refusal when it is not there. */
  setLoad(id: string, options: unknown): void {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const load = fields.required('load', fields.oneOf('load', LOADS));
    fields.refuseUnknown();
    this.#world.settings.setLoad(id, load);
  }

  /** Its node breaks down. @returns the id of the automatic migration, null for none. @throws Refusal. */
  nodeTrouble(id: string): { jobId: string | null } {
    this.#catchUp();
    return { jobId: this.#world.migrations.nodeTrouble(id)?.id ?? null };
  }

  /** @param options - `full`: whether its node refuses a start. @throws Refusal when it is not there. */
  setNodeFull(id: string, options: unknown): void {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const isFull = fields.required('full', fields.flag('full'));
    fields.refuseUnknown();
    this.#world.settings.setNodeFull(id, isFull);
  }

  /** @param options - `error` and `errorMessage`. @throws Refusal when the job is not there or has ended. */
  failJob(id: string, options: unknown): void {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const error = fields.required('error', fields.text('error', { minLength: 1, maxLength: 255 }));
    const errorMessage = fields.text('errorMessage', { maxLength: 4095 }) ?? '';
    fields.refuseUnknown();
    this.#world.jobs.fail(id, { error, errorMessage });
  }

  /** @param options - `amount` in 1/10000 USD, at least 1. @returns the balance in the same unit. */
  topUp(options: unknown): { balance: number } {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const amount = fields.required('amount', fields.integer('amount', { min: 1, max: 1e12 }));
    fields.refuseUnknown();
    this.#world.billing.topUp(amount);
    return { balance: this.#world.billing.balance };
  }

  /** @param options - `productId`, `clusterId` and `gpus`; what is in use stays in use. */
  setStock(options: unknown): void {
    this.#catchUp();
    const fields = new Fields(options, 'body');
    const productId = fields.required('productId', fields.text('productId'));
    const clusterId = fields.required('clusterId', fields.text('clusterId'));
    const gpus = fields.required('gpus', fields.integer('gpus', { min: 0, max: 1e9 }));
    fields.refuseUnknown();
    const { catalogue, stock } = this.#world;
    const product = catalogue.product(productId) ?? catalogue.cpuProduct(productId);
    if (product === undefined) throw new FieldError('productId', 'there is no such product');
    if (!Object.hasOwn(product.gpus, clusterId)) throw new FieldError('clusterId', 'the product is not offered there');
    stock.set(productId, clusterId, gpus);
  }

  /** The text of a log. @throws Refusal when the instance is not there, or the token is not its. */
  readLog(id: string, token: string, log: LogName): string {
    this.#catchUp();
    const instance = this.#world.instances.get(id);
    if (instance.secrets.logToken !== token) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', 'log not found');
    return readLog(instance, log, this.#world.now);
  }
}
