import { NovitaError } from '@novita-fleet/resilience';

/** How something is created whose id the cloud need not tell. */
export interface CreateAndFind<Item> {
  /** What is there and looks like what is to be created; read before and after. */
  readonly candidates: () => Promise<readonly Item[]>;
  readonly create: () => Promise<unknown>;
  /** What the answer of `create` tells, with an empty id when it tells none. Default: it tells nothing. */
  readonly read?: (answer: unknown) => Item;
}

/**
 * Creates something. Should the answer not tell its id, finds it as the one candidate that was not there before.
 *
 * @returns undefined when it was created and cannot be told: the list does not show it yet, shows several new ones, or
 * cannot be read.
 * @throws what `create` throws, and `candidates` before it; nothing once it was created, since an error would look as if
 * it was not.
 */
export async function createAndFind<Item extends { readonly id: string }>(
  parts: CreateAndFind<Item>,
): Promise<Item | undefined> {
  const before = new Set((await parts.candidates()).map(({ id }) => id));
  const answer = await parts.create();
  const told = parts.read?.(answer);
  if (told !== undefined && told.id !== '') return told;
  try {
    const fresh = (await parts.candidates()).filter(({ id }) => id !== '' && !before.has(id));
    return fresh.length === 1 ? fresh[0] : undefined;
  } catch (error) {
    if (error instanceof NovitaError) return undefined;
    throw error;
  }
}
