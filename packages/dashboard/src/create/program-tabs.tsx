import { CodeBlock } from '../ui/code-block.js';
import { Tabs } from '../ui/tabs.js';
import { cliCommand } from './cli-command.js';
import type { CreateDraft } from './draft.js';
import { curlCommand, pythonProgram, typescriptProgram } from './equivalent-programs.js';
import { requestOf } from './request-of.js';
import { secretNames } from './secret-variables.js';

/** The same request by other means, as it is filled in now. */
export function ProgramTabs({ draft }: { readonly draft: CreateDraft }) {
  const request = requestOf(draft);
  const context = { baseUrl: location.origin, secrets: secretNames(draft) };
  const programs = [
    { name: 'CLI', of: 'command', program: cliCommand },
    { name: 'TypeScript', of: 'TypeScript program', program: typescriptProgram },
    { name: 'Python', of: 'Python program', program: pythonProgram },
    { name: 'curl', of: 'curl command', program: curlCommand },
  ];
  return (
    <Tabs
      label="The same by other means"
      tabs={programs.map(({ name, of, program }) => ({
        name,
        content: () => (
          <div className="create-program">
            <CodeBlock code={program(request, context)} of={of} />
          </div>
        ),
      }))}
    />
  );
}
