import { sleep, systemClock } from '@novita-fleet/resilience';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { deliveryDetails } from '../output/delivery-details.js';
import type { webhooksTest } from '../specs/administration.js';

/** Between two looks at what came of it, in milliseconds; a test is tried once and at once. */
const LOOK_EVERY_MS = 100;

/** Longer than the server waits for an answer, in milliseconds. */
const TIMEOUT_MS = 30_000;

export async function run(context: Context<typeof webhooksTest.options>): Promise<ExitCode> {
  const { values, operands, printer, interrupts } = context;
  const [id = ''] = operands;
  const { signal } = interrupts;
  const fleet = await context.fleet();
  const sent = await fleet.webhookEndpoints.test(id, { signal });
  const end = systemClock.monotonic() + (values.timeout ?? TIMEOUT_MS);
  for (;;) {
    const delivery = await fleet.deliveries.get(sent.id, { signal });
    if (delivery.status !== 'pending') {
      await printer.one(delivery, deliveryDetails, (each) => each.id);
      return delivery.status === 'delivered' ? EXIT.ok : EXIT.failure;
    }
    if (systemClock.monotonic() >= end) {
      throw new CliError(
        'The endpoint has not answered yet.',
        EXIT.timeout,
        `See: novita-fleet webhooks deliveries ${sent.id}`,
      );
    }
    await sleep(systemClock, LOOK_EVERY_MS, signal);
  }
}
