/*
 * When a number says what it counts or measures. The rule is mechanical: the name of the value ends in a unit, or the
 * words about it name one, or they begin with the things that it counts.
 */

/** Last words of a name that are a unit, or say by themselves what they count: `openMs`, `attempts`, `status`. */
const NAME_ENDINGS = [
  ...['Ms', 'Seconds', 'Minutes', 'Hours', 'Days', 'Months', 'PerMinute', 'Gb', 'Mb', 'Bytes', 'Percent'],
  ...['Attempts', 'Retries', 'Count', 'Port', 'Ports', 'Status'],
];

const UNITS = [
  ...['milliseconds?', 'ms', 'seconds?', 'minutes?', 'hours?', 'days?', 'months?'],
  ...['GB', 'MB', 'MiB', 'KiB', 'bytes?', 'percent', 'USD', 'decimal places', 'HTTP status'],
];

const COUNTS = ['how many', 'how often', 'number of', 'page number', 'ind(?:ex|ices)', 'counts?'];

/** Things that are counted when they stand at the beginning: "Calls that wait", "Successful probes in a row". */
const THINGS = [
  ...['attempts', 'calls', 'v?CPUs?', 'entries', 'events', 'failures', 'GPUs', 'instances', 'items', 'pages', 'probes'],
  ...['requests', 'retries', 'slots', 'successes', 'tokens'],
];

/** What a number says that has no unit of its own: a share, the sign of a comparison, a token that only its maker reads. */
const NO_UNIT = ['from 0 to 1', '\\[0, 1\\)', 'negative when', 'opaque', 'any unit', 'the unit of'];

const nameEnds = new RegExp(`(?:${NAME_ENDINGS.map(atTheEnd).join('|')})$`);
const wordsName = new RegExp(`(?<!\\w)(?:${[...UNITS, ...COUNTS, ...NO_UNIT].join('|')})(?!\\w)`, 'i');
const wordsBegin = new RegExp(`^(?:[\\w-]+ )?(?:${THINGS.join('|')})\\b`, 'i');

/** Whether it is plain what a number of this name, with these words about it, counts or measures. */
export function saysUnit(name: string, words: string): boolean {
  return nameEnds.test(name) || wordsName.test(words) || wordsBegin.test(words);
}

/** The word as a name of its own, with its capital at the end of one, or in capitals at the end of a constant. */
function atTheEnd(word: string): string {
  const alone = word.charAt(0).toLowerCase() + word.slice(1);
  return `^${alone}|(?<=[a-z0-9])${word}|(?<=^|_)${word.toUpperCase()}`;
}
