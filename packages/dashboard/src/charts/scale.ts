/** The least round number (1, 2 or 5 times a power of ten) that is not below a value; 1 for 0. */
export function roundedUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Which of a number of labels are shown so that there are at most `most`, evenly, the last one always. */
export function isLabelShown(index: number, count: number, most: number): boolean {
  const step = Math.ceil(count / most);
  return (count - 1 - index) % step === 0;
}
