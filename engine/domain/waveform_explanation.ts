import type { Completeness } from "./network_explanation.ts";
import type { WaveformNote } from "./waveform.ts";

/** A part of a window, and what of an attribution lies in it. */
export interface AttributionPart {
  /** The part, in words, such as "Z" or "0 to 0.5 s". */
  part: string;
  /** Sum of the absolute attributions in it over that of the whole window, 0 to 1. */
  share: number;
  /** Sum of the attributions in it, with their signs, in the unit of what is explained. */
  net: number;
}

/** Attributions added up by component and step of time, for a map. */
export interface AttributionMap {
  /** Length of a step, seconds. */
  stepSeconds: number;
  /** Start of the first step, seconds after the arrival. */
  fromSeconds: number;
  /** Sums with their signs, by component, in the unit of what is explained. [step] */
  components: Readonly<Record<string, readonly number[]>>;
}

/** The instrument, and the stretch of its record that a network looked at. */
export interface ExplainedWindow {
  /** The instrument, "NC.MEM..HH". */
  instrument: string;
  /** Time of the first sample, ISO 8601. */
  from: string;
  /** Time of the last sample, ISO 8601. */
  to: string;
  /** Components that have samples in it. */
  components: string[];
}

/** What a picker says once a part of its window is silent. */
export interface SilencedPart {
  /** The part, in words. */
  part: string;
  /** Largest probability of the phase within 0.5 s of the pick. */
  probability: number;
}

/** Which part of which component made a picker say that there is an arrival. */
export interface PickExplanation {
  /** What is explained, in a sentence. */
  question: string;
  /** Which model. */
  model: { name: string; picker: string };
  /** The pick. */
  pick: {
    /** "P" or "S". */
    phase: string;
    /** Time, ISO 8601. */
    time: string;
    /** Probability, blended over all windows. */
    probability: number;
  };
  /** What was looked at, the pick as near its middle as the record allows. */
  window: ExplainedWindow;
  /** Probability of the phase in this window at its largest within 0.5 s of the pick. */
  windowProbability: number;
  /** ln p / (1 − p) of that, and of the noise before going on, on average, which is the baseline. */
  logOdds: { record: number; baseline: number };
  /** How far the attributions add up. */
  completeness: Completeness;
  /** By component. */
  components: AttributionPart[];
  /** By time after the pick. */
  times: AttributionPart[];
  /** Part of the absolute attributions within 2 s of the pick, all components of a half second together. */
  within2Seconds: number;
  /** The window with one component silent, or all but one. */
  silenced: SilencedPart[];
  /** The window with half a second of all components silent, one after the other. */
  occlusion: { stepSeconds: number; fromSeconds: number; probability: number[] };
  /** Attributions by component and half second. */
  map: AttributionMap;
  /** What it means, in plain words. */
  sentences: string[];
  /** What was done to the traces. */
  notes: readonly WaveformNote[];
}

/** Which part of which component made a network say a magnitude. */
export interface MagnitudeExplanation {
  /** What is explained, in a sentence. */
  question: string;
  /** Which model. */
  model: { name: string };
  /** The magnitude with its standard deviation, and what the model says of the station's noise alone. */
  magnitude: { record: number; sigma: number; baseline: number };
  /** The magnitude as it was built: the regression on amplitude and centroid, and the network's correction. */
  terms: { term: string; record: number; baseline: number }[];
  /** P arrival, ISO 8601. */
  pTime: string;
  /** What was looked at. */
  window: ExplainedWindow;
  /** How far the attributions add up. */
  completeness: Completeness;
  /** By component. */
  components: AttributionPart[];
  /** By second after P, from −1. */
  seconds: AttributionPart[];
  /** Attributions by component and time. */
  map: AttributionMap;
  /** What it means, in plain words. */
  sentences: string[];
  /** What a reader must know, and what was done to the traces. */
  notes: readonly WaveformNote[];
}
