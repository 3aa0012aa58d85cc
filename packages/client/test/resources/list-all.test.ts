import { describe, expect, it, onTestFinished } from 'vitest';
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { withStage } from '../../../simulator/test/contract/forms.js';
import type { Stage } from '../../../simulator/test/contract/stage.js';

interface Listing {
  /** Makes at least three. */
  readonly fill: (stage: Stage) => Promise<void>;
  readonly all: (api: NovitaApiService, pageSize: number) => AsyncIterable<{ readonly id: string }>;
  /** Whether its first page is documented to be 1. */
  readonly beginsAtOne?: true;
}

async function three(make: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < 3; index++) await make(index);
}

const LISTINGS: Readonly<Record<string, Listing>> = {
  instances: {
    fill: (stage) => three(() => stage.instance()),
    all: ({ instances }, pageSize) => instances.listAll({ pageSize }),
  },
  'instances of all pages': {
    fill: (stage) => three(() => stage.instance()),
    all: async function* ({ instances }, pageSize) {
      for await (const items of instances.listAllPages({ pageSize })) yield* items;
    },
  },
  jobs: { fill: (stage) => three(() => stage.job()), all: ({ jobs }, pageSize) => jobs.listAll({ pageSize }) },
  templates: {
    fill: (stage) => three(() => stage.template()),
    all: ({ templates }, pageSize) => templates.listAll({ pageSize, channel: ['private'] }),
  },
  networks: {
    fill: (stage) => three(() => stage.network()),
    all: ({ networks }, pageSize) => networks.listAll({ pageSize }),
  },
  'network storage': {
    fill: (stage) => three(() => stage.storage()),
    all: ({ networkStorage }, pageSize) => networkStorage.listAll({ pageSize }),
  },
  endpoints: {
    fill: (stage) => three(() => stage.endpoint()),
    all: ({ endpoints }, pageSize) => endpoints.listAll({ pageSize }),
  },
  'prewarm tasks': {
    fill: (stage) => three(() => stage.prewarmTask()),
    all: ({ imagePrewarm }, pageSize) => imagePrewarm.listAll({ pageSize }),
    beginsAtOne: true,
  },
  'bills of months': {
    fill: async ({ simulator }) => void simulator.advance(70 * 86_400),
    all: ({ billing }, pageSize) => billing.listAllMonthlyBills({ pageSize }),
    beginsAtOne: true,
  },
  transactions: {
    fill: (stage) => three(() => stage.monthly()),
    all: ({ billing }, pageSize) => billing.listAllTransactions({ pageSize, transactionType: 'consume' }),
    beginsAtOne: true,
  },
};

const CASES = Object.entries(LISTINGS).flatMap(([name, listing]) =>
  ([0, 1] as const)
    .filter((firstPage) => firstPage === 1 || listing.beginsAtOne !== true)
    .map((firstPage) => ({ name, firstPage, ...listing })),
);

describe('listAll', () => {
  it.each(CASES)(
    'gives each of the $name once, where the first page is $firstPage',
    async ({ firstPage, fill, all }) => {
      await withStage({ firstPage }, async (stage) => {
        await fill(stage);
        const { baseUrl } = stage.simulator;
        const rateLimit = { requestsPerMinute: Infinity };
        const client = new NovitaClient({ apiKey: 'sk_test', baseUrl, env: {}, rateLimit });
        onTestFinished(() => client.close());
        const api = new NovitaApiService(client);
        const ids = async (pageSize: number): Promise<string[]> => {
          const found: string[] = [];
          for await (const { id } of all(api, pageSize)) found.push(id);
          return found.sort();
        };
        const whole = await ids(100);
        expect(whole.length).toBeGreaterThanOrEqual(3);
        expect(new Set(whole).size).toBe(whole.length);
        // Twice: the second time the first page is known.
        for (const pageSize of [2, 2]) expect(await ids(pageSize)).toEqual(whole);
      });
    },
  );
});
