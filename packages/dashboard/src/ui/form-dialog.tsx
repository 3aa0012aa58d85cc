import { useId, type ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

interface FormDialogProps {
  readonly title: string;
  /** The verb of the button: “Save”. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog with a form, which is sent by its button or by Enter in a field. */
export function FormDialog({ title, action, isBusy, onSubmit, onClose, children }: FormDialogProps) {
  const form = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} isBusy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
