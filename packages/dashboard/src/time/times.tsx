import { formatDuration } from './format-duration.js';
import { useNow } from './use-now.js';

const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** A time as date and clock of the reader's place. @param at - ISO 8601. */
export function formatTime(at: string): string {
  return FULL.format(new Date(at));
}

/** How long ago something was, ticking: `5m 2s`. @param at - ISO 8601. */
export function Age({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatTime(at)} className="nums">
      {formatDuration(now - Date.parse(at))}
    </time>
  );
}

/** How long ago something was, in words: `5m 2s ago`. @param at - ISO 8601. */
export function Ago({ at }: { readonly at: string }) {
  const ms = useNow() - Date.parse(at);
  return (
    <time dateTime={at} title={formatTime(at)} className="nums">
      {ms < 5_000 ? 'just now' : `${formatDuration(ms)} ago`}
    </time>
  );
}

/** How long until something, ticking: `in 5m 2s`, then `due`. @param at - ISO 8601. */
export function Until({ at }: { readonly at: string }) {
  const ms = Date.parse(at) - useNow();
  return (
    <time dateTime={at} title={formatTime(at)} className="nums">
      {ms > 0 ? `in ${formatDuration(ms)}` : 'due'}
    </time>
  );
}

/** The clock of a time of today, the date before it otherwise. @param at - ISO 8601. */
export function At({ at }: { readonly at: string }) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(useNow()).toDateString();
  return (
    <time dateTime={at} title={formatTime(at)} className="nums">
      {isToday ? CLOCK.format(date) : FULL.format(date)}
    </time>
  );
}
