import { ConfigurationError } from "../engine/domain/mod.ts";

/**
 * The number of the version that a client has seen, from its header If-Match. Source: RFC 9110, 13.1.1, of which
 * a list, "*" and weak tags are refused: one version was seen, and it is named.
 *
 * Throws ConfigurationError for what is no such number.
 */
export function readIfMatch(header: string): number {
  const digits = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (digits !== undefined) return Number(digits);
  throw new ConfigurationError(
    `Cannot read If-Match ${header.slice(0, 80)}: expected one ETag that was sent, such as "0".`,
    "If-Match",
  );
}
