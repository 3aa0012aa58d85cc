/** A value that is one of the known ones today and may be another tomorrow. */
export type Open<Known extends string> = Known | (string & Record<never, never>);
