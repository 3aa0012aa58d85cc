import ts from 'typescript';

const PROMISE = /\/\/ → (?<output>.*)$/gm;

/** The lines that an example says it prints: what stands behind `// →`, from top to bottom. */
export function promisedOutput(code: string): string[] {
  return [...code.matchAll(PROMISE)].map(({ groups }) => groups?.output ?? '');
}

/** The example as a module that every supported Node can load. */
export function toJavaScript(code: string): string {
  const { ES2022, ESNext } = { ES2022: ts.ScriptTarget.ES2022, ESNext: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions: { target: ES2022, module: ESNext, verbatimModuleSyntax: true } })
    .outputText;
}
