import { MAGNITUDE_WINDOW } from "../../domain/mod.ts";
import { cutMagnitudeWindow } from "../../preprocessing/mod.ts";
import { predictMagnitudes, type TrainedMagnitude } from "../../training/mod.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";
import { sampleAt, type StationReading } from "./read_station_magnitudes.ts";
import type { StationRecord } from "./station_record.ts";

/** The window of a station's record that a magnitude network reads. */
export interface NetworkWindow {
  /** Ground motion in the unit that the network was trained on. [3000, 3] */
  readonly window: Float32Array;
  /** Time of its first sample, UTC epoch milliseconds. */
  readonly startMs: number;
  /** Samples that the record does not have, which are 0. */
  readonly missingSamples: number;
}

/** Cuts the window that a magnitude network reads of a station; or why there is none. */
export function cutNetworkWindow(
  record: StationRecord,
  { card }: TrainedMagnitude,
): NetworkWindow | string {
  const moving = card.data.unit === "counts" ? record.raw : record.velocity;
  if (moving === undefined) return `the model needs ${card.data.unit}, and there is no response`;
  const { pMs } = record.arrivals;
  if (Number.isNaN(pMs)) return "no P arrival known";
  const pSample = sampleAt(moving, pMs);
  const count = moving.samples.length / 3;
  const { samplesBeforeP, samplingRateHz } = MAGNITUDE_WINDOW;
  if (!(pSample >= samplesBeforeP / 2 && pSample < count)) return "P is not within the record";
  const cut = cutMagnitudeWindow(Float32Array.from(moving.samples), pSample);
  if (!cut.window.some((value) => value !== 0)) return "no signal";
  const first = Math.round(pSample) - samplesBeforeP;
  return { ...cut, startMs: moving.startTimeMs + first * 1000 / samplingRateHz };
}

/** Magnitude of one station by a magnitude network, read from the unit the network was trained on. */
export function readNetworkMagnitude(
  record: StationRecord,
  { network }: EstimateMagnitudeOptions,
): StationReading {
  if (network === undefined) return "no model given";
  const { model, card } = network.trained;
  const cut = cutNetworkWindow(record, network.trained);
  if (typeof cut === "string") return cut;
  const [said] = predictMagnitudes(model, { windows: [cut.window], kernels: network.kernels });
  const remarks = [...record.remarks, ...said.remarks];
  if (cut.missingSamples > 0) {
    const seconds = cut.missingSamples / MAGNITUDE_WINDOW.samplingRateHz;
    remarks.push(`the record lacks ${seconds.toFixed(1)} s of the 30 s that the network reads`);
  }
  if (!card.data.stations.includes(record.station)) {
    remarks.push("outside the range of training: not a station it was trained on");
  }
  return {
    ...{ magnitude: said.magnitude, magnitudeType: "ML", error: said.sigma, remarks },
    ...{ station: record.station, method: `magnitude network ${card.name}` },
  };
}
