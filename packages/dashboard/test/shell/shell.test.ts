import { expect, it } from 'vitest';
import { chooseTheme, oppositeOf, storedTheme } from '../../src/shell/theme.js';
import { isCurrent } from '../../src/shell/navigation-items.js';

it('keeps the theme that was chosen, and follows the system until then', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const root = { dataset: {} as Record<string, string | undefined> } as unknown as HTMLElement;
  expect(storedTheme(storage)).toBe('system');
  expect(oppositeOf('system', true)).toBe('light');
  chooseTheme('dark', root, storage);
  expect(root.dataset.theme).toBe('dark');
  expect(storedTheme(storage)).toBe('dark');
  expect(oppositeOf('dark', false)).toBe('light');
});

it('marks the screen that one is on', () => {
  expect(isCurrent('/', '/')).toBe(true);
  expect(isCurrent('/', '/instances/inst_1')).toBe(true);
  expect(isCurrent('/', '/create')).toBe(false);
  expect(isCurrent('/webhooks', '/webhooks/we_1')).toBe(true);
  expect(isCurrent('/create', '/created')).toBe(false);
});
