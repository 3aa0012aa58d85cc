export { compileExamples } from './compile-examples.js';
export { docGaps } from './doc-gaps.js';
export { examplesInMarkdown, examplesOfWorkspace, importedNames, type Example } from './examples.js';
export { readPublicApi, type PublicApi } from './public-api.js';
export { referencePage } from './reference.js';
export { promisedOutput, toJavaScript } from './run-example.js';
