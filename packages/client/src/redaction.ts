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
/** `name=value`, as in a query or a form; the value may be quoted. */
const PAIR = /([?&]?)(?<![\w.-])([\w.-]+)=(?:"[^"]*"?|'[^']*'?|[^\s&"'<>,;#]+)/g;
/** `"name": value`, as in JSON that was cut or stands within text. Of a list or an object nobody knows the end. */
const MEMBER = /"([\w.-]+)"(\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[[{][^]*|[^\s,}\]]+)/g;
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
  let safe = text
    .replaceAll(SECRET_TEXT, (_match, scheme?: string, slashes?: string) => {
      if (slashes !== undefined) return `//${REDACTED}@`;
      return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
    })
    .replaceAll(PAIR, (match, sign: string, name: string) => {
      const isSecret = isSecretKey(name) || (sign !== '' && SECRET_PARAMETER.test(name.toLowerCase()));
      return isSecret ? `${sign}${name}=${REDACTED}` : match;
    })
    .replaceAll(MEMBER, (match, name: string, colon: string) =>
      isSecretKey(name) ? `"${name}"${colon}"${REDACTED}"` : match,
    );
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
