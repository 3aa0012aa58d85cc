export {
  createAddressGuard,
  type AddressGuard,
  type AddressGuardOptions,
  type ResolveAddresses,
} from './address-guard.js';
export {
  eventProblem,
  WEBHOOK_EVENT_TYPES,
  type WebhookEvent,
  type WebhookEventData,
  type WebhookEventFailure,
  type WebhookEventType,
} from './event.js';
export type {
  KnownWebhookEventType,
  WebhookEventDetails,
  WebhookEventHandler,
  WebhookEventHandlers,
  WebhookEventOf,
} from './event-handlers.js';
export { MemoryReplayStore, type MemoryReplayStoreOptions } from './memory-replay-store.js';
export type { NotificationOptions, NotificationStatus } from './notification.js';
export type { ReceiverResponse } from './problem.js';
export {
  WebhookReceiver,
  type ReceiverRequest,
  type ReceiverStage,
  type SecretSetting,
  type WebhookReceiverOptions,
} from './receiver.js';
export { RedisReplayStore, type RedisReplayStoreOptions } from './redis-replay-store.js';
export type { ReplayClaim, ReplayClaimResult, ReplayStore } from './replay-store.js';
export { SequenceTracker, type SequencePosition, type SequenceTrackerOptions } from './sequence-tracker.js';
export { SqlReplayStore, type SqlReplayStoreOptions, type SqlValue } from './sql-replay-store.js';
export { generateSecret, parseSecret } from './secrets.js';
export { sendAttempt, type AttemptOutcome, type AttemptRequest } from './send-attempt.js';
export type { HeadersLike, HeaderSource } from './signature-headers.js';
export {
  generateSignature,
  signWebhook,
  type RawBody,
  type SignedWebhookHeaders,
  type SignWebhookInput,
} from './sign.js';
export {
  verifySignature,
  verifyWebhook,
  type VerifiedSignature,
  type VerifiedWebhook,
  type VerifyWebhookInput,
} from './verify.js';
export { WebhookAddressError } from './webhook-address-error.js';
export type {
  DeliveryOptions,
  DeliveryResult,
  SendNotificationOptions,
  WebhookClientOptions,
  WebhookRequest,
} from './webhook-client-options.js';
export { WebhookClient } from './webhook-client.js';
export { WebhookDeliveryError, type WebhookDeliveryFailure } from './webhook-delivery-error.js';
export { WebhookVerificationError, type WebhookVerificationCode } from './webhook-verification-error.js';
