// Starts simulators on demand, many in one process, for the tests in Python: each line of standard input is the options
// of one, or { close: baseUrl }; each is answered with a line. Ends with standard input.
import { createInterface } from 'node:readline';
import { startSimulator } from '../../packages/simulator/dist/index.js';

const running = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { close, ...options } = JSON.parse(line);
  if (close === undefined) {
    const simulator = await startSimulator(options);
    running.set(simulator.baseUrl, simulator);
    console.log(JSON.stringify({ baseUrl: simulator.baseUrl, apiKey: simulator.apiKey }));
  } else {
    await running.get(close)?.close();
    running.delete(close);
    console.log('{}');
  }
}
process.exit(0);
