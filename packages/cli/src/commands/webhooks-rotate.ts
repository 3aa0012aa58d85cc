import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import type { webhooksRotate } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksRotate.options>): Promise<undefined> {
  const { values, operands, surroundings, printer, interrupts } = context;
  const [id = ''] = operands;
  const { now, overlap } = values;
  if (now && overlap !== undefined) throw usageError('Give either --now or --overlap.');
  const overlapSeconds = now ? 0 : overlap === undefined ? undefined : Math.round(overlap / 1_000);
  const request = overlapSeconds === undefined ? {} : { overlapSeconds };
  const made = await (await context.fleet()).webhookEndpoints.rotateSecret(id, request, { signal: interrupts.signal });
  const until =
    made.oldSecretUntil === null
      ? 'The old secret has ended.'
      : `The old secret signs as well until ${made.oldSecretUntil}.`;
  surroundings.stderr.write(`${until} The new one is shown only now:\n`);
  await printer.one(
    made,
    ({ secret }) => `${secret}\n`,
    (each) => each.id,
  );
}
