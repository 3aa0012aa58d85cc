import { expect, it } from 'vitest';
import { promisedOutput, toJavaScript } from '../src/run-example.js';

it('reads what an example says it prints', () => {
  const code = "console.log(1); // → 1\nconst a = 2; // a comment\nconsole.log(a, 'b'); // → 2 b\n";
  expect(promisedOutput(code)).toEqual(['1', '2 b']);
});

it('leaves nothing in a program that Node 20 cannot load', () => {
  const javaScript = toJavaScript("import type { A } from 'a';\nawait using a = {} as A;\nconsole.log(a);\n");
  expect(javaScript).not.toMatch(/using |import type| as A/);
});
