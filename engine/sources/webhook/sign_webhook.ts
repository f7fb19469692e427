import { createHmac, timingSafeEqual } from "node:crypto";

/** What is signed. */
export interface WebhookContent {
  /** The body as it is sent. */
  readonly body: string;
  /** When it was signed, UTC epoch milliseconds. */
  readonly signedMs: number;
}

/** The header of a signature, "t=MILLISECONDS,v1=HEX": HMAC-SHA256 of "MILLISECONDS.BODY". */
export function signWebhook({ body, signedMs }: WebhookContent, secret: string): string {
  const digest = createHmac("sha256", secret).update(`${signedMs}.${body}`).digest("hex");
  return `t=${signedMs},v1=${digest}`;
}

/**
 * Whether a signature is of this body and secret and at most `toleranceMs` off `nowMs`: what a receiver
 * checks. Takes the same time wherever two signatures differ.
 */
export function verifyWebhook(
  { body, signature, nowMs, toleranceMs = 300_000 }: {
    body: string;
    signature: string;
    nowMs: number;
    toleranceMs?: number;
  },
  secret: string,
): boolean {
  const signedMs = Number(/^t=(\d{1,16}),v1=[0-9a-f]{64}$/.exec(signature)?.[1] ?? NaN);
  if (!(Math.abs(nowMs - signedMs) <= toleranceMs)) return false;
  const expected = new TextEncoder().encode(signWebhook({ body, signedMs }, secret));
  const given = new TextEncoder().encode(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
