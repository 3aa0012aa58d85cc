import type { WebhookEvent } from '@novita-fleet/webhooks';

/** A request as the receiver got and answered it. */
export interface ReceivedRequest {
  status: number;
  headers: Record<string, string>;
  /** The raw bytes. */
  body: Buffer;
}

/** What the receiver process has told so far. */
export class Received {
  readonly requests: ReceivedRequest[] = [];
  readonly events: WebhookEvent[] = [];
  port: number | undefined;

  /** Takes one line of the receiver's output. */
  take(line: string): void {
    const message = JSON.parse(line) as
      | { kind: 'listening'; port: number }
      | { kind: 'event'; event: WebhookEvent }
      | { kind: 'request'; status: number; headers: Record<string, string>; body: string };
    if (message.kind === 'listening') this.port = message.port;
    else if (message.kind === 'event') this.events.push(message.event);
    else {
      const { status, headers, body } = message;
      this.requests.push({ status, headers, body: Buffer.from(body, 'base64') });
    }
  }

  /** The request that brought an event of this type. */
  requestOf(type: string): ReceivedRequest | undefined {
    const event = this.events.find((candidate) => candidate.type === type);
    return this.requests.find(({ headers }) => headers['webhook-id'] === event?.id);
  }
}
