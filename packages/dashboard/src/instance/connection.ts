interface Tool {
  readonly url: string | null;
  readonly password: string | null;
}

/** How to reach an instance, with its passwords. */
export interface Connection {
  readonly ssh: { readonly command: string; readonly password: string | null } | null;
  readonly jupyter: Tool | null;
  readonly webTerminal: Tool | null;
}
