import { InputField, type InputFieldProps } from '../ui/input-field.js';
import { useCreateForm } from './create-form.js';
import type { CreateDraft } from './draft.js';

interface TextFieldProps extends Omit<InputFieldProps, 'name' | 'error'> {
  /** Path of the field in the request. */
  readonly path: string;
}

/** A line of text of the create form. */
export function TextField({ path, ...rest }: TextFieldProps) {
  const { problemAt, visited } = useCreateForm();
  return (
    <InputField
      type="text"
      spellCheck={false}
      {...rest}
      name={path}
      error={problemAt(path)}
      onBlur={() => visited(path)}
    />
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
