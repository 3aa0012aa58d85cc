import { FieldError } from '../fields.js';
import type { CloudRequest } from '../http/cloud-route.js';

const MAX_ID_LENGTH = 255;

/** @returns the path parameter `name`. @throws FieldError when it is too long. */
export function pathId({ params }: Pick<CloudRequest, 'params'>, name: string): string {
  const id = params[name] ?? '';
  if (id === '' || id.length > MAX_ID_LENGTH) throw new FieldError(name, `must have 1 to ${MAX_ID_LENGTH} characters`);
  return id;
}
