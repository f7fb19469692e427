import {
  type BValueEstimate,
  type Catalogue,
  type CatalogueGap,
  COMPLETENESS_METHODS,
  type CompletenessMethod,
  DAY_MS,
  formatTime,
  type Inspection,
  reachesMagnitude,
  type ReadReport,
} from "../domain/mod.ts";
import {
  type BValue,
  bValueAkiUtsu,
  bValueMorePositive,
  bValuePositive,
  bValueTintiMulargia,
  detectMagnitudeBinWidth,
} from "../mathematics/mod.ts";
import { estimateCompleteness } from "./estimate_completeness.ts";
import { cleanCatalogue, type CleaningOptions } from "./clean_catalogue.ts";

/** Smallest difference of magnitudes that counts, as in operational aftershock forecasts. */
const LEAST_DIFFERENCE = 0.2;

/** Gaps that are listed. */
const LISTED_GAPS = 5;

/**
 * Tells what is in a catalogue as it was read, and what cleaning would do; nothing is changed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { inspectCatalogue } from "@quakecast/quakecast/preprocessing";
 * import { readCatalogue } from "@quakecast/quakecast/sources";
 * const csv = "time,latitude,longitude,mag\n2020-01-01T00:00:00Z,35,139,5.1\n";
 * const source = { name: "one.csv", stream: new Blob([csv]).stream() };
 * const { catalogue, report } = await readCatalogue(source);
 * const inspection = inspectCatalogue(catalogue, { read: report });
 * assert(inspection.rows === 1 && inspection.magnitudes.max === 5.1);
 * ```
 */
export function inspectCatalogue(
  catalogue: Catalogue,
  { read, cleaning: options = {} }: { read: ReadReport; cleaning?: CleaningOptions },
): Inspection {
  const { catalogue: cleaned, report: cleaning } = cleanCatalogue(catalogue, options);
  const times = summarise(catalogue.timeMs);
  const magnitudes = summarise(catalogue.magnitude);
  const depths = summarise(catalogue.depthKm);
  return {
    name: catalogue.name,
    layout: read.layout,
    rows: read.rows,
    from: times.min === null ? null : formatTime(times.min),
    to: times.max === null ? null : formatTime(times.max),
    magnitudes: { ...magnitudes, types: Object.fromEntries(catalogue.magnitudeType.counts()) },
    depthKm: { min: depths.min, max: depths.max, missing: depths.missing },
    ...measureMagnitudes(cleaned),
    gaps: longestGaps(cleaned),
    duplicates: { sameId: cleaning.removed.duplicateId, nearTwins: cleaning.removed.nearTwin },
    cleaning,
    read,
  };
}

function summarise(values: Float64Array): {
  min: number | null;
  max: number | null;
  mean: number | null;
  missing: number;
} {
  let [min, max, sum, known] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    known++;
  }
  const missing = values.length - known;
  if (known === 0) return { min: null, max: null, mean: null, missing };
  return { min, max, mean: sum / known, missing };
}

type Measures = Pick<
  Inspection,
  "completeness" | "completeEvents" | "completenessByMethod" | "bValue" | "bValues"
>;

/** Each b-value is of the events above the completeness by maximum curvature. */
function measureMagnitudes({ magnitude }: Catalogue): Measures {
  const completenessByMethod = Object.fromEntries(
    COMPLETENESS_METHODS.map((method) => [method, estimateCompleteness(magnitude, method)]),
  ) as Record<CompletenessMethod, number | null>;
  const completeness = completenessByMethod["maximum-curvature"];
  if (completeness === null) {
    const none = { completeEvents: null, bValue: null, bValues: [] };
    return { completeness, completenessByMethod, ...none };
  }
  // A b-value takes whole bins, 5.16 with 5.2; training takes what reaches the completeness.
  const completeEvents = magnitude.filter((m) => reachesMagnitude(m, completeness)).length;
  const options = { completeness, binWidth: detectMagnitudeBinWidth(magnitude) };
  const positive = { ...options, minimumDifference: LEAST_DIFFERENCE };
  const bValues = [
    named("Tinti-Mulargia 1987", bValueTintiMulargia(magnitude, options)),
    named("Aki-Utsu 1965", bValueAkiUtsu(magnitude, options)),
    named("b-positive, van der Elst 2021", bValuePositive(magnitude, positive)),
    named("b-more-positive, Lippiello 2024", bValueMorePositive(magnitude, positive)),
  ].flat();
  const bValue = bValues.find(({ method }) => method === "Tinti-Mulargia 1987") ?? null;
  return { completeness, completeEvents, completenessByMethod, bValue, bValues };
}

function named(method: string, slope: BValue | null): BValueEstimate[] {
  return slope === null
    ? []
    : [{ method, value: slope.b, error: slope.error, events: slope.count }];
}

function longestGaps({ timeMs }: Catalogue): CatalogueGap[] {
  const starts = Array.from({ length: Math.max(0, timeMs.length - 1) }, (_, row) => row);
  const length = (row: number) => timeMs[row + 1] - timeMs[row];
  starts.sort((a, b) => length(b) - length(a) || a - b);
  return starts.slice(0, LISTED_GAPS).map((row) => ({
    from: formatTime(timeMs[row]),
    to: formatTime(timeMs[row + 1]),
    days: length(row) / DAY_MS,
  }));
}
