import { InputError, type Origin, type Pick, type Trace, waveOf } from "../domain/mod.ts";
import {
  locateFromOneStation,
  type OneStationSetting,
  polarisationOf,
  type PWaveMotion,
} from "../models/mod.ts";

/**
 * Locates an event from the P and S picks and the three components of one station: direction from
 * the motion of P, distance from the time between P and S.
 *
 * Traces end in E, N and Z, with one sampling rate and one time of the first sample: align them
 * beforehand. Throws InputError where they do not, InsufficientDataError without both picks.
 */
export function locateFromTraces(
  picks: readonly Pick[],
  traces: readonly Trace[],
  setting: Omit<OneStationSetting, "polarisation">,
): Origin {
  const polarisation = polarisationOf(motionOf(picks, traces));
  return locateFromOneStation(picks, { ...setting, polarisation });
}

function motionOf(picks: readonly Pick[], traces: readonly Trace[]): PWaveMotion {
  const [east, north, up] = ["E", "N", "Z"].map((letter) =>
    traces.find(({ code }) => code.channel.endsWith(letter))
  );
  const first = picks.find(({ phase }) => waveOf(phase) === "P");
  const isAligned = (one: Trace | undefined) =>
    one?.startTimeMs === up?.startTimeMs && one?.samplingRateHz === up?.samplingRateHz;
  if (!east || !north || !up || !isAligned(east) || !isAligned(north) || first === undefined) {
    throw new InputError("Cannot tell where a P wave comes from", {
      value: traces.map(({ code }) => code.channel).join(", ") || "no traces",
      expected: "a P pick and aligned traces E, N and Z",
    });
  }
  const { samplingRateHz } = up;
  return {
    east: east.samples,
    north: north.samples,
    up: up.samples,
    samplingRateHz,
    arrival: (first.timeMs - up.startTimeMs) * samplingRateHz / 1000,
  };
}
