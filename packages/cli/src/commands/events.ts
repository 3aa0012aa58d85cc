import type { FleetEvent } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { plain, styled } from '../output/styles.js';
import { styleOfStatus } from '../output/instance-shapes.js';
import type { events } from '../specs/reading.js';

/** As many as the server gives at once. */
const PAGE = 500;

type EventsContext = Context<typeof events.options>;

export async function run(context: EventsContext): Promise<ExitCode | undefined> {
  const { values } = context;
  if (!values['no-follow']) return follow(context);
  if (values.instance === undefined) throw usageError('--no-follow needs --instance ID.');
  if (values.after !== undefined)
    throw usageError('--after is a position of the stream; it has no meaning with --no-follow.');
  await list(context, values.instance);
  return undefined;
}

async function list({ values, printer, interrupts, fleet }: EventsContext, id: string): Promise<void> {
  const client = await fleet();
  const found: FleetEvent[] = [];
  const most = values.count ?? Infinity;
  for (let isMore = true; isMore && found.length < most;) {
    const query = { after: found.at(-1)?.sequence ?? 0, limit: PAGE };
    const page = await client.instances.events(id, query, { signal: interrupts.signal });
    found.push(...page);
    isMore = page.length === PAGE;
  }
  const wanted = found.filter(({ type }) => values.type.length === 0 || values.type.includes(type)).slice(0, most);
  await printer.list(wanted, {
    columns: [
      { title: 'NUMBER', text: ({ sequence }) => String(sequence), align: 'right' },
      { title: 'TIME', text: ({ timestamp }) => timestamp },
      { title: 'TYPE', text: ({ type }) => type, style: ({ data }) => styleOfStatus(data.status) },
      { title: 'CLOUD', text: ({ data }) => data.cloudStatus ?? '-' },
      { title: 'WHAT', text: ({ data }) => data.error?.message ?? '' },
    ],
    name: ({ id: eventId }) => eventId,
    whenEmpty: `There are no events of ${id} that fit.`,
  });
}

async function follow(context: EventsContext): Promise<ExitCode> {
  const { values, printer, surroundings, interrupts } = context;
  const { stdout, stderr } = surroundings;
  const fleet = await context.fleet();
  let count = 0;
  const stream = fleet.events.follow({
    signal: interrupts.signal,
    ...(values.after !== undefined && { after: String(values.after) }),
    ...(values.instance !== undefined && { instanceId: values.instance }),
    ...(values.type.length > 0 && { types: values.type }),
    onReconnect: (error) =>
      stderr.write(`The connection was lost${error === undefined ? '' : `: ${error.message}`}. Trying again …\n`),
  });
  for await (const item of stream) {
    if (item.kind === 'gap') {
      stderr.write(`Events between ${item.after} and ${item.oldest} are no longer stored.\n`);
    } else if (item.kind === 'event') {
      const { position, event } = item;
      await printer.next(
        { position, ...event },
        () => lineOf(position, event, stdout.hasColour),
        ({ id }) => id,
      );
      if (++count === values.count) return EXIT.ok;
    }
  }
  return interrupts.exitCode ?? EXIT.ok;
}

function lineOf(position: string, { timestamp, type, data }: FleetEvent, hasColour: boolean): string {
  const why = data.error === null ? '' : `  ${data.error.message}`;
  const what = styled(type.padEnd(20), styleOfStatus(data.status), hasColour);
  return `${position.padStart(5)}  ${timestamp}  ${data.instanceId}  ${what}  ${plain(data.name)}${plain(why)}\n`;
}
