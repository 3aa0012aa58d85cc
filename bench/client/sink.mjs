// Answers every GET with the same small JSON, in a process of its own. Bare sockets: the sink must not be what limits
// the callers. Ends with its parent.
import { createServer } from 'node:net';

const BODY = JSON.stringify({
  id: 'i-1f8a3c5e7b90',
  name: 'job-17',
  status: 'running',
  productId: '4090.16c62g',
  productName: 'RTX 4090 24GB',
  imageUrl: 'ghcr.io/me/app:1',
  gpuNum: '1',
  rootfsSize: 60,
  createdAt: '1795386322',
  portMappings: [{ port: 8080, endpoint: 'i-1f8a3c5e7b90-8080.example.net', type: 'http' }],
});
const ANSWER = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    'Date: Mon, 23 Nov 2026 12:00:00 GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=60',
    `Content-Length: ${Buffer.byteLength(BODY)}`,
    '',
    BODY,
  ].join('\r\n'),
);
/** The empty line that ends a request without a body. */
const END = Buffer.from('\r\n\r\n');

const server = createServer({ noDelay: true }, (socket) => {
  let pending;
  socket.on('data', (chunk) => {
    const bytes = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(END); at !== -1; at = bytes.indexOf(END, from)) {
      socket.write(ANSWER);
      from = at + END.length;
    }
    pending = from === bytes.length ? undefined : bytes.subarray(from);
  });
  socket.on('error', () => socket.destroy());
});

process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ origin: `http://127.0.0.1:${server.address().port}` }));
