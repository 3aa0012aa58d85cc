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
  /(?:password|passwd|passphrase|pwd|secret|token|apikey|accesskey|secretkey|signingkey|privatekey|credentials?|auth|authorization|cookie)$/;
/** Names that hold a secret in the query of a URL, and may be harmless elsewhere. */
const SECRET_PARAMETER = /^(?:key|sig|.*signature)$/;
/** What is a secret by its look: credentials of HTTP, keys of the cloud and of ours, web tokens, users in URLs. */
const SECRET_TEXT =
  /\b(Bearer|Basic)\s+[^\s"',;]+|\b(?:sk|nfk|whsec)_[\w+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(\/\/)[^\s/]+@/gi;
/** The begin of `name=value`, as in a query or a form, and the value, which may be quoted. */
const PAIR = /([?&]?)(?<![\w.-])([\w.-]+)=/g;
const PAIR_VALUE = /"[^"]*"?|'[^']*'?|[^\s&"'<>,;#]+/;
/** The begin of `"name": value`, as in JSON that was cut or stands within text, and the value. */
const MEMBER = /"([\w.-]+)\\*"\s*:\s*/g;
/** Of a list or an object nobody knows the end. */
const MEMBER_VALUE = /\\*"(?:[^"\\]|\\.)*"?|[[{][^]*|[^\s,}\]]+/;
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

/**
 * Text that is safe to log: bearer tokens, API keys, passwords in URLs, values with secret names in queries, forms and
 * JSON, and the given secrets are masked.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let safe = text.replaceAll(SECRET_TEXT, (_match, scheme?: string, slashes?: string) => {
    if (slashes !== undefined) return `//${REDACTED}@`;
    return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
  });
  safe = maskValues(safe, PAIR, PAIR_VALUE, REDACTED, ([, sign, name = '']) => {
    return isSecretKey(name) || (sign !== '' && SECRET_PARAMETER.test(name.toLowerCase()));
  });
  safe = maskValues(safe, MEMBER, MEMBER_VALUE, `"${REDACTED}"`, ([, name = '']) => {
    return isSecretKey(name) || name === 'envs';
  });
  // The longest first: one that begins with another would otherwise leave its end to be seen.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') safe = safe.replaceAll(secret, REDACTED);
  }
  return safe;
}

/** Masks the values behind those heads that are secret. The values of others are looked into: they may hold some. */
function maskValues(
  text: string,
  head: RegExp,
  value: RegExp,
  mask: string,
  isSecret: (head: RegExpExecArray) => boolean,
): string {
  const sticky = new RegExp(value, 'y');
  let safe = '';
  let done = 0;
  for (const found of text.matchAll(head)) {
    const begin = found.index + found[0].length;
    if (found.index < done || !isSecret(found)) continue;
    sticky.lastIndex = begin;
    const [hidden] = sticky.exec(text) ?? [''];
    if (hidden === '') continue;
    safe += text.slice(done, begin) + mask;
    done = begin + hidden.length;
  }
  return safe + text.slice(done);
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
    const safe = redactText(name, secrets);
    return [safe, holdsVariables(name, item) ? redactVariables(item) : redactValue(item, secrets, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** The cloud calls them `envs`; some of its clients call them `env`, which elsewhere is the name of an environment. */
function holdsVariables(name: string, value: unknown): boolean {
  return name === 'envs' || (name === 'env' && typeof value === 'object' && value !== null);
}

/** Environment variables keep their names only: nobody can tell which of the values are secret. */
function redactVariables(variables: unknown): unknown {
  if (!Array.isArray(variables)) return REDACTED;
  return variables.map((variable: { key?: unknown } | null) => ({ key: variable?.key, value: REDACTED }));
}
