// What the benches do alike with their figures.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints rows of text in columns: the first to the left, the others to the right. */
export function printTable(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    console.log(cells.join('   ').trimEnd());
  }
}

/** Says whether a target is met; a miss makes the process end with 1. */
export function judge(target, met, reached) {
  if (!met) process.exitCode = 1;
  console.log(`${met ? 'met   ' : 'MISSED'}   ${target}: ${reached}`);
}
