import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that are Chromium or made of it, the usual ones first. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Where they are when they are not on the path. */
const PLACES = ['/usr/bin', '/snap/bin', '/opt/google/chrome'];

/**
 * Path of an installed Chromium, or undefined.
 *
 * @param env - `CHROMIUM` names one; otherwise the folders of `PATH` are searched.
 */
export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (env.CHROMIUM !== undefined && env.CHROMIUM !== '') return isProgram(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...PLACES];
  return PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
