import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a file can be sent smaller, the best first, and how such a copy of it ends, which the build wrote beside it. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

type Encoding = (typeof ENCODINGS)[number]['name'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** A file as it is sent. */
export interface ServedFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** Undefined when it is sent as it is. */
  readonly encoding: Encoding | undefined;
}

/**
 * The built files of the dashboard. Their names are read once, so that no path of a request ever reaches the disk; what
 * is in them is read when it is first asked for, and kept.
 */
export class DashboardFiles {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  readonly #read = new Map<string, Promise<Buffer>>();

  /** @param folder - where the build wrote them; it may be missing. */
  constructor(folder: string) {
    this.#folder = folder;
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    this.#names = new Set(names.map((name) => name.replaceAll(sep, '/')));
  }

  /**
   * Reads a file.
   *
   * @param name - path below the folder, with `/`.
   * @param accepted - the `Accept-Encoding` of the request.
   * @returns undefined when it is not one of the dashboard.
   */
  async get(name: string, accepted: string | undefined): Promise<ServedFile | undefined> {
    const type = TYPES[extname(name)];
    if (type === undefined || !this.#names.has(name)) return undefined;
    const best = ENCODINGS.find((each) => this.#names.has(name + each.ending) && isAccepted(each.name, accepted));
    return { bytes: await this.#contents(name + (best?.ending ?? '')), type, encoding: best?.name };
  }

  #contents(name: string): Promise<Buffer> {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const fresh = readFile(join(this.#folder, name));
    this.#read.set(name, fresh);
    // A file that cannot be read now can perhaps be read later.
    fresh.catch(() => this.#read.delete(name));
    return fresh;
  }
}

/** Where the package of the dashboard has its built files. */
export function dashboardFolder(): string {
  // Also tells of a file that is not there.
  return dirname(fileURLToPath(import.meta.resolve('@novita-fleet/dashboard/dist/index.html')));
}

/** RFC 9110, section 12.5.3, for an encoding that is named; nobody who can read one of ours says so by `*`. */
function isAccepted(encoding: Encoding, header = ''): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:[.]0*)?$/.test(parameter));
  });
}
