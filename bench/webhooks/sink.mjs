// Answers every request with 200 in a process of its own, and tells its port. Told to `watch`, it notes how long events
// took from their timestamp to here, in milliseconds, and answers the next message with the list.
import { createServer } from 'node:http';

let latencies;
const server = createServer((request, response) => {
  const chunks = [];
  if (latencies === undefined) request.resume();
  else request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (latencies !== undefined) latencies.push(Date.now() - Date.parse(JSON.parse(Buffer.concat(chunks)).timestamp));
    response.writeHead(200, { 'content-length': 0 }).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', (what) => {
  if (what === 'watch') latencies = [];
  else process.send(latencies);
});
process.on('disconnect', () => process.exit());
