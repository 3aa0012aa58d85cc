import type { FleetClient, NovitaApiService } from '@novita-fleet/client';
import type { OptionSpecs, ValuesOf } from './command-spec.js';
import type { Interrupts } from './interrupts.js';
import type { Printer } from './output/printer.js';
import type { Connections } from './profile/connections.js';
import type { Surroundings } from './terminal.js';

/** All that a command works with. */
export interface Context<Specs extends OptionSpecs = OptionSpecs> {
  readonly values: ValuesOf<Specs>;
  readonly operands: readonly string[];
  readonly surroundings: Surroundings;
  readonly printer: Printer;
  readonly interrupts: Interrupts;
  readonly connections: Connections;
  /** The fleet server. @throws CliError when no key for it is known. */
  readonly fleet: () => Promise<FleetClient>;
  /** The cloud itself. @throws CliError when no key for it is known. */
  readonly cloud: () => Promise<NovitaApiService>;
}

/** The code of a command. What it returns is the exit code; nothing means 0. */
export type Run<Specs extends OptionSpecs = OptionSpecs> = (context: Context<Specs>) => Promise<number | undefined>;
