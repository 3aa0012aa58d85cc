import type { ContractCases } from './contract-case.js';
import { V2_CATALOGUE_CASES } from './v2-catalogue-cases.js';
import { V2_ENDPOINT_CASES } from './v2-endpoint-cases.js';
import { V2_INSTANCE_CASES } from './v2-instance-cases.js';
import { V2_WORK_CASES } from './v2-work-cases.js';

/** Every operation of v2. */
export const V2_CASES: ContractCases = {
  ...V2_INSTANCE_CASES,
  ...V2_CATALOGUE_CASES,
  ...V2_WORK_CASES,
  ...V2_ENDPOINT_CASES,
};
