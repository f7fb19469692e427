import { DAY_MS } from "../../domain/mod.ts";

/** A time of a point process' card as milliseconds: since 1970, or since the first event where there are no dates. */
export function timeOfCard(text: string): number {
  return text.startsWith("day ") ? Number(text.slice(4)) * DAY_MS : Date.parse(text);
}
