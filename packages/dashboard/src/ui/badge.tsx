import type { ReactNode } from 'react';

/** `good` runs, `busy` is on its way, `bad` went wrong, `quiet` rests, `warn` needs a look, `info` is neutral. */
export type Tone = 'good' | 'busy' | 'bad' | 'quiet' | 'warn' | 'info';

/** A word with a mark whose shape, not only its colour, says how things are. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Mark tone={tone} />
      {children}
    </span>
  );
}

/** The mark alone: a disc, a ring with a gap, a cross, a square, a triangle or a diamond. */
export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={`mark tone-${tone}`} viewBox="0 0 12 12" aria-hidden="true">
      {tone === 'good' && <circle cx="6" cy="6" r="4.5" fill="currentColor" />}
      {tone === 'busy' && (
        <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="17 8" />
      )}
      {tone === 'bad' && (
        <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      )}
      {tone === 'quiet' && <rect x="2.5" y="2.5" width="7" height="7" rx="1.5" fill="currentColor" />}
      {tone === 'warn' && <path d="M6 1.5 11 10.500H1Z" fill="currentColor" />}
      {tone === 'info' && <path d="m6 1 5 5-5 5-5-5Z" fill="currentColor" />}
    </svg>
  );
}
