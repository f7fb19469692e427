import type { LabelledWaveforms, Station, Trace, TravelTimes } from "../../../engine/domain/mod.ts";
import { destination } from "../../../engine/mathematics/mod.ts";

/** A hypocentre around which stations are put. */
export interface TrueEvent {
  /** Origin time, UTC epoch milliseconds. */
  timeMs: number;
  /** Degrees north. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
  /** Kilometres. */
  depthKm: number;
}

/** A network whose waveforms are real records, so put around a hypocentre that their arrivals fit it. */
export interface RealRecordNetwork {
  /** Where the stations are. */
  stations: Station[];
  /** Three components of each. */
  traces: Trace[];
}

/**
 * Puts each record with P and S where S is as much later than P as its analyst read, in a direction of its
 * own, and begins it so that P comes when it should: real waveforms and noise, a known truth.
 */
export function buildRealRecordNetwork(
  records: LabelledWaveforms,
  { event, indexes, times }: {
    event: TrueEvent;
    indexes: readonly number[];
    times: { P: TravelTimes; S: TravelTimes };
  },
): RealRecordNetwork {
  const stations: Station[] = [];
  const traces: Trace[] = [];
  for (const [place, index] of indexes.entries()) {
    const record = records.traceAt(index);
    const secondsOfSamples = (samples: number) => samples / records.samplingRateHz;
    const apart = secondsOfSamples(record.sSample - record.pSample);
    const distanceKm = distanceOf(apart, { event, times });
    const bearing = (place * 137.5) % 360;
    const station = `R${String(place).padStart(2, "0")}`;
    stations.push({
      ...{ network: "XX", station, ...destination(event, { bearing, distanceKm }) },
      ...{ elevationM: 0, siteName: "", channels: [] },
    });
    const pSeconds = times.P.secondsAt(distanceKm, event.depthKm);
    const startTimeMs = event.timeMs + 1000 * (pSeconds - secondsOfSamples(record.pSample));
    for (const [component, letter] of ["E", "N", "Z"].entries()) {
      const count = record.samples.length / 3;
      traces.push({
        code: { network: "XX", station, location: "", channel: `HH${letter}` },
        ...{ startTimeMs, samplingRateHz: records.samplingRateHz },
        samples: Float32Array.from({ length: count }, (_, i) => record.samples[3 * i + component]),
      });
    }
  }
  return { stations, traces };
}

/** The distance at which S is so many seconds later than P, by halving. */
function distanceOf(
  apart: number,
  { event, times }: { event: TrueEvent; times: { P: TravelTimes; S: TravelTimes } },
): number {
  let [low, high] = [0, 200];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    const seconds = times.S.secondsAt(middle, event.depthKm) -
      times.P.secondsAt(middle, event.depthKm);
    if (seconds < apart) low = middle;
    else high = middle;
  }
  return low;
}
