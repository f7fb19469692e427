import { InputError, type InputLocation } from "../../domain/mod.ts";

/** What the labels of a trace say, in the units of LabelledTrace. */
export interface TraceLabels {
  /** Name of the trace; empty where the set gives none. */
  name: string;
  /** Network code. */
  network: string;
  /** Station code. */
  station: string;
  /** Sample of the P arrival; NaN where there is none. */
  pSample: number;
  /** Sample of the S arrival; NaN where there is none. */
  sSample: number;
  /** Magnitude; NaN where unknown. */
  magnitude: number;
  /** Epicentral distance, kilometres; NaN where unknown. */
  distanceKm: number;
  /** Samples a second; NaN where the set does not say. */
  samplingRateHz: number;
  /** What no field above holds. */
  metadata: Record<string, string>;
}

/** Names under which sets give a label: PhaseNet's, STEAD's, then SeisBench's. */
const LABEL_NAMES: Readonly<Record<keyof Omit<TraceLabels, "metadata">, readonly string[]>> = {
  name: ["trace_name", "fname"],
  network: ["network", "network_code", "station_network_code"],
  station: ["station", "receiver_code", "station_code"],
  pSample: [
    "itp",
    "p_arrival_sample",
    "trace_p_arrival_sample",
    "trace_P_arrival_sample",
    "trace_Pg_arrival_sample",
    "trace_Pn_arrival_sample",
    "trace_P1_arrival_sample",
  ],
  sSample: [
    "its",
    "s_arrival_sample",
    "trace_s_arrival_sample",
    "trace_S_arrival_sample",
    "trace_Sg_arrival_sample",
    "trace_Sn_arrival_sample",
    "trace_S1_arrival_sample",
  ],
  magnitude: ["source_magnitude", "magnitude"],
  distanceKm: ["source_distance_km", "path_ep_distance_km", "distance_km"],
  samplingRateHz: ["trace_sampling_rate_hz", "sampling_rate"],
};

/** Texts by which sets say that they do not know. */
const MISSING = /^(|nan|none|null|na)$/i;

/**
 * The labels of a trace from its columns or attributes; `where` tells messages where they stand.
 * Throws InputError for a number that is none. The first of the known names with a value counts.
 *
 * Source: Zhu and Beroza (2019), data of PhaseNet; Mousavi et al. (2019), table 1 (STEAD); SeisBench,
 * "Data format".
 */
export function labelsOfRecord(
  record: Readonly<Record<string, string>>,
  where: InputLocation,
): TraceLabels {
  const used = new Set<string>();
  const find = (field: keyof typeof LABEL_NAMES) => {
    const known = LABEL_NAMES[field].filter((name) => record[name] !== undefined);
    const name = known.find((name) => !MISSING.test(record[name])) ?? known[0];
    if (name !== undefined) used.add(name);
    return name;
  };
  const text = (field: keyof typeof LABEL_NAMES) => {
    const name = find(field);
    return name === undefined || MISSING.test(record[name]) ? "" : record[name];
  };
  const number = (field: keyof typeof LABEL_NAMES) => {
    const name = find(field);
    if (name === undefined || MISSING.test(record[name])) return NaN;
    const value = Number(record[name]);
    if (Number.isFinite(value)) return value;
    throw new InputError("Cannot read a label of a trace", {
      ...where,
      field: name,
      value: record[name],
      expected: "a number",
    });
  };
  const labels = {
    name: text("name"),
    network: text("network"),
    station: text("station"),
    pSample: number("pSample"),
    sSample: number("sSample"),
    magnitude: number("magnitude"),
    distanceKm: number("distanceKm"),
    samplingRateHz: number("samplingRateHz"),
  };
  const rest = Object.entries(record).filter(([name]) => !used.has(name));
  return { ...labels, metadata: Object.fromEntries(rest) };
}

/**
 * The one sampling rate of a set, hertz; `usual` where it gives none. Throws InputError where traces
 * differ, for models take one rate.
 */
export function samplingRateOfSet(
  labels: readonly TraceLabels[],
  { usual, source }: { usual: number; source: string },
): number {
  const rates = new Set(labels.map((label) => label.samplingRateHz).filter((r) => !isNaN(r)));
  const [rate = usual] = rates;
  if (rates.size <= 1 && rate > 0) return rate;
  throw new InputError(`Cannot read labelled waveforms at ${[...rates].join(", ")} Hz`, {
    source,
    field: LABEL_NAMES.samplingRateHz[0],
    expected: "one sampling rate for all traces",
  });
}
