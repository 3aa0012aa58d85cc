/** The one account of the simulated cloud; every object that is not Novita's own belongs to it. */
export const ACCOUNT_ID = '5f0c1e9a-3b7d-4c52-9d6e-8a41b2c7f350';

/** The account that official templates and images belong to. */
export const PLATFORM_ACCOUNT_ID = 'novita';
