import type { PointExplanation } from "../domain/mod.ts";
import { drawEpicentreMap } from "./draw_epicentre_map.ts";
import { formatDate } from "./format_number.ts";

/** What past events contribute, by the cells they lie in, with the events that contribute most. */
export async function drawPointExplanationMap(explanation: PointExplanation): Promise<string> {
  const { events, background, cells: { grid, amount }, model, from, unit } = explanation;
  const share = events.reduce((sum, one) => sum + one.share, 0);
  const percent = (part: number) => `${(100 * part).toFixed(0)} %`;
  return await drawEpicentreMap({
    longitude: events.map(({ longitude }) => longitude),
    latitude: events.map(({ latitude }) => latitude),
    magnitude: events.map(({ magnitude }) => magnitude),
    title: `Sources of the rate, ${formatDate(from)} UTC`,
    remark:
      `${model.process}: ${percent(background.share)} is background, ${percent(share)} from ` +
      "the events with dots, which contribute most.",
    cells: {
      grid,
      expected: amount,
      label: `By ${grid.cellDegrees}° cell of the parent: ${
        unit.replace("square kilometre", "km²")
      }`,
    },
  });
}
