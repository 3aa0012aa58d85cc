import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Example } from './examples.js';

/**
 * Compiles examples, each as a module of its own, with the settings of a tsconfig file.
 *
 * @param root - folder of the workspace, from which the examples import packages by name.
 * @returns a line for each error, with the place of the example; none when all compile.
 */
export function compileExamples(root: string, tsconfig: string, examples: readonly Example[]): string[] {
  const options = readOptions(join(root, tsconfig));
  const modules = new Map(examples.map((example, index) => [join(root, `example-${index}.ts`), example]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => root,
    fileExists: (file) => modules.has(file) || disk.fileExists(file),
    readFile: (file) => modules.get(file)?.code ?? disk.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const example = modules.get(file);
      if (example === undefined) return disk.getSourceFile(file, version, ...rest);
      return ts.createSourceFile(file, asModule(example.code), version, true);
    },
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  return [...modules].flatMap(([file, example]) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => describe(diagnostic, example, root));
  });
}

/** Code without imports is a module too: its names are its own. The addition stands behind, so that lines stay. */
function asModule(code: string): string {
  return `${code}export {};\n`;
}

function readOptions(tsconfig: string): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(tsconfig, (file) => ts.sys.readFile(file)) as {
    config: unknown;
    error?: ts.Diagnostic;
  };
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(tsconfig, '..'));
  return { ...options, noEmit: true, declaration: false, declarationMap: false, composite: false, incremental: false };
}

function describe({ file, start, messageText, code }: ts.Diagnostic, example: Example, root: string): string {
  const inside = file === undefined || start === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line;
  const place = `${relative(root, join(root, example.file))}:${example.line + inside}`;
  return `${place}: TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}
