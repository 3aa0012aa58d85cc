import type { ContractCases } from './contract-case.js';

/** Every operation of v2. */
export const V2_CASES: ContractCases = {};
