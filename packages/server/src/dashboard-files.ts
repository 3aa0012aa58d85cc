import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
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
 * The built files of the dashboard, read once: a server goes on with those that it started with when a new build takes
 * their place, and no path of a request ever reaches the disk.
 */
export class DashboardFiles {
  readonly #files: ReadonlyMap<string, Buffer>;

  /** @param folder - where the build wrote them; it may be missing. */
  constructor(folder: string) {
    // Less than a megabyte, so that a start does not wait for it.
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    this.#files = new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).replaceAll(sep, '/'), readFileSync(path)]),
    );
  }

  /**
   * Finds a file.
   *
   * @param name - path below the folder, with `/`.
   * @param accepted - the `Accept-Encoding` of the request.
   * @returns undefined when it is not one of the dashboard.
   */
  get(name: string, accepted: string | undefined): ServedFile | undefined {
    const type = TYPES[extname(name)];
    const plain = this.#files.get(name);
    if (type === undefined || plain === undefined) return undefined;
    for (const { name: encoding, ending } of ENCODINGS) {
      const bytes = this.#files.get(name + ending);
      if (bytes !== undefined && isAccepted(encoding, accepted)) return { bytes, type, encoding };
    }
    return { bytes: plain, type, encoding: undefined };
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
