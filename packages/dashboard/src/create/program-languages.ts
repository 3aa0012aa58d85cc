import type { Language } from './program-literal.js';
import { pythonString, scriptString } from './quoting.js';

export const TYPESCRIPT: Language = {
  string: scriptString,
  // In a literal, only a computed name makes a field of `__proto__`; any other sets the prototype.
  field: (name) =>
    name === '__proto__' ? `['__proto__']` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : scriptString(name),
  words: { true: 'true', false: 'false', null: 'null' },
  indent: 2,
  space: ' ',
};

export const PYTHON: Language = {
  string: pythonString,
  field: pythonString,
  words: { true: 'True', false: 'False', null: 'None' },
  indent: 4,
  space: '',
};
