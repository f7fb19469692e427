import type { Origin, StationEvidence } from "../../domain/mod.ts";
import { displacementMagnitude, periodMagnitude } from "../../models/mod.ts";
import type { ChannelWatch } from "./channel_watch.ts";
import { estimateWarningMagnitude } from "./estimate_warning_magnitude.ts";
import { fitPlaneWave } from "./fit_plane_wave.ts";
import type { EventState } from "./judge_event.ts";
import { locateFirstPicks, type PointSource } from "./locate_first_picks.ts";
import { measurePeakVelocity, measureStation } from "./measure_station.ts";
import { isDeafAt, type SilentStation } from "./source_likelihood.ts";
import { SOURCE_DEPTHS_KM, type WarningNetwork } from "./warning_network.ts";

/** Picks and silent stations that a location rests on at most: the earliest and the nearest. */
const MOST_PICKS = 25;
const MOST_SILENT = 30;
/** Ratio of displacement to noise from which it is read. Source: Kuyuk & Allen 2013. */
const LEAST_RATIO = 3;
/** Seconds after its arrival within which a station is not called silent yet. */
const TELLING_SECONDS = 1.8;
/** Seconds that a pick may be off, at least and by each second of travel, and still be of the event. */
const STRAY_SECONDS = { least: 1.5, bySecond: 0.06 };
/**
 * Units of magnitude from the middle one from which a station has read something else, and stations from
 * which the middle one is known.
 */
const ODD = { magnitude: 2, stations: 4 };
/** Epicentral distance below which the law of displacements is not carried on, kilometres. */
const NEAREST_KM = 8;
/** Distance up to which every event that matters is seen, kilometres. */
const SEEN_KM = 60;

/** A pick that a warning may rest on. */
export interface WarningPick {
  /** Index of the station in the network. */
  readonly station: number;
  /** Arrival, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** When it was known, UTC epoch milliseconds. */
  readonly knownMs: number;
}

/** What an event's state is worked out from. */
export interface StateSetting {
  readonly network: WarningNetwork;
  /** By index of the station: the channel that it is heard by. */
  readonly watches: readonly (ChannelWatch | undefined)[];
  readonly regionOffset: number;
}

/** An event's state, and the stations that have not seen it. */
export interface DescribedState extends EventState {
  readonly silentStations: readonly string[];
}

/** Where the source of picks is, and the stations that have not seen it. */
export interface LocatedPicks {
  readonly source: PointSource;
  /** Stations without a pick that have been heard, the nearest to the first pick first. */
  readonly quiet: readonly SilentStation[];
}

/**
 * Looks for the source of picks, told also by stations that are heard and have none. Stations `aside`
 * have a pick that is of something else: their silence says nothing of the place.
 */
export function locatePicks(
  picks: readonly WarningPick[],
  { network, watches }: StateSetting,
  aside: ReadonlySet<number> = new Set(),
): LocatedPicks {
  const byTime = [...picks].sort((a, b) => a.timeMs - b.timeMs);
  const picked = new Set(picks.map(({ station }) => station));
  const first = network.stations[byTime[0].station];
  const quiet = network.stations.flatMap((station, index) => {
    const said = silenceOf(index, { watches, sinceMs: byTime[0].timeMs });
    if (picked.has(index) || !Number.isFinite(said.untilMs)) return [];
    const away = Math.hypot(station.eastKm - first.eastKm, station.northKm - first.northKm);
    return [{ ...said, away }];
  }).sort((a, b) => a.away - b.away);
  const silent = quiet.filter(({ station }) => !aside.has(station)).slice(0, MOST_SILENT);
  const known = { picks: byTime.slice(0, MOST_PICKS), silent };
  return { source: locateFirstPicks(known, network), quiet };
}

/** What a station's silence says of a P that comes after a time. */
function silenceOf(
  station: number,
  { watches, sinceMs }: Pick<StateSetting, "watches"> & { sinceMs: number },
): SilentStation {
  const watch = watches[station];
  return { station, untilMs: watch?.record?.endMs ?? NaN, deaf: watch?.deafSpanAfter(sinceMs) };
}

/** Works out all that is known of an event from its picks and the records as they stand. */
export function describeState(
  picks: readonly WarningPick[],
  setting: StateSetting,
  located: LocatedPicks = locatePicks(picks, setting),
): DescribedState {
  const { network, watches, regionOffset } = setting;
  const { source, quiet } = located;
  const byTime = [...picks].sort((a, b) => a.timeMs - b.timeMs);
  const said = byTime.map((pick) =>
    readStation(pick, { source, network, regionOffset, watch: watches[pick.station] })
  );
  const fits = said.map(({ pTimeMs, residualSeconds }) => {
    const travel = (pTimeMs - source.timeMs) / 1000 - residualSeconds;
    const { least, bySecond } = STRAY_SECONDS;
    return Math.abs(residualSeconds) <= least + bySecond * travel;
  });
  const evidence = said.filter((_, i) => fits[i]);
  const odd = oddStations(evidence);
  if (odd.size > 0) {
    const aside = byTime.map(({ station }) => station)
      .filter((station) => odd.has(network.stations[station].name));
    const rest = picks.filter(({ station }) => !aside.includes(station));
    return describeState(rest, setting, locatePicks(rest, setting, new Set(aside)));
  }
  const unheard = [
    ...quiet,
    ...byTime.filter((_, i) => !fits[i]).map(({ station }) =>
      silenceOf(station, { watches, sinceMs: source.timeMs })
    ),
  ];
  const farthest = Math.max(SEEN_KM, ...evidence.map(({ distanceKm }) => distanceKm));
  const silentStations = unheard.flatMap(({ station, untilMs, deaf }) => {
    const distanceKm = distanceTo(source, network.stations[station]);
    const dueMs = arrivalMs(source, { network, phase: "P", distanceKm });
    const isSilent = distanceKm <= farthest && untilMs > dueMs + 1000 * TELLING_SECONDS &&
      !isDeafAt(deaf, dueMs);
    return isSilent ? [network.stations[station].name] : [];
  });
  return {
    ...{ source, evidence, silentStations },
    magnitude: estimateWarningMagnitude(evidence),
    silentCount: silentStations.length,
    plane: fitPlaneWave(
      byTime.filter((_, i) => fits[i]).map(({ station, timeMs }) => ({
        ...network.stations[station],
        timeMs,
      })),
    ),
  };
}

/**
 * Stations whose amplitude is of something else, as of a disturbance just before P: of four or more that
 * were read, those far from the middle one. They are left out whole: with its arrival kept, one hid that a
 * teleseism crossed the network as a plane wave, and an alert came of it.
 */
function oddStations(evidence: readonly StationEvidence[]): Set<string> {
  const read = evidence.flatMap(({ station, displacementMagnitude: magnitude }) =>
    magnitude === undefined ? [] : [{ station, magnitude }]
  ).sort((a, b) => a.magnitude - b.magnitude);
  if (read.length < ODD.stations) return new Set();
  const half = read.length >> 1;
  const middle = (read[half].magnitude + read[read.length - 1 - half].magnitude) / 2;
  const isOdd = ({ magnitude }: { magnitude: number }) =>
    Math.abs(magnitude - middle) > ODD.magnitude;
  return new Set(read.filter(isOdd).map(({ station }) => station));
}

/** Kilometres from a source's epicentre to a place in the plane. */
export function distanceTo(
  source: Pick<PointSource, "eastKm" | "northKm">,
  { eastKm, northKm }: { eastKm: number; northKm: number },
): number {
  return Math.hypot(source.eastKm - eastKm, source.northKm - northKm);
}

/** When a phase of a source arrives at a distance, UTC epoch milliseconds. */
export function arrivalMs(
  source: PointSource,
  { network, phase, distanceKm }: {
    network: WarningNetwork;
    phase: "P" | "S";
    distanceKm: number;
  },
): number {
  return source.timeMs + 1000 * network.secondsAt(phase, distanceKm, source.depthIndex);
}

/** An origin for a source, with an arrival for each station. */
export function originOf(
  source: PointSource,
  { network, evidence, id }: {
    network: WarningNetwork;
    evidence: readonly StationEvidence[];
    id: string;
  },
): Origin {
  const place = network.frame.toPlace(source.eastKm, source.northKm);
  return {
    ...{ id, timeMs: source.timeMs, latitude: place.latitude, longitude: place.longitude },
    depthKm: SOURCE_DEPTHS_KM[source.depthIndex],
    timeErrorSeconds: source.timeSigmaSeconds,
    horizontalErrorKm: source.horizontalSigmaKm,
    depthErrorKm: source.depthSigmaKm,
    arrivals: evidence.map(({ station, distanceKm, residualSeconds }) => ({
      ...{ pickId: `${id}/${station}`, phase: "P", distanceKm, residualSeconds },
      ...{ azimuthDegrees: NaN, weight: 1 },
    })),
    method: "quakecast early warning, first picks",
  };
}

function readStation(
  { station, timeMs, knownMs }: WarningPick,
  { source, network, regionOffset, watch }: {
    source: PointSource;
    network: WarningNetwork;
    regionOffset: number;
    watch: ChannelWatch | undefined;
  },
): StationEvidence {
  const { name } = network.stations[station];
  const distanceKm = distanceTo(source, network.stations[station]);
  const dueMs = arrivalMs(source, { network, phase: "P", distanceKm });
  const seen = {
    ...{ station: name, pTimeMs: timeMs, knownMs, distanceKm },
    residualSeconds: (timeMs - dueMs) / 1000,
  };
  const record = watch?.record;
  if (record === undefined) return seen;
  const arrivals = {
    ...{ pTimeMs: timeMs, isAcceleration: watch!.isAcceleration },
    sTimeMs: timeMs + arrivalMs(source, { network, phase: "S", distanceKm }) - dueMs,
  };
  const first = measureStation(record, arrivals);
  const peakVelocity = measurePeakVelocity(record, arrivals);
  if (first === undefined || !(first.displacementM > 0)) return seen;
  const { displacementM, signalToNoise, seconds, periodSeconds } = first;
  const isClear = signalToNoise >= LEAST_RATIO;
  return {
    ...{ ...seen, displacementM, signalToNoise, seconds },
    ...(periodSeconds > 0 && { periodSeconds }),
    ...(peakVelocity !== undefined && { peakVelocity }),
    ...(isClear && {
      displacementMagnitude: displacementMagnitude(
        { displacementM, epicentralKm: Math.max(distanceKm, NEAREST_KM) },
        { regionOffset },
      ),
    }),
    ...(isClear && periodSeconds > 0 && { periodMagnitude: periodMagnitude(periodSeconds) }),
  };
}
