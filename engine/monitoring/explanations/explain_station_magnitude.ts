import {
  ConfigurationError,
  InsufficientDataError,
  MAGNITUDE_WINDOW,
  type MagnitudeExplanation,
  type WaveformNote,
} from "../../domain/mod.ts";
import type { KernelEngine } from "../../backend/mod.ts";
import {
  describeMagnitudeExplanation,
  explainMagnitude,
  MAGNITUDE_COMPONENTS,
  type MagnitudeTerms,
  mapAttributions,
} from "../../explanation/mod.ts";
import { predictMagnitudes, type TrainedMagnitude } from "../../training/mod.ts";
import type { MagnitudeRequest } from "../magnitudes/magnitude_sources.ts";
import { cutNetworkWindow, type NetworkWindow } from "../magnitudes/read_network_magnitudes.ts";
import { prepareStationRecords, type StationRecord } from "../magnitudes/station_record.ts";

/** Steps of the map of attributions, seconds. */
const MAP_SECONDS = 0.25;

/** What explains a magnitude, and of which station. */
export interface ExplainMagnitudeOptions {
  /** The network. */
  trained: TrainedMagnitude;
  /** Where the kernels run. */
  kernels: KernelEngine;
  /** The station, "NET.STA"; needed where several can say. */
  station?: string;
}

/** An explanation with the numbers behind it, to be drawn. */
export interface ExplainedMagnitude {
  /** What is told. */
  explanation: MagnitudeExplanation;
  /** Ground motion in the unit of the model. [sample, 3] */
  window: Float32Array;
  /** What each sample adds, magnitude units. [sample, 3] */
  attributions: Float64Array;
  /** Names of the components, in order. */
  components: readonly string[];
  /** Samples a second. */
  samplingRateHz: number;
  /** The sample of P. */
  sample: number;
}

/**
 * Tells which part of which component of a station's record made a network say its magnitude.
 *
 * Throws InsufficientDataError where the network can read no station, ConfigurationError where several can
 * and none is named or the one that is named cannot, and what `explainMagnitude` throws.
 */
export function explainStationMagnitude(
  { traces, notes, options }: MagnitudeRequest,
  { trained, kernels, station }: ExplainMagnitudeOptions,
): ExplainedMagnitude {
  const prepared = prepareStationRecords(traces, options);
  const { record, cut } = chooseRecord(prepared.records, { trained, station });
  const { window, startMs, missingSamples } = cut;
  const { samples, samplesBeforeP: sample, samplingRateHz } = MAGNITUDE_WINDOW;
  const [{ sigma, remarks }] = predictMagnitudes(trained.model, { windows: [window], kernels });
  const why = explainMagnitude(trained.model, window, { engine: kernels });
  const { attributions, magnitude: { record: ofRecord, baseline }, terms, ...told } = why;
  const components = MAGNITUDE_COMPONENTS;
  const pMs = startMs + sample * 1000 / samplingRateHz;
  const endMs = startMs + (samples - 1) * 1000 / samplingRateHz;
  const of = { attributions, components, samplingRateHz, sample };
  const magnitude = { record: ofRecord, sigma, baseline };
  const missing = missingSamples === 0
    ? []
    : [`The record lacks ${(missingSamples / samplingRateHz).toFixed(1)} s of the window.`];
  const remarked = [...record.remarks, ...remarks, ...missing]
    .map((message) => ({ kind: "remark", message, channel: record.station }));
  const isCounts = trained.card.data.unit === "counts";
  const isOfUse = ({ kind }: WaveformNote) => !(isCounts && kind === "no response");
  const explanation: MagnitudeExplanation = {
    question: `Why magnitude ${ofRecord.toFixed(2)} at ${record.station}?`,
    model: { name: trained.card.name },
    ...{ magnitude, terms: tableOf(terms), pTime: iso(pMs) },
    window: {
      ...{ instrument: record.station, from: iso(startMs), to: iso(endMs) },
      components: components.filter((_, place) =>
        window.some((value, i) => i % components.length === place && value !== 0)
      ),
    },
    ...told,
    map: mapAttributions(of, MAP_SECONDS),
    sentences: describeMagnitudeExplanation({
      ...{ magnitude, terms, ...told },
      sSeconds: (record.arrivals.sMs - pMs) / 1000,
    }),
    notes: [...remarked, ...notes, ...prepared.notes.filter(isOfUse)],
  };
  return { explanation, window, ...of };
}

/** The station that is asked for, or the only one that the network can read. */
function chooseRecord(
  records: readonly StationRecord[],
  { trained, station }: { trained: TrainedMagnitude; station?: string },
): { record: StationRecord; cut: NetworkWindow } {
  const tried = records.filter((record) => station === undefined || record.station === station)
    .map((record) => ({ record, cut: cutNetworkWindow(record, trained) }));
  const able = tried.flatMap(({ record, cut }) => typeof cut === "string" ? [] : [{ record, cut }]);
  if (able.length === 1) return able[0];
  const names = able.map(({ record }) => record.station).join(", ");
  if (able.length > 1) {
    throw new ConfigurationError(
      `Cannot explain the magnitudes of ${names} at once: name a station.`,
      "station",
    );
  }
  if (station !== undefined && tried.length === 0) {
    const known = records.map((record) => record.station).join(", ") || "none";
    throw new ConfigurationError(
      `Cannot explain the magnitude of ${station}: records that can be read are of ${known}.`,
      "station",
    );
  }
  const reasons = tried.map(({ record, cut }) => `${record.station}: ${cut}`).join("; ");
  throw new InsufficientDataError(
    `Cannot explain a magnitude${reasons === "" ? "" : ` (${reasons})`}`,
    { have: 0, need: 1, of: "stations that the network can read" },
  );
}

const TERMS: Readonly<Record<keyof MagnitudeTerms, string>> = {
  amplitude: "log10 of the amplitude, with the regression's constant",
  centroid: "how late the energy comes, by the regression",
  network: "form of the waveform, by the network",
};

function tableOf(
  { record, baseline }: { record: MagnitudeTerms; baseline: MagnitudeTerms },
): MagnitudeExplanation["terms"] {
  const names = Object.keys(TERMS) as (keyof MagnitudeTerms)[];
  return names.map((name) => {
    return { term: TERMS[name], record: record[name], baseline: baseline[name] };
  });
}

function iso(timeMs: number): string {
  return new Date(Math.round(timeMs)).toISOString();
}
