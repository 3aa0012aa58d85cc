import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field } from '../ui/field.js';
import { useCreateForm } from './create-form.js';
import type { CreateDraft } from './draft.js';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'name'> {
  readonly label: string;
  /** Path of the field in the request. */
  readonly path: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: ReactNode;
}

/** A line of text of the create form. */
export function TextField({ label, path, value, onChange, hint, ...rest }: TextFieldProps) {
  const { problemAt, visited } = useCreateForm();
  return (
    <Field label={label} error={problemAt(path)} {...(hint !== undefined && { hint })}>
      {(control) => (
        <input
          className="input"
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          name={path}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onBlur={() => visited(path)}
        />
      )}
    </Field>
  );
}

/** The fields of the draft that are a line of text each. */
type TextName = { [Name in keyof CreateDraft]: string extends CreateDraft[Name] ? Name : never }[keyof CreateDraft];

interface DraftFieldProps extends Omit<TextFieldProps, 'path' | 'value' | 'onChange'> {
  readonly name: TextName;
  /** Path of the field in the request, where it has another name. */
  readonly path?: string;
}

/** A line of text that the draft holds under a name. */
export function DraftField({ name, path = name, ...rest }: DraftFieldProps) {
  const { draft, edit } = useCreateForm();
  return <TextField {...rest} path={path} value={draft[name]} onChange={(text) => edit({ [name]: text }, path)} />;
}
