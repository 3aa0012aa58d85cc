import { Fields } from '../fields.js';
import { parseBody, type CloudRequest } from '../http/cloud-route.js';

/** The fields of a JSON body. @throws Refusal or FieldError when it is not a JSON object. */
export function bodyFields(request: Pick<CloudRequest, 'bodyText'>): Fields {
  return new Fields(parseBody(request), 'body');
}

/** @returns the id in the field `name`. @throws FieldError when it is missing, empty or too long. */
export function requiredId(fields: Fields, name: string): string {
  return fields.required(name, fields.text(name, { minLength: 1, maxLength: 255 }));
}
