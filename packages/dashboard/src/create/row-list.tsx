import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { useCreateForm } from './create-form.js';
import type { CreateDraft } from './draft.js';
import { LIMITS } from './limits.js';

/** The fields of the draft that are rows of the same kind, to which one is added by a button. */
export type RowsName = 'ports' | 'probes' | 'envs' | 'labels' | 'networkStorages';

interface RowListProps<Name extends RowsName> {
  readonly name: Name;
  /** Path of the field in the request, where it has another name. */
  readonly path?: string;
  /** What a row is, with its article. */
  readonly what: string;
  readonly newRow: (rowId: string) => CreateDraft[Name][number];
  /** The rows. */
  readonly children: ReactNode;
}

/** Rows of the form, what is wrong with them as a whole, and the button that adds one. */
export function RowList<Name extends RowsName>({ name, path = name, what, newRow, children }: RowListProps<Name>) {
  const { draft, edit, newRowId, problemAt } = useCreateForm();
  const rows = draft[name];
  const { maxItems } = LIMITS[name];
  const problem = problemAt(path);
  return (
    <>
      {children}
      {problem !== null && <p className="field-error">{problem}</p>}
      <div className="line">
        <Button
          isSmall
          whyDisabled={rows.length >= maxItems ? `At most ${maxItems}.` : undefined}
          onClick={() => edit({ [name]: [...rows, newRow(newRowId())] })}
        >
          Add {what}
        </Button>
      </div>
    </>
  );
}
