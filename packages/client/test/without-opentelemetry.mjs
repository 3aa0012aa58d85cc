// Loads the client where no package of OpenTelemetry can be found.
import { register } from 'node:module';

const hooks = `export function resolve(specifier, context, next) {
  if (specifier.startsWith('@opentelemetry/')) throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}`;
register('./typescript-hooks.mjs', import.meta.url);
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
console.log(typeof (await import('@novita-fleet/client')).NovitaClient);
await import('@novita-fleet/client/opentelemetry').catch((error) => console.log(error.message));
