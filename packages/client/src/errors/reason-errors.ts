import { ApiError, type ApiErrorDetails } from './api-error.js';

/** The cloud has no capacity for this product in this place. */
export class InsufficientResourceError extends ApiError {
  static override readonly brand: string = 'InsufficientResourceError';
  override readonly name: string = 'InsufficientResourceError';

  constructor(details: ApiErrorDetails) {
    super(details, 'insufficient_resource');
  }
}

/** The balance of the account does not cover this. */
export class BalanceNotEnoughError extends ApiError {
  static override readonly brand: string = 'BalanceNotEnoughError';
  override readonly name: string = 'BalanceNotEnoughError';

  constructor(details: ApiErrorDetails) {
    super(details, 'balance_not_enough');
  }
}

/** The instance is in a state that does not allow this; it may already be on its way there. */
export class InvalidStateError extends ApiError {
  static override readonly brand: string = 'InvalidStateError';
  override readonly name: string = 'InvalidStateError';

  constructor(details: ApiErrorDetails) {
    super(details, 'invalid_state');
  }
}
