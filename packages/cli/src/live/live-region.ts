import { cut } from '../output/styles.js';
import type { Output } from '../terminal.js';

const ESCAPE = '\u001b[';
const HIDE_CURSOR = `${ESCAPE}?25l`;
const SHOW_CURSOR = `${ESCAPE}?25h`;

/** Lines at the bottom of a terminal that are written again and again in the same place. */
export class LiveRegion {
  readonly #output: Output;
  #height = 0;
  #isOpen = false;
  #last = '';

  constructor(output: Output) {
    this.#output = output;
  }

  /** Replaces the lines. Those that do not fit into the terminal are counted instead of shown. */
  draw(lines: readonly string[]): void {
    const room = this.#output.rows() - 1;
    const more = lines.length - room;
    const fitting = more > 0 ? [...lines.slice(0, room - 1), `… and ${more + 1} more lines`] : lines;
    const text = fitting.map((line) => `${cut(line, this.#output.columns())}\n`).join('');
    if (text === this.#last) return;
    const back = this.#height > 0 ? `${ESCAPE}${this.#height}A${ESCAPE}J` : '';
    this.#output.write(`${this.#isOpen ? '' : HIDE_CURSOR}${back}${text}`);
    this.#isOpen = true;
    this.#height = fitting.length;
    this.#last = text;
  }

  /** Leaves the last lines where they are and shows the cursor again. */
  end(): void {
    if (this.#isOpen) this.#output.write(SHOW_CURSOR);
    this.#isOpen = false;
    this.#height = 0;
    this.#last = '';
  }
}
