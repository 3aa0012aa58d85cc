import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '@novita-fleet/simulator';
import { describe, expect, it } from 'vitest';
import { runServerCommand } from './run-command.js';
import { ServerProcess } from './server-process.js';
import { temporaryFolder, type OnFinished } from './temporary-store.js';

/** Writes a file with settings and answers its path. */
function configFile(content: unknown, onFinished: OnFinished): string {
  const file = join(temporaryFolder(onFinished), 'fleet.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe.concurrent('the settings of the command', () => {
  it('come from a file, the environment goes first, and are shown with their source and without secrets', async ({
    onTestFinished,
  }) => {
    const file = configFile(
      {
        NOVITA_FLEET_PORT: 7171,
        NOVITA_FLEET_METRICS_PUBLIC: true,
        NOVITA_FLEET_WEBHOOK_ALLOW: ['10.0.0.0/8', '127.0.0.0/8'],
        NOVITA_FLEET_LOG_LEVEL: 'warn',
        NOVITA_FLEET_DATABASE_URL: 'postgres://fleet:planted-password@db.example:5432/fleet?password=planted-too&x=1',
        NOVITA_API_KEY: 'sk_planted',
      },
      onTestFinished,
    );
    const { code, stdout, stderr } = await runServerCommand(['--config', file, '--print-config'], {
      NOVITA_FLEET_LOG_LEVEL: 'error',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines).toContain(`NOVITA_FLEET_PORT=7171  (file ${file})`);
    expect(lines).toContain(`NOVITA_FLEET_METRICS_PUBLIC=true  (file ${file})`);
    expect(lines).toContain(`NOVITA_FLEET_WEBHOOK_ALLOW=10.0.0.0/8,127.0.0.0/8  (file ${file})`);
    expect(lines).toContain('NOVITA_FLEET_LOG_LEVEL=error  (environment)');
    expect(lines).toContain('NOVITA_FLEET_HOST=127.0.0.1  (default)');
    expect(lines).toContain(`NOVITA_API_KEY=(hidden)  (file ${file})`);
    expect(stdout).toContain('postgres://fleet:(hidden)@db.example:5432/fleet');
    expect(stdout).not.toContain('planted');
  });

  it('can be named by a variable', async ({ onTestFinished }) => {
    const file = configFile({ NOVITA_FLEET_PORT: 7172 }, onTestFinished);
    const { stdout } = await runServerCommand(['--print-config'], { NOVITA_FLEET_CONFIG: file });
    expect(stdout).toContain(`NOVITA_FLEET_PORT=7172  (file ${file})`);
  });

  it.for([
    ['is missing', undefined, /cannot be read: ENOENT/],
    ['is a folder', 'folder', /cannot be read: EISDIR/],
    ['is not JSON', '{ "NOVITA_API_KEY": "sk_planted", }', /is not JSON/],
    ['is a list', [], /must be a JSON object/],
    ['has a wrong name', { NOVITA_FLEET_PROT: 1 }, /NOVITA_FLEET_PROT: Unknown setting\. Near: NOVITA_FLEET_PORT/],
    ['has a name of something else', { port: 1 }, /port: Unknown setting\. Near: NOVITA_FLEET_PORT/],
    ['has a wrong value', { NOVITA_FLEET_PORT: 99_999 }, /NOVITA_FLEET_PORT: Must be at most 65535/],
    ['has an object as a value', { NOVITA_FLEET_PORT: {} }, /NOVITA_FLEET_PORT: Must be text, a number/],
  ] as [string, unknown, RegExp][])(
    'are refused when the file %s',
    async ([, content, message], { onTestFinished }) => {
      const folder = temporaryFolder(onTestFinished);
      const file =
        content === undefined
          ? join(folder, 'none.json')
          : content === 'folder'
            ? folder
            : configFile(content, onTestFinished);
      const { code, stdout, stderr } = await runServerCommand(['--config', file]);
      expect(stderr).toMatch(message);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^novita-fleet-server: config_invalid: /);
      expect(stderr).not.toContain('planted');
    },
  );
});

describe.concurrent('the key of the cloud', () => {
  it('is read from a file that ends with a line break, named by the file with the settings', async ({
    onTestFinished,
  }) => {
    const simulator = await startSimulator({});
    onTestFinished(() => simulator.close());
    const keyFile = configFile(`${simulator.apiKey}\r\n`, onTestFinished);
    const file = configFile(
      {
        NOVITA_API_KEY_FILE: keyFile,
        NOVITA_BASE_URL: simulator.baseUrl,
        NOVITA_FLEET_DATA_DIR: temporaryFolder(onTestFinished),
        NOVITA_FLEET_METRICS_PUBLIC: true,
      },
      onTestFinished,
    );
    const server = await ServerProcess.start({ NOVITA_FLEET_CONFIG: file });
    onTestFinished(() => server.kill());
    // The list of the cloud is asked for with the key.
    const response = await fetch(`${server.url}/v1/orphans`, { headers: { authorization: `Bearer ${server.apiKey}` } });
    expect(response.status).toBe(200);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  });

  it.for([
    ['is missing', 'none', /NOVITA_API_KEY_FILE cannot be read: ENOENT/],
    ['is a folder', 'folder', /NOVITA_API_KEY_FILE cannot be read: EISDIR/],
    ['is empty', '', /"NOVITA_API_KEY_FILE" is empty/],
    ['holds two lines', 'sk_planted\nsk_planted2', /"NOVITA_API_KEY_FILE" contains a line break/],
  ] as [string, string, RegExp][])('is refused when its file %s', async ([, content, message], { onTestFinished }) => {
    const folder = temporaryFolder(onTestFinished);
    const file = join(folder, 'key');
    if (content === 'folder') mkdirSync(file);
    else if (content !== 'none') writeFileSync(file, content);
    const { code, stderr } = await runServerCommand([], {
      NOVITA_API_KEY_FILE: file,
      NOVITA_FLEET_DATA_DIR: join(folder, 'data'),
    });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stderr).not.toContain('planted');
  });

  it('is asked for when there is none', async ({ onTestFinished }) => {
    const { code, stderr } = await runServerCommand([], { NOVITA_FLEET_DATA_DIR: temporaryFolder(onTestFinished) });
    expect(stderr).toMatch(/missing_api_key: No API key: .*NOVITA_API_KEY or NOVITA_API_KEY_FILE/);
    expect(code).toBe(2);
  });
});
