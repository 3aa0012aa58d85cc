import type { Call, Stage } from './stage.js';

/** How to make the simulator answer one operation. */
export interface Case {
  /** Sets the stage; every call that it returns must succeed. */
  readonly calls: (stage: Stage) => Call[] | Promise<Call[]>;
  /** A call that is refused with 400; absent where no parameter can be wrong. */
  readonly bad?: Call | ((stage: Stage) => Promise<Call>);
  /** A call about an object that is not there. */
  readonly missing?: Call;
}

/** A call that carries nothing, of an operation in which nothing can be wrong. */
export const PLAIN: Case = { calls: () => [{}] };

export const NOBODY = 'nobody';

/** A call whose body is no object. */
export const NO_OBJECT: Call = { body: [] };
