import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SPECS } from '../src/all-specs.js';
import { completionScript, SHELLS } from '../src/completion-script.js';

/** What bash offers for a line whose last word is being typed. */
function offered(...words: string[]): string[] {
  const script = `${completionScript('bash', SPECS)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_novita_fleet; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(offered('novita-fleet', 'st')).toEqual(['start', 'stop']);
    expect(offered('novita-fleet', 'webhooks', 'l')).toEqual(['ls', 'listen']);
  });

  it('offers the options of a command', () => {
    expect(offered('novita-fleet', 'create', '--im')).toEqual(['--image', '--image-auth']);
    expect(offered('novita-fleet', 'webhooks', 'add', '--ty')).toEqual(['--type']);
  });

  it('offers what an option may be', () => {
    expect(offered('novita-fleet', 'ls', '--output', '')).toEqual(['table', 'json', 'yaml', 'name']);
  });
});

it.each(SHELLS)('knows every command and option in %s', (shell) => {
  const script = completionScript(shell, SPECS);
  for (const { name, options } of SPECS) {
    for (const word of [...name.split(' '), ...Object.keys(options)]) expect(script).toContain(word);
  }
});
