import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** Most bytes that a browser loads for all screens together. */
const MOST = 150 * 1_024;

it('is small: all files together, as they are sent', () => {
  const files = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => /\.(?:html|js|css|svg)$/.test(name));
  const sizes = files.map((name) => [name, gzipSync(readFileSync(`${dist}${name}`), { level: 9 }).length] as const);
  expect(files).toContain('index.html');
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(total, JSON.stringify(Object.fromEntries(sizes))).toBeLessThan(MOST);
});

it('holds no inline script or style, and nothing of another host', () => {
  const page = readFileSync(`${dist}index.html`, 'utf8');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/assets\//);
});
