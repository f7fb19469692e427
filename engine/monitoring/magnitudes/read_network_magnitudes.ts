import { MAGNITUDE_WINDOW } from "../../domain/mod.ts";
import { cutMagnitudeWindow } from "../../preprocessing/mod.ts";
import { predictMagnitudes } from "../../training/mod.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";
import { sampleAt, type StationReading } from "./read_station_magnitudes.ts";
import type { StationRecord } from "./station_record.ts";

/** Magnitude of one station by a magnitude network, read from the unit the network was trained on. */
export function readNetworkMagnitude(
  record: StationRecord,
  { network }: EstimateMagnitudeOptions,
): StationReading {
  if (network === undefined) return "no model given";
  const { model, card } = network.trained;
  const moving = card.data.unit === "counts" ? record.raw : record.velocity;
  if (moving === undefined) return `the model needs ${card.data.unit}, and there is no response`;
  const { pMs } = record.arrivals;
  if (Number.isNaN(pMs)) return "no P arrival known";
  const pSample = sampleAt(moving, pMs);
  const count = moving.samples.length / 3;
  if (!(pSample >= MAGNITUDE_WINDOW.samplesBeforeP / 2 && pSample < count)) {
    return "P is not within the record";
  }
  const cut = cutMagnitudeWindow(Float32Array.from(moving.samples), pSample);
  if (!cut.window.some((value) => value !== 0)) return "no signal";
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
