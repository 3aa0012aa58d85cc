/** One of the two ways out of the command. */
export interface Output {
  write(text: string): void;
  /** Whether a person reads along. */
  readonly isTerminal: boolean;
  /** Whether colours may be used: a terminal, and NO_COLOR is not set (https://no-color.org). */
  readonly hasColour: boolean;
  /** Width in characters; unlimited where nobody reads along. */
  columns(): number;
  /** Height in lines. */
  rows(): number;
}

/** The surroundings of a run. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For answers. */
  readonly stdout: Output;
  /** For progress, advice and complaints. */
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The surroundings of this process. */
export function surroundingsOf(process: NodeJS.Process): Surroundings {
  const { env, stdin } = process;
  return {
    env,
    stdin,
    stdout: outputOf(process.stdout, env),
    stderr: outputOf(process.stderr, env),
    now: () => Date.now(),
  };
}

function outputOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  // False where the stream is no terminal; the types promise one.
  const isTerminal = (stream.isTTY as boolean | undefined) === true;
  const noColour = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  // Whoever reads (`| head`) may go away at any moment; there is nobody left to tell.
  stream.on('error', () => undefined);
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    hasColour: isTerminal && !noColour && env.TERM !== 'dumb',
    columns: () => (isTerminal ? stream.columns || 80 : Infinity),
    rows: () => (isTerminal ? stream.rows || 24 : Infinity),
  };
}
