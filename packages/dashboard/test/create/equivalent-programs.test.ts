import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliCommand } from '../../src/create/cli-command.js';
import { newCandidate, newProbe, type CreateDraft } from '../../src/create/draft.js';
import { curlCommand, pythonProgram, typescriptProgram } from '../../src/create/equivalent-programs.js';
import { requestOf } from '../../src/create/request-of.js';
import { secretNames } from '../../src/create/secret-variables.js';
import { fullDraft, smallDraft } from './draft-fixture.js';

const COMMAND = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const SECRET = "hf_s3cret' $x\n";
const NASTY = `a'b"c\\d $HOME \`id\` $(id)\nEOF\n\u001b[201~ é🚀`;

const env = (key: string, value: string, isSecret = false) => ({ rowId: key, key, value, isSecret });
const port = (number: string, type: 'http' | 'tcp') => ({ rowId: number, port: number, type });

const drafts: Record<string, CreateDraft> = {
  'a small one': smallDraft(),
  'one with everything': fullDraft({ envs: [env('MODE', 'train & "go"'), env('HF_TOKEN', SECRET, true)] }),
  'one with nothing but options': fullDraft({
    candidates: [newCandidate('a', { by: 'gpu', gpuName: '4090', billingMode: 'spot', regions: ['a', 'b c'] })],
    ports: [port('8080', 'http'), port('22', 'tcp')],
    probes: [newProbe('1', { port: '8080', path: '/h?a=b&c' }), newProbe('2', { type: 'tcp', port: '22' })],
    deadlines: { queued: '', pulling: '', starting: '', probing: '' },
    ...{ networkId: '', networkStorages: [] },
    ...{ idleGrace: '', idleGpuBusyPercent: '', stopAfter: '90s 5ms' },
  }),
  'a hostile one': smallDraft({
    name: '-n',
    imageUrl: `x/${NASTY}`.trim(),
    command: NASTY.trim(),
    entrypoint: '--help',
    candidates: [newCandidate('a', { by: 'gpu', gpuName: "'; exit 1; '", regions: ['-x', '$(id)'] })],
    envs: [env('A', NASTY), env('B', ''), env('lower case', '-x'), env('API_KEY', SECRET), env('S', SECRET, true)],
    labels: [{ rowId: '1', name: 'a/b', value: NASTY }],
  }),
  'one whose variables no option can say': smallDraft({ envs: [env('A=B', NASTY), env('S', SECRET, true)] }),
};

const FAKE_CLIENT = `
export class FleetClient {
  constructor(options) { this.options = options; }
  instances = { create: async (request) => {
    process.stdout.write(JSON.stringify({ ...this.options, request }) + '\\n');
    return { id: 'inst_1', status: 'pending' };
  } };
  [Symbol.asyncDispose ?? 'x']() {}
}`;

const FAKE_PYTHON = `
import json
class FleetClient:
    def __init__(self, **options): self.options = options; self.instances = self
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def create(self, request):
        print(json.dumps({"baseUrl": self.options["base_url"], "request": request}))
        return {"id": "inst_1", "status": "pending"}
`;

describe.each(Object.entries(drafts))('the programs of %s', (_name, draft) => {
  const request = requestOf(draft);
  const secrets = secretNames(draft);
  const context = { baseUrl: 'https://fleet.example.com', secrets };
  const secretValues = Object.fromEntries(
    draft.envs.filter(({ key }) => secrets.has(key)).map((e) => [e.key, e.value]),
  );
  const sent = { baseUrl: context.baseUrl, request };
  const marked = {
    ...request,
    ...(request.envs && {
      envs: request.envs.map(({ key, value }) => ({ key, value: secrets.has(key) ? `<value of ${key}>` : value })),
    }),
  };
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'programs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('show no secret', () => {
    for (const program of [cliCommand, typescriptProgram, pythonProgram, curlCommand]) {
      expect(program(request, context)).not.toContain('s3cret');
    }
  });

  test('the command line asks for the same', () => {
    const shim = join(folder, 'novita-fleet');
    writeFileSync(shim, `#!/bin/sh\nexec ${process.execPath} ${COMMAND} "$@" --dry-run --output json\n`);
    chmodSync(shim, 0o755);
    const output = run('bash', cliCommand(request, context), {
      ...secretValues,
      PATH: `${folder}:${process.env.PATH}`,
    });
    const inFile = cliCommand(request, context).includes('<value of ');
    expect(JSON.parse(output)).toEqual(inFile ? marked : request);
  });

  test('curl asks for the same', () => {
    const shim = join(folder, 'curl');
    writeFileSync(shim, '#!/bin/sh\nprintf "%s\\0" "$@"\ncat\n');
    chmodSync(shim, 0o755);
    const variables = { PATH: `${folder}:${process.env.PATH}`, NOVITA_FLEET_API_KEY: 'nfk_1' };
    const words = run('bash', curlCommand(request, context), variables).split('\0');
    expect(JSON.parse(words.at(-1)!)).toEqual(marked);
    expect(words).toContain('https://fleet.example.com/v1/instances');
    expect(words).toContain('Authorization: Bearer nfk_1');
  });

  test('TypeScript asks for the same', () => {
    const program = typescriptProgram(request, context);
    writeFileSync(join(folder, 'client.mjs'), FAKE_CLIENT);
    const { outputText } = ts.transpileModule(program.replace('@novita-fleet/client', './client.mjs'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, 'program.mjs'), outputText);
    const [line = ''] = execFileSync(process.execPath, [join(folder, 'program.mjs')], options(secretValues)).split(
      '\n',
    );
    expect(JSON.parse(line)).toEqual(sent);
  });

  test('Python asks for the same', () => {
    writeFileSync(join(folder, 'novita_fleet.py'), FAKE_PYTHON);
    writeFileSync(join(folder, 'program.py'), pythonProgram(request, context));
    const [line = ''] = execFileSync('python3', [join(folder, 'program.py')], options(secretValues)).split('\n');
    expect(JSON.parse(line)).toEqual(sent);
  });

  function run(shell: string, script: string, variables: Record<string, string>): string {
    return execFileSync(shell, ['--norc', '-c', script], options(variables));
  }

  function options(variables: Record<string, string>) {
    return { encoding: 'utf8' as const, env: { PATH: process.env.PATH, HOME: folder, ...variables } };
  }
});

describe('the command line', () => {
  test('of a small request reads as one would write it', () => {
    const draft = smallDraft({ stopAfter: '2h', maxCost: '5', ports: [port('8080', 'http')] });
    const context = { baseUrl: 'http://127.0.0.1:7070', secrets: new Set<string>() };
    expect(cliCommand(requestOf(draft), context)).toMatchInlineSnapshot(`
      "# The API key is in NOVITA_FLEET_API_KEY.
      novita-fleet create --name job-17 \\
        --gpu 4090 \\
        --image ghcr.io/me/app:1 \\
        --port 8080 \\
        --stop-after 2h \\
        --max-cost 5 \\
        --url http://127.0.0.1:7070
      "
    `);
  });

  test('in one with a plan gives the rest as a file', () => {
    const context = { baseUrl: 'http://127.0.0.1:7070', secrets: new Set(['HF_TOKEN']) };
    expect(cliCommand(requestOf(fullDraft()), context)).toMatchInlineSnapshot(`
      "# The API key is in NOVITA_FLEET_API_KEY.
      # Set these first: HF_TOKEN.
      novita-fleet create -f - \\
        --name job-17 \\
        --product 4090.16c92g \\
        --region 'US-CA-06 (Los Angeles)' \\
        --region EU-1 \\
        --spot \\
        --max-price 0.40 \\
        --gpus 2 \\
        --image ghcr.io/me/app:1 \\
        --image-auth auth-1 \\
        --disk 120 \\
        --cuda 12.4 \\
        --command 'python -m app "$HOME"' \\
        --entrypoint '/bin/sh -c' \\
        --env 'MODE=train & "go"' \\
        --env HF_TOKEN \\
        --port 8080 \\
        --port 22/tcp \\
        --label team=blue \\
        --stop-after 2h \\
        --delete-after 1d \\
        --idle-stop-after 30m \\
        --max-cost 5 \\
        --on-reclaim recreate \\
        --url http://127.0.0.1:7070 <<'EOF'
      {
        "probes": [
          {
            "type": "http",
            "port": 8080,
            "intervalMs": 500,
            "path": "/health",
            "expectStatus": 204,
            "expectBody": " \\"ok\\""
          },
          {
            "type": "ssh",
            "port": 22,
            "timeoutMs": 60000
          }
        ],
        "networkId": "net-1",
        "networkStorages": [
          {
            "id": "disk-1"
          },
          {
            "id": "disk-2",
            "mountPoint": "/data"
          }
        ],
        "fallback": [
          {
            "gpuName": "H100",
            "maxHourlyPrice": "2.5"
          }
        ],
        "idleGraceMs": 600000,
        "idleGpuBusyPercent": 5,
        "deadlines": {
          "queuedMs": 300000,
          "probingMs": 90000
        }
      }
      EOF
      "
    `);
  });

  test('in TypeScript and Python', () => {
    const context = { baseUrl: 'http://127.0.0.1:7070', secrets: new Set(['HF_TOKEN']) };
    const request = requestOf(fullDraft());
    expect(typescriptProgram(request, context)).toMatchInlineSnapshot(`
      "import { FleetClient } from '@novita-fleet/client';

      // The API key comes from NOVITA_FLEET_API_KEY.
      await using fleet = new FleetClient({ baseUrl: 'http://127.0.0.1:7070' });
      const instance = await fleet.instances.create({
        name: 'job-17',
        productId: '4090.16c92g',
        regions: ['US-CA-06 (Los Angeles)', 'EU-1'],
        billingMode: 'spot',
        maxHourlyPrice: '0.40',
        fallback: [{ gpuName: 'H100', maxHourlyPrice: '2.5' }],
        imageUrl: 'ghcr.io/me/app:1',
        imageAuthId: 'auth-1',
        gpuNum: 2,
        rootfsSize: 120,
        minCudaVersion: '12.4',
        command: 'python -m app "$HOME"',
        entrypoint: '/bin/sh -c',
        envs: [
          { key: 'MODE', value: 'train & "go"' },
          { key: 'HF_TOKEN', value: process.env['HF_TOKEN'] ?? '' },
        ],
        ports: [{ port: 8080, type: 'http' }, { port: 22, type: 'tcp' }],
        probes: [
          {
            type: 'http',
            port: 8080,
            intervalMs: 500,
            path: '/health',
            expectStatus: 204,
            expectBody: ' "ok"',
          },
          { type: 'ssh', port: 22, timeoutMs: 60000 },
        ],
        networkId: 'net-1',
        networkStorages: [{ id: 'disk-1' }, { id: 'disk-2', mountPoint: '/data' }],
        metadata: { team: 'blue' },
        deadlines: { queuedMs: 300000, probingMs: 90000 },
        stopAfterMs: 7200000,
        deleteAfterMs: 86400000,
        idleStopAfterMs: 1800000,
        idleGraceMs: 600000,
        idleGpuBusyPercent: 5,
        maxCost: '5',
        onReclaim: 'recreate',
      });
      console.log(instance.id, instance.status);
      "
    `);
    expect(pythonProgram(request, context)).toMatchInlineSnapshot(`
      "import os

      from novita_fleet import FleetClient

      # The API key comes from NOVITA_FLEET_API_KEY.
      with FleetClient(base_url="http://127.0.0.1:7070") as fleet:
          instance = fleet.instances.create({
              "name": "job-17",
              "productId": "4090.16c92g",
              "regions": ["US-CA-06 (Los Angeles)", "EU-1"],
              "billingMode": "spot",
              "maxHourlyPrice": "0.40",
              "fallback": [{"gpuName": "H100", "maxHourlyPrice": "2.5"}],
              "imageUrl": "ghcr.io/me/app:1",
              "imageAuthId": "auth-1",
              "gpuNum": 2,
              "rootfsSize": 120,
              "minCudaVersion": "12.4",
              "command": "python -m app \\"$HOME\\"",
              "entrypoint": "/bin/sh -c",
              "envs": [
                  {"key": "MODE", "value": "train & \\"go\\""},
                  {"key": "HF_TOKEN", "value": os.environ["HF_TOKEN"]},
              ],
              "ports": [{"port": 8080, "type": "http"}, {"port": 22, "type": "tcp"}],
              "probes": [
                  {
                      "type": "http",
                      "port": 8080,
                      "intervalMs": 500,
                      "path": "/health",
                      "expectStatus": 204,
                      "expectBody": " \\"ok\\"",
                  },
                  {"type": "ssh", "port": 22, "timeoutMs": 60000},
              ],
              "networkId": "net-1",
              "networkStorages": [{"id": "disk-1"}, {"id": "disk-2", "mountPoint": "/data"}],
              "metadata": {"team": "blue"},
              "deadlines": {"queuedMs": 300000, "probingMs": 90000},
              "stopAfterMs": 7200000,
              "deleteAfterMs": 86400000,
              "idleStopAfterMs": 1800000,
              "idleGraceMs": 600000,
              "idleGpuBusyPercent": 5,
              "maxCost": "5",
              "onReclaim": "recreate",
          })
          print(instance["id"], instance["status"])
      "
    `);
  });
});
