// `npm run demo`: makes the clone ready, then runs the demo (examples/demo).
import { spawn } from 'node:child_process';
import { ensureReady, root } from './setup.mjs';

ensureReady();
const demo = spawn(process.execPath, ['examples/demo/dist/main.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// The demo gets Ctrl-C itself and cleans up; this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 1));
