export { describeApi } from './api/openapi.js';
export { readConfig, type Config } from './config.js';
export { startFleetServer, type FleetServer, type FleetServerParts } from './fleet-server.js';
export { randomId, type NewId } from './ids.js';
