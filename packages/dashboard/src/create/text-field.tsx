import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field } from '../ui/field.js';
import { useCreateForm } from './create-form.js';

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
