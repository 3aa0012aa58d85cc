/** What an API key may do, the least first; each scope includes those before it. */
export const SCOPES = ['read', 'write', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** Who sends a request. */
export interface Principal {
  /** Id of the API key. */
  readonly keyId: string;
  readonly scope: Scope;
}

/** Whether a scope is enough where `needed` is asked for. */
export function isEnough(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}

/** The only owner whose things a principal may see: its own key, or undefined for an administrator, who sees all. */
export function ownerSeenBy({ keyId, scope }: Principal): string | undefined {
  return scope === 'admin' ? undefined : keyId;
}
