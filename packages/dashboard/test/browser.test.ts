import { describe, expect, it, vi } from 'vitest';
import { complaintsOf } from './browser.js';
import { Stage } from './stage.js';

const stage = Stage.forAllTests();

it('opens the dashboard as it was built, at whatever address', async () => {
  const page = await stage.browser.open(stage.fleet.server.url);
  expect(await page.title()).toContain('Novita Fleet');
  await page.goto(`${stage.fleet.server.url}/instances/inst_1`);
  expect(await page.title()).toContain('Novita Fleet');
});

describe('a page that', () => {
  it.each([
    ['writes an error', `console.error('broken')`, /^error: broken/],
    ['writes a warning', `console.warn('odd')`, /^warning: odd/],
    ['throws', `setTimeout(() => { throw new Error('broken') })`, /^thrown: broken/],
    ['lets a promise fail', `void Promise.reject(new Error('broken'))`, /^thrown: broken/],
    ['is refused something', `fetch('/v1/instances')`, /^error: .*401.*\(\/v1\/instances\)/],
    [
      'runs a script that stands in it',
      `document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))`,
      /^error: breach of the policy: script-src/,
    ],
    [
      'carries a style of its own',
      `document.body.insertAdjacentHTML('beforeend', '<p style="color: red">')`,
      /^error: breach of the policy: style-src/,
    ],
    ['loads from elsewhere', `new Image().src = 'http://127.0.0.1:9/x.png'`, /^error: breach of the policy: img-src/],
  ])('%s is found out', async (_what, script, complaint) => {
    const page = await stage.browser.open(stage.fleet.server.url, { allow: [/./] });
    const complaints = complaintsOf(page);
    await page.evaluate(`{ ${script} }`);
    await vi.waitFor(() => expect(complaints).toContainEqual(expect.stringMatching(complaint)), 10_000);
  });
});

it('a page may complain of what its test expects', async () => {
  const page = await stage.browser.open(stage.fleet.server.url, { allow: [/./] });
  const complaints = complaintsOf(page, [/expected/]);
  await page.evaluate(`console.error('expected'); console.error('strange')`);
  await vi.waitFor(() => expect(complaints).toEqual(['error: strange']), 10_000);
});
