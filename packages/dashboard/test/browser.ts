import { findChromium } from '@novita-fleet/testkit';
import { chromium, type Browser, type BrowserContextOptions, type ConsoleMessage, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Makes a breach of the page's policy an error on its console, which no rule of the policy can prevent. */
const TELL_BREACHES = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('breach of the policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
});`;

export interface PageOptions {
  /** Width and height in pixels; default: those of a desktop. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly colours?: 'light' | 'dark';
  /** What the page is expected to complain of in this test, such as the refusal of a wrong key. */
  readonly allow?: readonly RegExp[];
  /** Whatever else a context of Playwright takes, such as `reducedMotion`. */
  readonly context?: BrowserContextOptions;
}

/** The browser of a test file. It is closed with `close` when all tests are done. */
export class TestBrowser {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<TestBrowser> {
    const executablePath = findChromium();
    if (executablePath === undefined)
      throw new Error('There is no Chromium: run scripts/test.mjs, which installs one.');
    // The sandbox of Chromium refuses to work for root, as which containers run.
    const chromiumSandbox = process.getuid?.() !== 0;
    return new TestBrowser(await chromium.launch({ executablePath, chromiumSandbox }));
  }

  /**
   * Opens an address in a window of its own, without cookies, which is closed after the test. The test fails when the
   * page reports an error, throws one, or does what its policy forbids.
   */
  async open(url: string, { size = DESKTOP, colours = 'light', allow = [], context }: PageOptions = {}): Promise<Page> {
    const window = await this.#browser.newContext({ viewport: size, colorScheme: colours, ...context });
    const page = await window.newPage();
    const complaints = complaintsOf(page, allow);
    onTestFinished(async () => {
      await window.close();
      expect(complaints, 'complaints of the page').toEqual([]);
    });
    await window.addInitScript(TELL_BREACHES);
    await page.goto(url);
    return page;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** What a page complains of from now on, while it happens: errors and warnings, and breaches of its policy. */
export function complaintsOf(page: Page, allow: readonly RegExp[] = []): string[] {
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!allow.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(textOf(message));
  });
  page.on('pageerror', (error) => complain(`thrown: ${error.message}`));
  page.on('crash', () => complain('the page crashed'));
  return complaints;
}

/** With the address, since the browser tells of a failed request by its status alone. */
function textOf(message: ConsoleMessage): string {
  const { url } = message.location();
  return `${message.type()}: ${message.text()}${url === '' ? '' : ` (${new URL(url).pathname})`}`;
}
