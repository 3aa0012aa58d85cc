import { Fields } from '../fields.js';

interface EnvVar {
  readonly key: string;
  readonly value: string;
}

const MAX_ENVS = 100;

/**
 * Reads the field `envs` by the limits of the page `gpu-instance-create-instance`; empty when absent.
 *
 * @param path - put before the names in messages, such as `template.`.
 * @throws FieldError naming the entry and its field.
 */
export function readEnvVars(fields: Fields, path = ''): EnvVar[] {
  return (fields.list('envs', { maxItems: MAX_ENVS }) ?? []).map((entry, index) => {
    const name = `${path}envs[${index}]`;
    const env = new Fields(entry, name, `${name}.`);
    const key = env.required('key', env.text('key', { minLength: 1, maxLength: 511 }));
    return { key, value: env.text('value', { maxLength: 4095 }) ?? '' };
  });
}
