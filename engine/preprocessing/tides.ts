import { DAY_MS, selectRows } from "../domain/mod.ts";
import type { Catalogue } from "../domain/mod.ts";
import { sphericalCentroid, tidalArealStrain, tidalPotential } from "../mathematics/mod.ts";
import type { Steps } from "./align_covariate.ts";
import type { PreparedTides, SeriesLayout } from "./preparation.ts";

/** The group of inputs that are computed from Moon and Sun: known ahead, never missing. */
export const TIDES_MODALITY = "tides";

/** What the tide is at a step, in the order of the inputs. */
export const TIDE_FEATURES: readonly { name: string; unit: string; about: string }[] = [
  {
    name: "tidal_strain_maximum",
    unit: "1e-9",
    about: "largest areal strain of the solid Earth's tide in the span that a step looks ahead",
  },
  {
    name: "tidal_strain_range",
    unit: "1e-9",
    about: "largest less smallest areal strain in that span",
  },
  {
    name: "spring_neap_cosine",
    unit: "1",
    about: "cosine of twice the Moon's elongation from the Sun at the middle of that span: 1 at " +
      "new and full moon, -1 at the quarters",
  },
  { name: "spring_neap_sine", unit: "1", about: "its sine: positive as spring tides wane" },
];

/** Time between two tides that are computed; the half-daily one has a period of 12.4 hours. */
const SAMPLING_MS = DAY_MS / 24;

/** Degrees in which places are kept: a hundredth moves no tide by a thousandth. */
const PLACE_STEPS_PER_DEGREE = 100;

/** Where and how far ahead tides are computed: at the middle of the events of the training part. */
export function chooseTides(
  training: Catalogue,
  { rows, spanMs }: { rows: Uint32Array; spanMs: number },
): PreparedTides {
  const { latitude, longitude } = selectRows(training, rows);
  const places = Array.from(latitude, (north, i) => ({ latitude: north, longitude: longitude[i] }));
  const middle = sphericalCentroid(places) ?? places[0];
  const round = (degrees: number) =>
    Math.round(degrees * PLACE_STEPS_PER_DEGREE) / PLACE_STEPS_PER_DEGREE;
  return { latitude: round(middle.latitude), longitude: round(middle.longitude), spanMs };
}

/** Writes the tides of the span after each step's end into their features of a series. */
export function addTides(
  series: { values: Float32Array; steps: Steps },
  layout: Pick<SeriesLayout, "featureNames" | "tides">,
): void {
  if (layout.tides === undefined) return;
  const { values, steps } = series;
  const width = layout.featureNames.length;
  const columns = tidesAhead(steps.endMs, layout.tides);
  const perStep = values.length / width / Math.max(1, steps.endMs.length);
  TIDE_FEATURES.forEach(({ name }, i) => {
    const feature = layout.featureNames.indexOf(name);
    for (let row = 0; row < values.length / width; row++) {
      values[row * width + feature] = columns[i][Math.floor(row / perStep)];
    }
  });
}

/** TIDE_FEATURES of the span from each time on. [feature][time] */
function tidesAhead(
  fromMs: Float64Array,
  { latitude, longitude, spanMs }: PreparedTides,
): Float64Array[] {
  const place = { latitude, longitude };
  const known = new Map<number, number>(); // neighbouring spans overlap
  const strainAt = (sample: number) => {
    let strain = known.get(sample);
    if (strain === undefined) {
      strain = tidalArealStrain(tidalPotential(sample * SAMPLING_MS, place));
      known.set(sample, strain);
    }
    return strain;
  };
  const columns = TIDE_FEATURES.map(() => new Float64Array(fromMs.length));
  fromMs.forEach((startMs, step) => {
    const first = Math.round(startMs / SAMPLING_MS);
    const last = first + Math.max(1, Math.round(spanMs / SAMPLING_MS));
    let [least, greatest] = [Infinity, -Infinity];
    for (let sample = first; sample <= last; sample++) {
      const strain = strainAt(sample);
      least = Math.min(least, strain);
      greatest = Math.max(greatest, strain);
    }
    const { elongation } = tidalPotential(startMs + spanMs / 2, place);
    const phase = 2 * elongation * Math.PI / 180;
    const told = [greatest, greatest - least, Math.cos(phase), Math.sin(phase)];
    told.forEach((value, i) => columns[i][step] = value);
  });
  return columns;
}
