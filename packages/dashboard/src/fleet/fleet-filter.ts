import type { Instance, InstanceStatus } from '../api/schemas.js';
import type { Row } from '../live/row.js';
import { toneOfStatus } from '../ui/status.js';
import { regionOf, type ProductNames } from './place-of.js';
import { SORT_KEYS, type SortKey } from './fleet-order.js';
import { STATUS_ORDER } from './status-order.js';

/** What of the fleet is shown, and in which order. It lives in the address, so that it can be sent to somebody. */
export interface FleetView {
  readonly search: string;
  /** None: all but the deleted. */
  readonly statuses: readonly InstanceStatus[];
  readonly region: string;
  readonly owner: string;
  readonly isProblemsOnly: boolean;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

/** Reads a view from the query of an address; what it does not know, it leaves out. */
export function viewOf(params: URLSearchParams): FleetView {
  const asked = (params.get('status') ?? '').split(',');
  const sort = SORT_KEYS.find((key) => key === params.get('sort')) ?? 'age';
  return {
    search: params.get('q') ?? '',
    statuses: STATUS_ORDER.filter((status) => asked.includes(status)),
    region: params.get('region') ?? '',
    owner: params.get('owner') ?? '',
    isProblemsOnly: params.has('problems'),
    sort,
    isDescending: params.get('order') === 'desc',
  };
}

/** The query of an address; what is as usual is left out. */
export function paramsOf(view: FleetView): URLSearchParams {
  const entries = [
    ['q', view.search],
    ['status', view.statuses.join(',')],
    ['region', view.region],
    ['owner', view.owner],
    ['problems', view.isProblemsOnly ? '1' : ''],
    ['sort', view.sort === 'age' ? '' : view.sort],
    ['order', view.isDescending ? 'desc' : ''],
  ];
  return new URLSearchParams(entries.filter(([, value]) => value !== ''));
}

/** Whether somebody should look at it: it went wrong, or the cloud will take it back. */
export function isProblem({ status, spotReclaimAt }: Instance): boolean {
  const tone = toneOfStatus(status);
  return tone === 'bad' || tone === 'warn' || (spotReclaimAt !== null && status !== 'deleted');
}

/** The rows that a view shows, in the order in which they come. */
export function filtered(rows: readonly Row[], view: FleetView, names: ProductNames): Row[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const statuses: ReadonlySet<string> = new Set(view.statuses);
  const found = words.map(
    (word) => new Set([...names].filter(([, name]) => name.toLowerCase().includes(word)).map(([id]) => id)),
  );
  return rows.filter(({ instance, text }) => {
    if (statuses.size === 0 ? instance.status === 'deleted' : !statuses.has(instance.status)) return false;
    if (view.isProblemsOnly && !isProblem(instance)) return false;
    if (view.region !== '' && regionOf(instance) !== view.region) return false;
    if (view.owner !== '' && instance.owner !== view.owner) return false;
    return words.every(
      (word, index) => text.includes(word) || found[index]?.has(instance.place?.productId ?? '') === true,
    );
  });
}
