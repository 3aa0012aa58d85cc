import type { components } from '@novita-fleet/openapi/novita';
import { textOf } from './expected-values.js';

/** What the answers of all lists of v2 have in common. */
interface Page<Raw> {
  readonly data: readonly Raw[];
  readonly next_cursor?: string;
  readonly has_more?: boolean;
}

/** A page as the client must give it. */
export function pageOf<Raw>(answer: Page<Raw>, itemOf: (raw: Raw) => unknown) {
  const hasMore = answer.has_more === true;
  return { items: answer.data.map(itemOf), hasMore, nextCursor: hasMore ? answer.next_cursor : undefined };
}

/** A status object as the client must give it. */
export function statusOf({ status, error, message }: components['schemas']['V2Status']) {
  return { status, error: textOf(error), message: textOf(message) };
}
