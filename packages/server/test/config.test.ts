import { expect, it } from 'vitest';
import { describeConfig, readConfig } from '../src/config.js';

it('has a default for everything, and listens on loopback', () => {
  expect(readConfig({ PATH: '/bin', NOVITA_API_KEY: 'sk_x' })).toMatchObject({
    NOVITA_FLEET_HOST: '127.0.0.1',
    NOVITA_FLEET_PORT: 7070,
    NOVITA_FLEET_WEBHOOK_ALLOW: [],
  });
});

it('names every setting that is unknown or wrong, and what is allowed', () => {
  const read = () =>
    readConfig({
      NOVITA_FLEET_PORT: 'x',
      NOVITA_FLEET_LOG_LEVEL: 'loud',
      NOVITA_FLEET_SWEEP_FAST_MS: '1',
      NOVITA_FLEET_PROT: '1',
    });
  expect(read).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  expect(read).toThrow(/NOVITA_FLEET_PORT: Must be a whole number/);
  expect(read).toThrow(/NOVITA_FLEET_LOG_LEVEL: Must be one of "debug"/);
  expect(read).toThrow(/NOVITA_FLEET_SWEEP_FAST_MS: Must be at least 20/);
  expect(read).toThrow(/NOVITA_FLEET_PROT: Unknown setting\. Near: NOVITA_FLEET_PORT/);
});

it('lets the settings of a client stand in the same shell', () => {
  expect(() =>
    readConfig({ NOVITA_FLEET_URL: 'http://x', NOVITA_FLEET_API_KEY: 'k', NOVITA_FLEET_PROFILE: 'work' }),
  ).not.toThrow();
});

it('describes every setting with its default', () => {
  expect(describeConfig()).toContain('NOVITA_FLEET_PORT (7070): Port to listen on');
});
