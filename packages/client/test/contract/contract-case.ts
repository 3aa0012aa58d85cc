import type { operations } from '@novita-fleet/openapi/novita';
import type { NovitaApiService } from '@novita-fleet/client';
import type { Call, Stage } from '../../../simulator/test/contract/stage.js';
import type { Exchange } from './recording-proxy.js';

type OperationId = keyof operations;

/** The described body of a success. */
type AnswerOf<Id extends OperationId> = operations[Id]['responses'][200]['content']['application/json'];

/** One call through the service. */
export interface ServiceCall {
  readonly make: () => Promise<unknown>;
  /** What must go over the wire; nothing when absent. Values of the query are compared as text. */
  readonly sends?: Call;
}

/** How one operation is called through the service, and what must come of it. */
export interface ContractCase<Id extends OperationId> {
  /** Sets the stage with calls that are not recorded. The calls that it returns are made one after the other. */
  readonly calls: (api: NovitaApiService, stage: Stage) => readonly ServiceCall[] | Promise<readonly ServiceCall[]>;
  /**
   * What a call must give for what came over the wire.
   *
   * @param answer - body of the first answer of this operation; an empty object when there was none.
   * @param exchanges - everything that the call sent and got.
   */
  readonly result: (answer: AnswerOf<Id>, exchanges: readonly Exchange[]) => unknown;
  /** Other operations that a call may use, such as a look at the list after a create call. */
  readonly also?: readonly OperationId[];
}

/** Cases by operation. */
export type ContractCases = { readonly [Id in OperationId]?: ContractCase<Id> };
