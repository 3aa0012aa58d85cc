import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { TestBrowser, type PageOptions } from './browser.js';
import { startRunningFleet, type FleetOptions, type RunningFleet } from './running-fleet.js';
import { signIn } from './sign-in.js';

/** A browser in front of a fleet that runs: what the tests of a file share. */
export class Stage {
  #set: readonly [TestBrowser, RunningFleet] | undefined;

  /** Has it set before the tests of the file that calls this, and taken down after them. */
  static forAllTests(options: FleetOptions = {}): Stage {
    const stage = new Stage();
    beforeAll(async () => {
      stage.#set = await Promise.all([TestBrowser.start(), startRunningFleet(options)]);
    });
    afterAll(async () => {
      await stage.browser.close();
      await stage.fleet.close();
    });
    return stage;
  }

  get browser(): TestBrowser {
    return this.#parts[0];
  }

  get fleet(): RunningFleet {
    return this.#parts[1];
  }

  /** Opens a screen as somebody who is signed in. @param apiKey - default: the first key. */
  async open(
    path: string,
    { apiKey = this.fleet.apiKey, ...options }: PageOptions & { readonly apiKey?: string } = {},
  ): Promise<Page> {
    const page = await this.browser.open(`${this.fleet.server.url}${path}`, options);
    await signIn(page, apiKey);
    return page;
  }

  get #parts(): readonly [TestBrowser, RunningFleet] {
    if (this.#set === undefined) throw new Error('The stage is set before the tests, not while they are collected.');
    return this.#set;
  }
}
