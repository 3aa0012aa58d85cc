import { describe, expect, test } from 'vitest';
import { filterOfSearch, isEverything, queryOfFilter, searchOfFilter } from '../../src/webhooks/delivery-filter.js';

const filter = {
  status: 'dead' as const,
  eventType: 'instance.ready',
  instanceId: 'inst_1',
  from: '2026-01-01T00:00',
  to: '2026-01-02T12:30',
};

describe('the filter of deliveries', () => {
  test('is read back from the address', () => {
    expect(filterOfSearch(searchOfFilter(filter))).toEqual(filter);
    expect(isEverything(filterOfSearch(''))).toBe(true);
    expect(isEverything(filter)).toBe(false);
  });

  test('leaves out what an address cannot mean', () => {
    expect(isEverything(filterOfSearch('status=odd&from=yesterday&to=2026-13-01T00:00'))).toBe(true);
  });

  test('becomes the query of the server, with times in UTC', () => {
    expect(queryOfFilter(filter)).toEqual({
      status: 'dead',
      eventType: 'instance.ready',
      instanceId: 'inst_1',
      from: new Date(2026, 0, 1).toISOString(),
      to: new Date(2026, 0, 2, 12, 30).toISOString(),
    });
    expect(queryOfFilter(filterOfSearch(''))).toEqual({});
  });
});
