import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../src/command-line.js';

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

  it.each([
    [['--colour'], '--colour'],
    [['extra'], 'extra'],
    [['--port', 'x'], '--port'],
    [['--port', ''], '--port'],
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
