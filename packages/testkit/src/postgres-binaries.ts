import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The oldest major version that the fleet server supports. */
export const LEAST_POSTGRES = 15;

/** Programs of one installed PostgreSQL. */
export interface PostgresBinaries {
  /** Folder that holds `initdb` and `postgres`. */
  readonly folder: string;
  /** Major version. */
  readonly major: number;
}

/** Where packages put the programs of a server, outside of the path on most systems. */
const PLACES = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt', '/usr/pgsql'];

/**
 * The newest installed PostgreSQL that is new enough, or undefined.
 *
 * @param places - folders that hold one folder for each version.
 * @param path - folders to look into as well, as in the variable PATH.
 */
export function findPostgres(
  places: readonly string[] = PLACES,
  path: string = process.env.PATH ?? '',
): PostgresBinaries | undefined {
  const folders = [
    ...places.flatMap((place) => subfolders(place).map((name) => join(place, name, 'bin'))),
    ...path.split(':').filter((folder) => folder !== ''),
  ];
  return folders
    .flatMap((folder) => inspect(folder) ?? [])
    .filter(({ major }) => major >= LEAST_POSTGRES)
    .sort((a, b) => b.major - a.major)[0];
}

function subfolders(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

/** `postgres` of a folder, when both programs are there and can be run. */
function inspect(folder: string): PostgresBinaries | undefined {
  const server = join(folder, 'postgres');
  try {
    accessSync(server, constants.X_OK);
    accessSync(join(dirname(server), 'initdb'), constants.X_OK);
    const version = execFileSync(server, ['--version'], { encoding: 'utf8' });
    const major = Number(/\b(\d+)[.\d]*\b/.exec(version)?.[1]);
    return Number.isNaN(major) ? undefined : { folder, major };
  } catch {
    return undefined;
  }
}
