import { AbortedError, type Instance, type NovitaApiService, type WaitGoal } from '@novita-fleet/client';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { formatDuration } from '../durations.js';
import { showMoney } from '../output/instance-shapes.js';
import { LiveRegion } from '../live/live-region.js';

/**
 * Waits for an instance of the cloud itself, and tells each phase on standard error.
 *
 * @throws CliError when it is interrupted; it says what goes on and costs.
 */
export async function waitInCloud(
  { surroundings, interrupts }: Pick<Context, 'surroundings' | 'interrupts'>,
  cloud: NovitaApiService,
  id: string,
  { until, timeoutMs }: { until: WaitGoal; timeoutMs: number | undefined },
): Promise<Instance> {
  const { stderr, now } = surroundings;
  const startedAt = now();
  const region = new LiveRegion(stderr);
  const lines: string[] = [];
  interrupts.beforeEnd(() => region.end());
  let price: string | undefined;
  try {
    return await cloud.waitForInstance(id, {
      until,
      signal: interrupts.signal,
      ...(timeoutMs !== undefined && { timeoutMs }),
      onProgress: (progress) => {
        if (progress.kind !== 'phase') return;
        price = showMoney(progress.instance.hourlyPrice);
        const line = `${formatDuration(now() - startedAt).padStart(7)}  ${id}  ${progress.phase}  (cloud: ${progress.status})`;
        if (!stderr.isTerminal) stderr.write(`${line}\n`);
        else region.draw((lines.push(line), lines));
      },
    });
  } catch (error) {
    if (!(error instanceof AbortedError)) throw error;
    region.end();
    stderr.write(
      `\nInterrupted; nothing was undone. ${id} goes on${price === undefined ? '' : ` and costs ${price} an hour`}.\n` +
        `  wait again:  novita-fleet get ${id} --wait --cloud\n  delete it:   novita-fleet rm ${id} --cloud\n`,
    );
    throw new CliError('Interrupted.', interrupts.exitCode ?? EXIT.interrupted);
  } finally {
    region.end();
  }
}
