import { generateSecret, WebhookClient, WebhookDeliveryError } from '@novita-fleet/webhooks';
import type { FleetEvent } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { plain, styled } from '../output/styles.js';
import { isGiven } from '../profile/config-file.js';
import type { webhooksListen } from '../specs/administration.js';

/** This machine, and nothing beyond it. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

export async function run(context: Context<typeof webhooksListen.options>): Promise<ExitCode> {
  const { values, surroundings, interrupts } = context;
  const { stdout, stderr, env } = surroundings;
  const url = values['forward-to'];
  if (url === undefined) throw usageError('--forward-to URL is missing.');
  const fleet = await context.fleet();
  const given = isGiven(env.NOVITA_WEBHOOK_SECRET) ? env.NOVITA_WEBHOOK_SECRET : undefined;
  const secret = given ?? generateSecret();
  if (given === undefined) stderr.write(`Signed with the secret of this run: ${secret}\n`);
  const sender = new WebhookClient({ secret, allowAddresses: LOOPBACK });
  let count = 0;
  let exitCode: ExitCode = EXIT.ok;
  try {
    const stream = fleet.events.follow({
      signal: interrupts.signal,
      ...(values.after !== undefined && { after: String(values.after) }),
      ...(values.instance !== undefined && { instanceId: values.instance }),
      onReconnect: () => stderr.write('The connection to the server was lost. Trying again …\n'),
    });
    for await (const item of stream) {
      if (item.kind !== 'event') continue;
      const { text, isGood } = await forward(sender, url, item.event, interrupts.signal);
      if (!isGood) exitCode = EXIT.failure;
      stdout.write(
        `${item.event.type.padEnd(20)}  ${item.event.id}  ${styled(text, isGood ? 'green' : 'red', stdout.hasColour)}\n`,
      );
      if (++count === values.count) break;
    }
  } finally {
    await sender.close();
  }
  return interrupts.exitCode ?? exitCode;
}

/** One attempt: whoever tries a receiver wants to see each failure. */
async function forward(
  sender: WebhookClient,
  url: string,
  event: FleetEvent,
  signal: AbortSignal,
): Promise<{ text: string; isGood: boolean }> {
  try {
    const payload = JSON.stringify(event);
    const { status, durationMs } = await sender.sendWebhook({ url, payload, id: event.id, signal }, 0);
    return { text: `${status} in ${Math.round(durationMs)} ms`, isGood: true };
  } catch (error) {
    if (!(error instanceof WebhookDeliveryError)) throw error;
    return { text: plain(error.message), isGood: false };
  }
}
