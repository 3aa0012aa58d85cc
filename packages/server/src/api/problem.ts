import { ERROR_CODES, NovitaError, type ErrorCode } from '@novita-fleet/resilience';
import { z } from 'zod';

/** One thing that is wrong with a request. */
const fieldErrorSchema = z.object({
  field: z.string().describe('Path of the field in the request, such as `ports[0].type`.'),
  message: z.string().describe('What is wrong and what is allowed.'),
});

/** Every error answer of the server: problem details after RFC 9457 with members of our own. */
export const problemSchema = z
  .object({
    type: z.string().describe('URN of the kind of error.'),
    title: z.string().describe('What happened, the same text for each error of this kind.'),
    status: z.int().describe('The HTTP status.'),
    detail: z.string().describe('What happened this time.'),
    code: z.string().describe('Stable name of the error; docs/errors.md lists them all.'),
    correlationId: z.string().describe('Names this request in the log of the server.'),
    errors: z.array(fieldErrorSchema).optional().describe('One entry for each field that is wrong.'),
  })
  .meta({ id: 'Problem' });

/** The refusals of every call with a body. */
export const bodyProblems = { 400: problemSchema, 413: problemSchema, 415: problemSchema };

/** The refusals of every call that makes something from a body. */
export const creationProblems = { 401: problemSchema, 409: problemSchema, ...bodyProblems };

export type Problem = z.output<typeof problemSchema>;
export type FieldError = z.output<typeof fieldErrorSchema>;

/** An error that is answered as a problem document. */
export class ProblemError extends NovitaError {
  static override readonly brand = 'ProblemError';
  override readonly name = 'ProblemError';
  readonly errors: FieldError[] | undefined;

  constructor(code: ErrorCode, detail: string, errors?: FieldError[]) {
    super(code, detail);
    this.errors = errors;
  }
}

/** The document for an error of ours. */
export function problem(error: NovitaError, correlationId: string): Problem {
  const { status = 500, summary } = ERROR_CODES[error.code];
  const errors = error instanceof ProblemError ? error.errors : undefined;
  return {
    type: `urn:novita-fleet:error:${error.code}`,
    title: summary,
    status,
    detail: error.message,
    code: error.code,
    correlationId,
    ...(errors === undefined ? {} : { errors }),
  };
}
