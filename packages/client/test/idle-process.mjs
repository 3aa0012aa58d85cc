// Makes one call and then does nothing more: the process must end although the client stays open.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { NovitaClient } = await import('@novita-fleet/client');
const client = new NovitaClient({ apiKey: 'sk_test_key', baseUrl: process.argv[2] });
console.log(JSON.stringify(await client.get('/x')));
