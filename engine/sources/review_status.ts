import { preferredMagnitude, preferredOrigin, type SeismicEvent } from "../domain/mod.ts";

/**
 * What ComCat calls the status of an event: "reviewed" where a person has said something of its preferred origin
 * or magnitude, "rejected" where a person has rejected it, else "automatic".
 */
export function reviewStatusOf(event: SeismicEvent): "automatic" | "reviewed" | "rejected" {
  const origin = preferredOrigin(event)?.evaluation;
  return origin ?? preferredMagnitude(event)?.evaluation ?? "automatic";
}
