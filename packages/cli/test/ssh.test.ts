import { expect, it } from 'vitest';
import { sshArguments } from '../src/commands/ssh.js';

it.each([
  ['ssh -p 30022 root@gpu.example.com', ['-p', '30022', 'root@gpu.example.com']],
  ['ssh root@127.0.0.1 -p 22', ['-p', '22', 'root@127.0.0.1']],
  ['ssh  root@gpu.example.com', ['root@gpu.example.com']],
])('runs %s', (command, args) => expect(sshArguments(command)).toEqual(args));

it.each([
  'ssh -oProxyCommand=touch root@host',
  'ssh root@host; rm -rf /',
  'ssh -p 22 -oProxyCommand=x@y',
  'curl http://example.com',
  'ssh root@$(id)',
])('does not run %s', (command) => expect(sshArguments(command)).toBeUndefined());
