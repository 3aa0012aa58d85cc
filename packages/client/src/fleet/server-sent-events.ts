/** A message of a stream of server-sent events. */
export interface ServerSentMessage {
  /** `message` when the stream names none. */
  readonly type: string;
  readonly data: string;
  /** The last id that the stream gave, with this message or before it. */
  readonly lastEventId: string | undefined;
}

/**
 * Reads a stream of server-sent events (HTML standard, section 9.2). A message of type `` tells an id alone.
 *
 * @param lines - the body, line by line.
 */
export async function* readServerSentEvents(lines: AsyncIterable<string>): AsyncGenerator<ServerSentMessage> {
  let lastEventId: string | undefined;
  let type = '';
  let data: string[] = [];
  let isIdNew = false;
  for await (const line of lines) {
    if (line === '') {
      if (data.length > 0) yield { type: type === '' ? 'message' : type, data: data.join('\n'), lastEventId };
      else if (isIdNew) yield { type: '', data: '', lastEventId };
      type = '';
      data = [];
      isIdNew = false;
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') type = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) {
      lastEventId = value;
      isIdNew = true;
    }
  }
}
