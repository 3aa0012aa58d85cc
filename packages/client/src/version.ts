/**
 * Version of this package; a test holds it equal to `package.json`.
 *
 * @example
 * ```ts
 * import { VERSION } from '@novita-fleet/client';
 *
 * console.log(`@novita-fleet/client ${VERSION}`);
 * ```
 */
export const VERSION = '0.1.0';
