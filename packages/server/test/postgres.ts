import { startPostgres } from '@novita-fleet/testkit';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the PostgreSQL of this run. */
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for a run of the tests of this package, and removes it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres();
  project.provide('postgresUrl', cluster.url);
  return () => cluster.close();
}
