import { expect, it } from 'vitest';
import { saysUnit } from '../src/units.js';

it.each([
  ['openMs', ''],
  ['requestsPerMinute', ''],
  ['memoryGb', ''],
  ['attempts', ''],
  ['maxRetries', ''],
  ['ports', ''],
  ['MAX_DELAY_MS', ''],
  ['ttl', 'How long it is remembered, in milliseconds.'],
  ['size', 'How many entries there are.'],
  ['burst', 'Slots that may be taken at once.'],
  ['threshold', 'Successful probes that close the breaker.'],
  ['amount', 'Money, in 1/10000 USD.'],
  ['chance', 'Chance of a fault, from 0 to 1.'],
  ['compare', 'Negative when the first is less.'],
])('takes %s (%s) for plain', (name, words) => {
  expect(saysUnit(name, words)).toBe(true);
});

it.each([
  ['timeout', ''],
  ['timeout', 'How long to wait.'],
  ['size', 'Of the disk.'],
  ['memory', 'RAM for each GPU.'],
  ['items', ''],
  ['forms', 'Says nothing of terms.'],
  ['sports', ''],
  ['forms', ''],
  ['ITEMS', ''],
  ['rate', 'As fast as the calls come.'],
])('asks for more than %s (%s)', (name, words) => {
  expect(saysUnit(name, words)).toBe(false);
});
