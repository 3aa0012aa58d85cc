export { acceleratedClock } from './accelerated-clock.js';
export { FakeClock } from './fake-clock.js';
export { freePort } from './free-port.js';
export { seededRandom } from './seeded-random.js';
export { loadVectors } from './vectors.js';
