/** Something that nobody has published, what the simulator does, and how to make it do otherwise. */
export interface Guess {
  readonly about: string;
  readonly does: string;
  /** Options of `startSimulator`, or faults, that change it; empty when nothing does. */
  readonly switches: readonly string[];
}

/** What the simulator had to decide by itself. */
export const GUESSES: readonly Guess[] = [
  {
    about: 'Number of the first page of v1 lists',
    does: 'Counts from 1, and takes page 0 for page 1.',
    switches: ['firstPage', 'wrong_page_base'],
  },
  { about: 'Page size of v1 lists without one', does: 'Shows 10.', switches: [] },
  { about: 'Page size of v2 lists without a limit', does: 'Shows 20.', switches: [] },
  { about: 'Order of lists', does: 'Shows the oldest first, of jobs the newest.', switches: [] },
  {
    about: 'HTTP status for an object that is not there',
    does: 'Answers 400, as the published table of reasons says.',
    switches: ['notFoundStatus'],
  },
  {
    about: 'Reason for an action in the wrong state',
    does: 'Answers OPERATION_LIMIT with the message "invalid state change", which was seen.',
    switches: [],
  },
  {
    about: 'Body of v1 actions',
    does: 'Answers instanceId and state; all three forms were seen.',
    switches: ['actionBody'],
  },
  { about: 'Second deletion of an instance', does: 'Accepts it, and changes nothing.', switches: [] },
  {
    about: 'Addresses of ports in v1 lists',
    does: 'Shows them; the page of the list does not have them.',
    switches: ['listEndpoints'],
  },
  { about: 'How long each state lasts', does: 'Draws from a range of plausible seconds.', switches: ['durations'] },
  { about: 'State that a migration ends in', does: 'Leaves the instance exited.', switches: ['migrateEndsIn'] },
  { about: 'Upgrade of a stopped instance', does: 'Allows it, and starts it.', switches: ['upgradeFromExited'] },
  {
    about: 'Saving the image of a running instance',
    does: 'Refuses it, as the guide asks for a stopped one.',
    switches: ['saveImageFromRunning'],
  },
  {
    about: 'Whether expandRootDisk is what to add or the new size',
    does: 'Adds it, as it is worded.',
    switches: ['expandRootDisk'],
  },
  {
    about: 'When instances are frozen',
    does: 'Freezes them when the balance has run out.',
    switches: ['freezeOnEmptyBalance', 'balance'],
  },
  {
    about: 'Course of a spot reclaim',
    does: 'Goes from running over notified and reclaiming to terminated, with the state exited; notice an hour ahead.',
    switches: ['spotNotice', 'spotReclaimChance'],
  },
  { about: 'Limits of requests', does: 'Has none unless told.', switches: ['rateLimit', 'retryAfter'] },
  { about: 'Quotas of networks, storage and prewarm tasks', does: 'Has some of its own.', switches: ['quotas'] },
  { about: 'Scale of the metrics', does: 'Takes 100 for a full use.', switches: ['metricsScale'] },
  {
    about: 'Form of a VPC network, and of its state',
    does: 'Sends lists, as the page says.',
    switches: ['networkShape'],
  },
  {
    about: 'Passwords in the list of registry logins',
    does: 'Shows them, as the sample does.',
    switches: ['maskPasswords'],
  },
  { about: 'Envelope of a v1 endpoint', does: 'Wraps it in endpoint.', switches: ['wrapEndpoint'] },
  {
    about: 'Digits of v2 prices on Novita',
    does: 'Sends 3, as the sample of the twin platform.',
    switches: ['pricePrecision'],
  },
  { about: 'States of an instance in v2', does: 'Has those of v1.', switches: [] },
  {
    about: 'States of a job in v2',
    does: 'Has Pending, Running, Succeeded, Failed and Stopped; only Succeeded was seen.',
    switches: [],
  },
  {
    about: 'Addresses of the logs in v2',
    does: 'Gives each of the two the address of the other, as the published sample does.',
    switches: [],
  },
  {
    about: 'Spot instances in v2',
    does: 'Tells of a reclaim by the state alone; no spot block was seen.',
    switches: [],
  },
  {
    about: 'Months of a subscription in v2',
    does: 'Leaves the key out for an instance that was converted later.',
    switches: [],
  },
  {
    about: 'Change of the billing mode in v2',
    does: 'Allows prepaid only, for pay-as-you-go instances.',
    switches: [],
  },
  {
    about: 'Products of v2 without a category',
    does: 'Refuses the request, as the parameter is marked as required.',
    switches: [],
  },
  { about: 'Wanted address in a network on create in v2', does: 'Accepts it, and gives another.', switches: [] },
  {
    about: 'Keys of v2 networks and images',
    does: 'Adds region_id, segment, addresses and created_at to networks; id, type, status and created_at to images.',
    switches: [],
  },
  {
    about: 'Generation of a region in v2',
    does: 'Sends v2 as region_version for all.',
    switches: [],
  },
  {
    about: 'Which callers the edge takes for bots',
    does: 'Takes none unless told.',
    switches: ['edge_block'],
  },
];
