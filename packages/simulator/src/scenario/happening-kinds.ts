import { FieldError, type Fields } from '../fields.js';
import type { Instance, Load } from '../world/instance.js';
import type { World } from '../world/world.js';

/** What a happening does: to each instance that it names, or to the whole cloud. */
export type Deed =
  | { readonly to: 'instances'; readonly run: (world: World, instance: Instance) => void }
  | { readonly to: 'cloud'; readonly run: (world: World) => void };

/** A kind of happening: reads its parameters. */
interface HappeningKind {
  /** @throws FieldError naming a parameter that is missing or wrong. */
  readonly read: (fields: Fields) => Deed;
}

/** Something that the scenario does to every instance whose name fits. */
interface ToInstances {
  /** Pattern of names, in which an asterisk stands for any text; default `*`. */
  readonly instances?: string;
  /** At most so many of them, the oldest first; default: all. */
  readonly count?: number;
}

/** All kinds and their parameters. */
export type HappeningDeed =
  /** A spot instance gets its notice; `noticeSeconds` until it is taken back, default that of the options. */
  | (ToInstances & { readonly do: 'reclaim'; readonly noticeSeconds?: number })
  /** It is gone without a word. */
  | (ToInstances & { readonly do: 'vanish' })
  /** It exits, with the error in `statusError`. */
  | (ToInstances & { readonly do: 'fail'; readonly state: string; readonly message: string })
  /** Someone stops it in the console. */
  | (ToInstances & { readonly do: 'stop' })
  /** Someone deletes it in the console. */
  | (ToInstances & { readonly do: 'delete' })
  /** Its node breaks down. */
  | (ToInstances & { readonly do: 'node_trouble' })
  /** Whether its node refuses a start; default true. */
  | (ToInstances & { readonly do: 'node_full'; readonly full?: boolean })
  /** How hard the program inside works from then on. */
  | (ToInstances & { readonly do: 'load'; readonly load: Load })
  /** Money is paid in, in 1/10000 USD. */
  | { readonly do: 'top_up'; readonly amount: number }
  /** How many GPUs there are from then on; what is in use stays in use. */
  | { readonly do: 'stock'; readonly productId: string; readonly clusterId: string; readonly gpus: number };

export const HAPPENING_KINDS: Readonly<Record<HappeningDeed['do'], HappeningKind>> = {
  reclaim: {
    read(fields) {
      const noticeSeconds = fields.number('noticeSeconds', { min: 0, max: 1e9 });
      return each((world, { id }) => world.spot.reclaim(id, noticeSeconds));
    },
  },
  vanish: { read: () => each((world, { id }) => world.instances.vanish(id)) },
  fail: {
    read(fields) {
      const state = fields.required('state', fields.text('state', { minLength: 1, maxLength: 255 }));
      const message = fields.required('message', fields.text('message', { maxLength: 4095 }));
      return each((world, { id }) => world.instances.fail(id, { state, message }));
    },
  },
  stop: { read: () => each((world, { id }) => world.instances.command(id, 'stop')) },
  delete: { read: () => each((world, { id }) => world.instances.command(id, 'delete')) },
  node_trouble: { read: () => each((world, { id }) => world.migrations.nodeTrouble(id)) },
  node_full: {
    read(fields) {
      const isFull = fields.flag('full') ?? true;
      return each((world, { id }) => world.settings.setNodeFull(id, isFull));
    },
  },
  load: {
    read(fields) {
      const load = fields.required('load', fields.oneOf('load', ['busy', 'idle']));
      return each((world, { id }) => world.settings.setLoad(id, load));
    },
  },
  top_up: {
    read(fields) {
      const amount = fields.required('amount', fields.integer('amount', { min: 1, max: 1e12 }));
      return { to: 'cloud', run: (world) => world.billing.topUp(amount) };
    },
  },
  stock: { read: readStock },
};

function readStock(fields: Fields): Deed {
  const productId = fields.required('productId', fields.text('productId', { minLength: 1 }));
  const clusterId = fields.required('clusterId', fields.text('clusterId', { minLength: 1 }));
  const gpus = fields.required('gpus', fields.integer('gpus', { min: 0, max: 1e9 }));
  return {
    to: 'cloud',
    run({ catalogue, stock }) {
      const product = catalogue.product(productId) ?? catalogue.cpuProduct(productId);
      if (product === undefined) throw new FieldError('productId', 'there is no such product');
      if (!Object.hasOwn(product.gpus, clusterId)) {
        throw new FieldError('clusterId', 'the product is not offered there');
      }
      stock.set(productId, clusterId, gpus);
    },
  };
}

function each(act: (world: World, instance: Instance) => unknown): Deed {
  return { to: 'instances', run: (world, instance) => void act(world, instance) };
}
