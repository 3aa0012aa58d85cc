import type { Context } from '../context.js';
import { keyShape } from '../output/key-shape.js';
import type { keysLs } from '../specs/administration.js';

export async function run(context: Context<typeof keysLs.options>): Promise<undefined> {
  const fleet = await context.fleet();
  await context.printer.list(await fleet.apiKeys.list({ signal: context.interrupts.signal }), keyShape);
}
