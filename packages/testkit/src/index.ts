export { acceleratedClock } from './accelerated-clock.js';
export { findChromium } from './chromium.js';
export { FakeClock } from './fake-clock.js';
export { freePort } from './free-port.js';
export { findPostgres, LEAST_POSTGRES, type PostgresBinaries } from './postgres-binaries.js';
export { startPostgres, type PostgresCluster, type PostgresClusterOptions } from './postgres-cluster.js';
export { seededRandom } from './seeded-random.js';
export { loadVectors } from './vectors.js';
export { REDIS_PROGRAMS, startRedis, type RedisServer } from './redis-server.js';
