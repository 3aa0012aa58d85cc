import { describe, expect, it } from 'vitest';
import { startSimulator, type SimulatorOptions } from '../src/index.js';
import { HELP, describeRefusal, parseCommandLine } from '../src/command-line.js';

describe('command line', () => {
  it('reads every option', () => {
    const args = '--port 8080 --seed 7 --speed 60 --durations pulling=2,creating=1.5-3 --first-page 0';
    expect(parseCommandLine([...args.split(' '), '--not-found-status=404', '--json', '--exit-with-stdin'])).toEqual({
      action: 'run',
      options: {
        port: 8080,
        seed: 7,
        speed: 60,
        durations: { pulling: 2, creating: [1.5, 3] },
        firstPage: 0,
        notFoundStatus: 404,
      },
      json: true,
      exitWithStdin: true,
    });
    expect(parseCommandLine(['--stepped'])).toMatchObject({ options: { clock: 'stepped' }, json: false });
    expect(parseCommandLine([])).toMatchObject({ action: 'run', options: {} });
  });

  it('reads what goes wrong, and the scenario', () => {
    const args = '--scenario a.yaml --chaos 0.05 --latency 20-80 --rate-limit 100 --no-retry-after --stock 3';
    expect(parseCommandLine([...args.split(' '), '--balance', '5', '--action-body', 'empty'])).toMatchObject({
      options: {
        scenario: 'a.yaml',
        chaos: 0.05,
        latency: [20, 80],
        rateLimit: 100,
        retryAfter: false,
        stock: 3,
        balance: 5,
        actionBody: 'empty',
      },
    });
    expect(parseCommandLine(['--latency', '50'])).toMatchObject({ options: { latency: 50 } });
  });

  it('tells of every option in its help', () => {
    const refused = HELP.match(/--[a-z-]+/g)?.map((option) => parseCommandLine([option, '1']));
    expect(refused?.length).toBeGreaterThan(15);
    for (const parsed of refused ?? []) {
      expect(JSON.stringify(parsed)).not.toContain('Unknown option');
    }
  });

  it('names the option that the simulator refused', async () => {
    const refusalOf = async (options: SimulatorOptions): Promise<string> => {
      const error: unknown = await startSimulator(options).catch((reason: unknown) => reason);
      return describeRefusal(error, options);
    };
    expect(await refusalOf({ chaos: 2 })).toBe('--chaos: chaos: must be from 0 to 1, not 2');
    expect(await refusalOf({ latency: [5, 1] })).toMatch(/^--latency: latency: must be/);
    expect(await refusalOf({ scenario: '/nowhere.yaml' })).toMatch(/^--scenario: scenario: the file/);
    const scenario = { faults: [{ kind: 'latency', ms: -1 }] } as const;
    expect(await refusalOf({ scenario })).toMatch(/^--scenario: faults\[0\]\.ms: /);
  });

  it.each([
    [['--colour'], '--colour'],
    [['extra'], 'extra'],
    [['--port', 'x'], '--port'],
    [['--port', ''], '--port'],
    [['--latency', 'slow'], '--latency'],
    [['--chaos', 'much'], '--chaos'],
    [['--durations', 'pulling'], 'pulling'],
    [['--durations', 'pulling=1-2-3'], '--durations'],
  ])('refuses %j', (args, named) => {
    const parsed = parseCommandLine(args);
    expect(parsed).toMatchObject({ action: 'refuse', message: expect.stringContaining(named) as string });
  });

  it('gives help and version', () => {
    expect(parseCommandLine(['--help'])).toEqual({ action: 'help' });
    expect(parseCommandLine(['--version'])).toEqual({ action: 'version' });
  });
});
