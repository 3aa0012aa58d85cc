import type { Context } from '../context.js';
import { keyShape } from '../output/key-shape.js';
import type { keysRm } from '../specs/administration.js';

export async function run(context: Context<typeof keysRm.options>): Promise<undefined> {
  const { operands, printer, interrupts } = context;
  const [id = ''] = operands;
  const revoked = await (await context.fleet()).apiKeys.revoke(id, { signal: interrupts.signal });
  await printer.one(revoked, () => `${revoked.id} is revoked.\n`, keyShape.name);
}
