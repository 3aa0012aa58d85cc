/** How much of an answer is kept, in characters. */
const MAX_LENGTH = 1_000;

/** What is a secret or a signature by its look: a receiver may repeat the headers of the request. */
const SECRET_TEXT =
  /\b(?:Bearer|Basic)\s+[^\s"',;]+|\b(?:whsec|nfk|sk)_[\w+/=-]+|\bsha256=[0-9a-f]+|\bv1a?,[\w+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/gi;

// Control characters could do things to the terminal on which they are shown; line breaks and tabs stay.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The begin of an answer as it is stored and shown; null when there is none. */
export function answerExcerpt(text: string | undefined, secrets: readonly string[]): string | null {
  if (text === undefined || text === '') return null;
  let safe = text;
  for (const secret of secrets) safe = safe.replaceAll(secret, '[redacted]');
  safe = safe.replaceAll(SECRET_TEXT, '[redacted]').replaceAll(CONTROL, '');
  return safe.length <= MAX_LENGTH ? safe : `${safe.slice(0, MAX_LENGTH - 1)}…`;
}
