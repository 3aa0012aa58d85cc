import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { until } from '../until.js';

/** One message of a stream. */
export interface Message {
  id: string;
  event: string;
  data: unknown;
}

/** A reader of `GET /v1/events` as the WHATWG standard describes it. */
export interface SseReader {
  readonly messages: Message[];
  /** The id with which it would go on. */
  lastId(): string;
  /** Resolves when the other side has ended the stream, in good order or not. */
  readonly end: Promise<'ended' | 'broken'>;
  /** Waits for a number of messages. */
  reach(count: number): Promise<Message[]>;
  close(): void;
}

export async function readEvents(
  url: string,
  { apiKey, query = '', lastEventId }: { apiKey: string; query?: string; lastEventId?: string },
): Promise<SseReader> {
  const controller = new AbortController();
  const response = await fetch(`${url}/v1/events${query}`, {
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: controller.signal,
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const messages: Message[] = [];
  let lastId = '';
  const read = async (): Promise<'ended' | 'broken'> => {
    let message = { event: 'message', data: '' };
    try {
      for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
        const [, field = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
        if (line === '') {
          if (message.data !== '') messages.push({ id: lastId, event: message.event, data: JSON.parse(message.data) });
          message = { event: 'message', data: '' };
        } else if (field === 'id') lastId = value;
        else if (field === 'event') message.event = value;
        else if (field === 'data') message.data += value;
      }
      return 'ended';
    } catch {
      return 'broken';
    }
  };
  const end = read();
  return {
    messages,
    lastId: () => lastId,
    end,
    reach: (count) => until(`${count} messages`, () => (messages.length >= count ? messages : undefined)),
    close: () => controller.abort(),
  };
}
