/** Stands where a secret was. */
const REDACTED = '[redacted]';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
]);
/** Ends of key names, compared in lower case without `-` and `_`; `imageAuthId` is no secret, `imageAuth` is. */
const SECRET_KEY =
  /(?:password|passwd|secret|token|apikey|accesskey|privatekey|credentials?|imageauth|authorization|cookie)$/;
const SECRET_TEXT = /\b(Bearer|Basic)\s+[^\s"',;]+|\bsk_[\w-]+|(\/\/)[^\s/]+@/gi;
/** A body nested deeper is cut: nothing that people read is. */
const MAX_DEPTH = 8;

/** Whether a field of this name holds a secret. */
export function isSecretKey(name: string): boolean {
  return SECRET_KEY.test(name.replaceAll(/[-_]/g, '').toLowerCase());
}

/**
 * Headers that are safe to log: secrets masked, lists joined by commas.
 *
 * @param secrets - texts to mask wherever they occur, such as the API key in use.
 */
export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  secrets: readonly string[] = [],
): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const hidden = SECRET_HEADERS.has(name.toLowerCase()) || isSecretKey(name);
    safe[name] = hidden ? REDACTED : redactText(typeof value === 'string' ? value : value.join(', '), secrets);
  }
  return safe;
}

/** Text that is safe to log: bearer tokens, API keys, passwords in URLs and the given secrets are masked. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let safe = text.replaceAll(SECRET_TEXT, (_match, scheme?: string, slashes?: string) => {
    if (slashes !== undefined) return `//${REDACTED}@`;
    return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
  });
  // The longest first: one that begins with another would otherwise leave its end to be seen.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') safe = safe.replaceAll(secret, REDACTED);
  }
  return safe;
}

/** A copy of a JSON value that is safe to log: values under secret names, and of environment variables, are masked. */
export function redactBody(value: unknown, secrets: readonly string[] = []): unknown {
  return redactValue(value, secrets, 0);
}

function redactValue(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[nested too deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1));
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    if (isSecretKey(name)) return [name, REDACTED];
    return [name, name === 'envs' ? redactVariables(item) : redactValue(item, secrets, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** Environment variables keep their names only: nobody can tell which of the values are secret. */
function redactVariables(variables: unknown): unknown {
  if (!Array.isArray(variables)) return REDACTED;
  return variables.map((variable: { key?: unknown } | null) => ({ key: variable?.key, value: REDACTED }));
}
