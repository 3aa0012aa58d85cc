/** Text without a line break is given on after so many characters: a log is no reason to run out of memory. */
const MAX_LINE = 64 * 1024;

/**
 * The lines of a text that comes in pieces, without their ends (`\n` or `\r\n`); UTF-8, wherever the pieces are cut. A
 * line of more than 65,536 characters comes in parts. Bytes that are no UTF-8 become U+FFFD.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    // Only what is new is searched, so that a long line in small pieces costs no more than a short one.
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? '';
    for (const line of lines) yield* partsOf(withoutReturn(line));
    if (rest.length <= MAX_LINE) continue;
    const parts = partsOf(rest);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield* partsOf(withoutReturn(rest));
}

function partsOf(line: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  while (line.length - begin > MAX_LINE) {
    // Half of a surrogate pair is no character.
    const end = begin + MAX_LINE - (isHighSurrogate(line.charCodeAt(begin + MAX_LINE - 1)) ? 1 : 0);
    parts.push(line.slice(begin, end));
    begin = end;
  }
  return [...parts, line.slice(begin)];
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
