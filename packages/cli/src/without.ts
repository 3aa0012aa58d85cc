/** A copy that lacks some fields. */
export function without<Thing extends object, Name extends keyof Thing>(
  thing: Thing,
  ...names: readonly Name[]
): Omit<Thing, Name> {
  const left = Object.entries(thing).filter(([name]) => !names.some((each) => each === name));
  return Object.fromEntries(left) as Omit<Thing, Name>;
}
