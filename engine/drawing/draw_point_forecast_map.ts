import { DAY_MS, type PointEvents, type PointForecast } from "../domain/mod.ts";
import { drawEpicentreMap } from "./draw_epicentre_map.ts";
import { formatDate } from "./format_number.ts";

/** Days before the issue time whose events are shown. */
const SHOWN_DAYS = 30;

/**
 * The expected number of events by cell as a map, with the largest of the last thirty days before.
 *
 * Throws RangeError for events in a plane.
 */
export async function drawPointForecastMap(
  { cells, issuedAt, horizon, minMagnitude, model }: PointForecast,
  { places, timeMs, magnitude }: PointEvents,
): Promise<string> {
  if (places.kind === "plane") throw new RangeError("Cannot map a plane");
  const untilMs = Date.parse(issuedAt);
  const rows = Uint32Array.from(timeMs.keys()).filter((row) =>
    timeMs[row] <= untilMs && timeMs[row] > untilMs - SHOWN_DAYS * DAY_MS &&
    magnitude[row] >= minMagnitude
  );
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const { grid, expected } = cells;
  return await drawEpicentreMap({
    longitude: pick(places.longitude),
    latitude: pick(places.latitude),
    magnitude: pick(magnitude),
    title: `Expected M${minMagnitude}+, ${horizon} from ${formatDate(issuedAt)} UTC`,
    remark: `Dots: events of the ${SHOWN_DAYS} days before.`,
    cells: {
      grid,
      expected,
      label:
        `Events of M${minMagnitude}+ per cell of ${grid.cellDegrees}° in ${horizon} (${model.process})`,
    },
  });
}
