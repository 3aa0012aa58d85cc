#!/usr/bin/env node
import { runCommandLine } from './command-line.js';
import { Interrupts } from './interrupts.js';
import { surroundingsOf } from './terminal.js';

const surroundings = surroundingsOf(process);
const exitCode = await runCommandLine(process.argv.slice(2), surroundings, () => new Interrupts(process));
// What was written goes out first; only then may connections that idle be left behind.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
process.exit(exitCode);
