import { createHash } from "node:crypto";
import type { ScheduledForecastKind } from "../../domain/mod.ts";

/**
 * Identifier of a forecast: the same for the same model, kind and start or event, so that none is made
 * twice. Signs that do not belong into an address are replaced, and a checksum then tells such names
 * apart.
 */
export function forecastIdentifier(
  model: string,
  of: { readonly startMs: number } | { readonly eventId: string },
): string {
  const prefix = identifierPrefix(model, "startMs" in of ? "daily" : "aftershock");
  if ("eventId" in of) return prefix + plain(of.eventId);
  return prefix + new Date(of.startMs).toISOString().slice(0, 13) + "Z";
}

/** What identifiers of a model and kind begin with. */
export function identifierPrefix(model: string, kind: ScheduledForecastKind): string {
  return `${plain(model)}.${kind}.`;
}

function plain(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9_-]/g, "_");
  if (clean === text) return text;
  return `${clean}_${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
