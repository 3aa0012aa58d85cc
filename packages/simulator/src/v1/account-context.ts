import type { Fields } from '../fields.js';
import type { World } from '../world/world.js';
import type { FirstPage } from './paging.js';

/** Form of a network's `state`, and of the network in `GET /network`. */
export type NetworkShape = 'list' | 'object';

/** How the account's objects look in v1, where the pages and what was seen differ. */
export interface AccountViews {
  /** `list`: as on the pages. `object`: as some clients read it. Default `list`. */
  readonly networkShape: NetworkShape;
  /** Whether the list of registry logins hides the passwords. Default false: the sample of the page shows them. */
  readonly maskPasswords: boolean;
  /** Whether `GET /endpoint` answers `{endpoint}`; without, the endpoint alone. Default true. */
  readonly wrapEndpoint: boolean;
}

/** What the v1 routes of the account's objects work on. */
export interface AccountContext extends AccountViews {
  readonly world: World;
  readonly firstPage: FirstPage;
}

/** Reads what it knows and leaves the rest to others. @throws FieldError naming the option that is wrong. */
export function readAccountViews(fields: Fields): AccountViews {
  return {
    networkShape: fields.oneOf('networkShape', ['list', 'object']) ?? 'list',
    maskPasswords: fields.flag('maskPasswords') ?? false,
    wrapEndpoint: fields.flag('wrapEndpoint') ?? true,
  };
}
