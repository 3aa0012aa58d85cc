/**
 * Adds fields that are read by their names and are out of the way of JSON, inspection, spreading and loops: secrets, and
 * whatever may hold some. They are accessors, because inspection shows hidden values when it is told to, and does not
 * call accessors.
 */
export function withHidden<Shown extends object, Hidden extends object>(
  shown: Shown,
  hidden: Hidden,
): Shown & Readonly<Hidden> {
  for (const [name, value] of Object.entries(hidden) as [string, unknown][]) {
    Object.defineProperty(shown, name, { get: () => value, enumerable: false });
  }
  return shown as Shown & Readonly<Hidden>;
}
