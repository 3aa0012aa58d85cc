import { Button } from '../ui/button.js';
import { useCreateForm, withoutRow } from './create-form.js';
import type { RowsName } from './row-list.js';

interface RemoveRowProps {
  readonly from: RowsName;
  readonly rowId: string;
  /** Which row it is, in words. */
  readonly what: string;
}

/** The button that takes a row out of the form. */
export function RemoveRow({ from, rowId, what }: RemoveRowProps) {
  const { draft, edit } = useCreateForm();
  return (
    <Button
      isSmall
      className="create-remove"
      aria-label={`Remove ${what}`}
      onClick={() => edit({ [from]: withoutRow<{ readonly rowId: string }>(draft[from], rowId) })}
    >
      Remove
    </Button>
  );
}
