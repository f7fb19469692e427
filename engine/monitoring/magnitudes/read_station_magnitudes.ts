import {
  type EventMagnitude,
  InputError,
  InsufficientDataError,
  type WaveformNote,
} from "../../domain/mod.ts";
import {
  DISPLACEMENT_FARTHEST_KM,
  DISPLACEMENT_MAGNITUDE_SATURATES,
  DISPLACEMENT_MAGNITUDE_SIGMA,
  DISPLACEMENT_SMALLEST_MAGNITUDE,
  displacementMagnitude,
  IASPEI_LOCAL,
  LOCAL_MAGNITUDE_SATURATES,
  LOCAL_MAGNITUDE_SIGMA,
  localMagnitude,
  PERIOD_MAGNITUDE_SIGMA,
  periodMagnitude,
} from "../../models/mod.ts";
import {
  type ComponentRecord,
  measureDrawnAmplitude,
  measureFirstSeconds,
  WOOD_ANDERSON,
} from "../../preprocessing/mod.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";
import type { StationRecord } from "./station_record.ts";

/** Signal to noise that a magnitude needs. */
const LEAST_SIGNAL_TO_NOISE = 3;

/** A magnitude, or a sentence without full stop on why there is none. */
export type StationReading = Omit<EventMagnitude, "id"> | string;

/**
 * Local magnitude of one station: the mean of those of its two horizontals, as IASPEI has it.
 */
export function readLocalMagnitude(
  record: StationRecord,
  { scale = IASPEI_LOCAL, corrections = {} }: EstimateMagnitudeOptions,
): StationReading {
  const { velocity, arrivals, station } = record;
  if (velocity === undefined) return "no ground motion";
  const { samplingRateHz } = velocity;
  const { hypocentralKm, pMs, leadSeconds, signalSeconds } = arrivals;
  const remarks = [...record.remarks];
  const p = Number.isNaN(pMs) ? 0 : sampleAt(velocity, pMs) - leadSeconds * samplingRateHz;
  const toSample = Number.isNaN(pMs) ? Infinity : p + signalSeconds * samplingRateHz;
  if (toSample <= 0 || p >= velocity.samples.length / 3) return "no record of the event";
  if (Number.isNaN(pMs)) remarks.push("no arrival known: the largest amplitude of the record");
  const present = [0, 1].filter((component) => velocity.componentsPresent[component]);
  if (present.length === 0) return "no horizontal component";
  if (present.length === 1) remarks.push("one horizontal component");
  const instrument = { ...WOOD_ANDERSON, magnification: scale.magnification };
  const drawn = present.map((component) =>
    measureDrawnAmplitude(componentOf(velocity, component), {
      ...{ samplingRateHz, unit: "m/s", fromSample: p, toSample, instrument },
    })
  );
  const least = Math.min(...drawn.map(({ signalToNoise }) => signalToNoise));
  if (least < LEAST_SIGNAL_TO_NOISE) return `signal to noise ${least.toFixed(1)}, need 3`;
  if (Number.isNaN(least)) remarks.push("no noise before P: signal to noise not known");
  if (drawn.some(({ amplitudeMm }) => !(amplitudeMm > 0))) return "no signal";
  const values = drawn.map(({ amplitudeMm }) =>
    localMagnitude({ amplitudeMm, hypocentralKm }, scale)
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const magnitude = mean + (corrections[station] ?? 0);
  const [nearest, farthest] = scale.distanceKm;
  if (!(hypocentralKm >= nearest && hypocentralKm <= farthest)) {
    remarks.push(
      `out of range: ${hypocentralKm.toFixed(0)} km, scale for ${nearest} to ${farthest} km`,
    );
  }
  if (magnitude > LOCAL_MAGNITUDE_SATURATES) {
    remarks.push(`saturated: local magnitudes above ${LOCAL_MAGNITUDE_SATURATES} are too small`);
  }
  const error = LOCAL_MAGNITUDE_SIGMA.withinEvent;
  const method = `Wood-Anderson amplitude, ${scale.name}`;
  return { magnitude, magnitudeType: "ML", error, station, method, remarks };
}

/** Magnitude of one station by the peak displacement of its first seconds of P. */
export function readDisplacementMagnitude(
  record: StationRecord,
  { regionOffset }: EstimateMagnitudeOptions,
): StationReading {
  const first = readFirstSeconds(record);
  if (typeof first === "string") return first;
  const { epicentralKm } = record.arrivals;
  const { displacementM } = first;
  const magnitude = displacementMagnitude({ displacementM, epicentralKm }, { regionOffset });
  const remarks = [...record.remarks];
  if (first.seconds < 3.99) remarks.push(`read from ${first.seconds.toFixed(1)} s of P`);
  if (epicentralKm > DISPLACEMENT_FARTHEST_KM) {
    remarks.push(
      `out of range: ${epicentralKm.toFixed(0)} km, relation to ${DISPLACEMENT_FARTHEST_KM} km`,
    );
  }
  if (magnitude < DISPLACEMENT_SMALLEST_MAGNITUDE) {
    remarks.push(`out of range: relation from magnitude ${DISPLACEMENT_SMALLEST_MAGNITUDE}`);
  }
  if (magnitude > DISPLACEMENT_MAGNITUDE_SATURATES) {
    remarks.push(
      `saturated: ${first.seconds.toFixed(1)} s of P do not tell magnitudes above ` +
        `${DISPLACEMENT_MAGNITUDE_SATURATES} apart`,
    );
  }
  return {
    ...{ magnitude, magnitudeType: "Mpd", station: record.station, remarks },
    error: DISPLACEMENT_MAGNITUDE_SIGMA.withinEvent,
    method: "peak P displacement, Kuyuk & Allen 2013",
  };
}

/** Magnitude of one station by the predominant period of its first three seconds of P. */
export function readPeriodMagnitude(record: StationRecord): StationReading {
  const first = readFirstSeconds(record);
  if (typeof first === "string") return first;
  if (!(first.periodSeconds > 0)) return "S comes within 3 s of P";
  const magnitude = periodMagnitude(first.periodSeconds);
  return {
    ...{ magnitude, magnitudeType: "Mtc", station: record.station },
    error: PERIOD_MAGNITUDE_SIGMA,
    method: "predominant P period, Wu et al. 2007",
    remarks: record.remarks,
  };
}

function readFirstSeconds({ velocity, arrivals: { pMs, sMs } }: StationRecord) {
  if (velocity === undefined) return "no ground motion";
  if (Number.isNaN(pMs)) return "no P arrival known";
  if (!velocity.componentsPresent[2]) return "no vertical component";
  const { samplingRateHz } = velocity;
  const [pSample, sSample] = [sampleAt(velocity, pMs), sampleAt(velocity, sMs)];
  try {
    const first = measureFirstSeconds(componentOf(velocity, 2), {
      ...{ samplingRateHz, pSample, sSample },
    });
    if (!(first.displacementM > 0)) return "no signal";
    const ratio = first.signalToNoise;
    return ratio < LEAST_SIGNAL_TO_NOISE ? `signal to noise ${ratio.toFixed(1)}, need 3` : first;
  } catch (error) {
    if (error instanceof InsufficientDataError || error instanceof InputError) return error.message;
    throw error;
  }
}

/** Place of an instant in a record, samples from its first. */
export function sampleAt({ startTimeMs, samplingRateHz }: ComponentRecord, timeMs: number): number {
  return (timeMs - startTimeMs) * samplingRateHz / 1000;
}

/** One component of a record by itself. [sample] */
function componentOf({ samples }: ComponentRecord, component: number): Float64Array {
  return Float64Array.from(
    { length: samples.length / 3 },
    (_, sample) => samples[3 * sample + component],
  );
}

/** A note on a station that gave no magnitude of a kind. */
export function noteRefusal(station: string, method: string, reason: string): WaveformNote {
  const message = `${station}: no magnitude by ${method}: ${reason.replace(/\.$/, "")}.`;
  return { kind: "no magnitude", message, channel: station };
}
