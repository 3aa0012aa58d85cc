// The least that a server can do to accept something and not lose it: Fastify checks the body by its schema, and a row with
// it is in SQLite when the answer goes out. The rows of one turn of the event loop share a transaction. Argument: a folder.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openSqlite } from '../../packages/server/dist/store/sqlite-database.js';

const { fastify } = createRequire(new URL('../../packages/server/package.json', import.meta.url))('fastify');

const db = openSqlite(join(process.argv[2], 'rows.db'));
for (const setting of ['locking_mode=EXCLUSIVE', 'journal_mode=WAL', 'synchronous=FULL']) db.exec(`PRAGMA ${setting}`);
db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)');
const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');

let waiting = [];
function commit() {
  const group = waiting;
  waiting = [];
  db.exec('BEGIN IMMEDIATE');
  for (const { body } of group) insert.run(body);
  db.exec('COMMIT');
  for (const { resolve } of group) resolve();
}
const store = (body) =>
  new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ body, resolve });
  });

const text = { type: 'string', minLength: 1, maxLength: 200 };
const body = {
  type: 'object',
  required: ['name', 'productId', 'imageUrl'],
  additionalProperties: false,
  properties: {
    ...{ name: text, productId: text, imageUrl: text, stopAfterMs: { type: 'integer', minimum: 1 } },
    metadata: { type: 'object', additionalProperties: text },
  },
};
const response = { 201: { type: 'object', properties: { name: text, productId: text, imageUrl: text } } };
const app = fastify();
app.post('/v1/instances', { schema: { body, response } }, async (request, reply) => {
  await store(JSON.stringify(request.body));
  return reply.code(201).send(request.body);
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.send(app.server.address().port);
