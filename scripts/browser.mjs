// Makes sure that the tests find a browser: installs Debian's Chromium as root, or says what to run. Needs a build.
import { install, isThere } from './databases.mjs';

/** Ends the process when there is no Chromium in the end: the tests are never skipped. */
export async function ensureChromium() {
  const { findChromium } = await import('../packages/testkit/dist/index.js');
  if (findChromium() !== undefined) return;
  const isNamed = (process.env.CHROMIUM ?? '') !== '';
  if (!isNamed && process.getuid?.() === 0 && isThere('apt-get')) {
    console.log('Installing Chromium (apt-get install chromium), once …');
    install('chromium');
    if (findChromium() !== undefined) return;
  }
  const command = isThere('apt-get')
    ? 'apt-get install -y --no-install-recommends chromium (as root)'
    : 'the installer of your system for Chromium or Chrome, such as: brew install --cask chromium';
  const why = isNamed ? `CHROMIUM names ${process.env.CHROMIUM}, which cannot be run. ` : '';
  console.error(`${why}The tests of the dashboard need Chromium. Run ${command}, or name one by CHROMIUM.`);
  process.exit(1);
}
