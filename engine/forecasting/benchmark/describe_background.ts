import type { EtasBackgroundAt } from "../../models/mod.ts";

/** What is told of a background that varies in space. */
export function describeBackground(
  { background, choice }: EtasBackgroundAt,
): Record<string, unknown> {
  const { neighbours, floorKm, uniformShare } = background.shape;
  return {
    neighbours,
    floor_km: floorKm,
    uniform_share: uniformShare,
    chosen_on: choice === undefined ? "nothing" : "validation",
    validation_sll_over_uniform: choice?.gain ?? null,
    events_before: background.probability.length,
    expected_background_events: background.probability.reduce((sum, p) => sum + p, 0),
    passes: background.passes,
  };
}
