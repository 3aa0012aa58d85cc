import { createContext, useContext } from 'react';
import type { CreateDraft } from './draft.js';

/** The create form, for the parts of it. */
export interface CreateForm {
  readonly draft: CreateDraft;
  /** Changes fields. @param path - of the field that was changed: what the server said of it no longer holds. */
  readonly edit: (change: Partial<CreateDraft>, path?: string) => void;
  /** What is to be said beside a field; null while nothing is, or while it has not been visited. */
  readonly problemAt: (path: string) => string | null;
  /** The field has been left: what is wrong with it may be said. */
  readonly visited: (path: string) => void;
  readonly newRowId: () => string;
}

export const CreateFormContext = createContext<CreateForm | null>(null);

export function useCreateForm(): CreateForm {
  const form = useContext(CreateFormContext);
  if (form === null) throw new Error('There is no create form around this component.');
  return form;
}

/** The rows with one of them changed. */
export function withRow<Row extends { readonly rowId: string }>(
  rows: readonly Row[],
  rowId: string,
  change: Partial<Row>,
): readonly Row[] {
  return rows.map((row) => (row.rowId === rowId ? { ...row, ...change } : row));
}

/** The rows without one of them. */
export function withoutRow<Row extends { readonly rowId: string }>(
  rows: readonly Row[],
  rowId: string,
): readonly Row[] {
  return rows.filter((row) => row.rowId !== rowId);
}
