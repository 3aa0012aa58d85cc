type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The fields that are not undefined: spread over others, an undefined one would wipe out what it does not mean to change. */
export function given<T extends object>(fields: T | undefined): Given<T> {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as Given<T>;
}
