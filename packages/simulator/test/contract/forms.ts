import { startSimulator, type SimulatorOptions } from '../../src/index.js';
import { Stage } from './stage.js';

/** The other form of every answer that has two; both must be as described. */
const OTHER_FORMS: SimulatorOptions = {
  actionBody: 'empty',
  listEndpoints: false,
  networkShape: 'object',
  maskPasswords: true,
  wrapEndpoint: false,
  metricsScale: 1,
  migrateEndsIn: 'running',
  pricePrecision: 5,
  portGateway: true,
};

/** The forms that answers can have, with a name for the end of a sentence. */
export const FORMS: readonly (readonly [string, SimulatorOptions])[] = [
  ['', {}],
  [' with every switch turned', OTHER_FORMS],
];

/** A simulator that stands still until it is told to move, for as long as `use` takes. */
export async function withStage(options: SimulatorOptions, use: (stage: Stage) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ clock: 'stepped', portGateway: false, ...options });
  try {
    await use(new Stage(simulator));
  } finally {
    await simulator.close();
  }
}
