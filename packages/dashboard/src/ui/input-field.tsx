import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field } from './field.js';

export interface InputFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with its value; null or absent when nothing is. */
  readonly error?: string | null | undefined;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A control with a line of text, which can be a date or a number, too. */
export function InputField({ label, hint, error, value, onChange, ...rest }: InputFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          className="input"
          autoComplete="off"
          {...rest}
          {...control}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
