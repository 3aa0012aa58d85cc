import { NovitaError } from '@novita-fleet/resilience';
import type { SecretBox } from '../secret-box.js';
import type { Store } from './store.js';

const NAME = 'secret_check';
const TEXT = 'sealed with the key of this store';

/**
 * Makes sure that a store is used with one key for secrets, whichever process or folder it is used from.
 *
 * @throws NovitaError `config_invalid` when its secrets were sealed with another key.
 */
export async function checkSecretKey(store: Store, secrets: SecretBox): Promise<void> {
  const sealed = await store.write(async (tx) => {
    const row = await tx.db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
    if (row !== undefined) return row.value;
    await tx.db
      .insertInto('meta')
      .values({ name: NAME, value: secrets.seal(TEXT, NAME) })
      .execute();
    return undefined;
  });
  if (sealed === undefined) return;
  try {
    secrets.open(sealed, NAME);
  } catch {
    throw new NovitaError(
      'config_invalid',
      'The key in secrets.key of the data folder is not the one that the secrets in the store were sealed with. ' +
        'Copy secrets.key from the data folder of the server that used this store first.',
    );
  }
}
