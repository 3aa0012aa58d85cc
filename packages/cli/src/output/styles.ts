const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

export type Style = keyof typeof CODES;

const ESCAPE = '\u001b';

/** The text in a style, or as it is where colours are not wanted. */
export function styled(text: string, style: Style | undefined, hasColour: boolean): string {
  if (!hasColour || style === undefined || text === '') return text;
  return `${ESCAPE}[${CODES[style]}m${text}${ESCAPE}[0m`;
}

/** Text of others without control characters, which could rewrite the screen of a terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** A character of a text, or a change of style, which takes no room. */
const PIECES = new RegExp(`${ESCAPE}\\[[\\d;]*m|.`, 'gsu');

/** How many characters a terminal shows of it. */
export function widthOf(text: string): number {
  let width = 0;
  for (const [piece] of text.matchAll(PIECES)) if (!piece.startsWith(ESCAPE)) width++;
  return width;
}

/** Cut to a width, with `…` in place of what is missing; styles are ended. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece.startsWith(ESCAPE)) kept += piece;
    else if (room-- > 0) kept += piece;
  }
  return kept.includes(ESCAPE) ? `${kept}${ESCAPE}[0m…` : `${kept}…`;
}
