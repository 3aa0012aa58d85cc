/**
 * Characters that do not show, or that act on a terminal: control characters, which could end a paste and type on their
 * own, and marks that turn the direction of text. They are written out, so that one sees what one copies.
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\u2028\u2029`;
const HAS_HIDDEN = new RegExp(`[${HIDDEN}]`, 'u');
const ALL_HIDDEN = new RegExp(`[${HIDDEN}]`, 'gu');
const SCRIPT_SPECIAL = new RegExp(`[\\\\'${HIDDEN}]`, 'gu');
const PYTHON_SPECIAL = new RegExp(`[\\\\"${HIDDEN}]`, 'gu');
const ANSI_SPECIAL = new RegExp(`[\\\\'${HIDDEN}]`, 'gu');

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * One word for bash, zsh or ksh, whatever is in the text: plain where that is safe, else quoted. NUL is left out: no
 * argument of a program can hold it.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const sayable = text.replaceAll('\0', '');
  if (!HAS_HIDDEN.test(sayable)) return `'${sayable.replaceAll("'", `'\\''`)}'`;
  const escaped = sayable.replaceAll(ANSI_SPECIAL, (found) => {
    if (found === '\\' || found === "'") return `\\${found}`;
    return SHORT_ESCAPES[found] ?? [...new TextEncoder().encode(found)].map((byte) => `\\x${hex(byte, 2)}`).join('');
  });
  return `$'${escaped}'`;
}

/** A string literal of JavaScript and TypeScript, in single quotes. */
export function scriptString(text: string): string {
  return `'${text.replaceAll(SCRIPT_SPECIAL, (found) =>
    found === '\\' || found === "'" ? `\\${found}` : (SHORT_ESCAPES[found] ?? utf16Escapes(found)),
  )}'`;
}

/** A string literal of Python, in double quotes. */
export function pythonString(text: string): string {
  return `"${text.replaceAll(PYTHON_SPECIAL, (found) => {
    if (found === '\\' || found === '"') return `\\${found}`;
    const code = found.codePointAt(0) ?? 0;
    return SHORT_ESCAPES[found] ?? (code > 0xff_ff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`);
  })}"`;
}

/** JSON over several lines. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll(ALL_HIDDEN, (found) =>
    found === '\n' ? found : utf16Escapes(found),
  );
}

function utf16Escapes(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `\\u${hex(text.charCodeAt(index), 4)}`).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
