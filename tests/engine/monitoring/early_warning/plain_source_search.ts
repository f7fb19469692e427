import type {
  WarningNetwork,
} from "../../../../engine/monitoring/early_warning/warning_network.ts";
import type { FirstPicks } from "../../../../engine/monitoring/early_warning/source_likelihood.ts";

/** A place in the plane, kilometres. */
type Place = { eastKm: number; northKm: number };

/** The most likely source of first picks at a place: the definition, one number after the other. */
export function judgePlainly(
  place: Place,
  { picks, silent, network, depths, gridSeconds }: FirstPicks & {
    network: WarningNetwork;
    depths: readonly number[];
    gridSeconds: number;
  },
): { logLikelihood: number; depthIndex: number; originSeconds: number } {
  const first = [...picks].sort((a, b) => a.timeMs - b.timeMs)[0];
  const awayFrom = (station: number) => {
    const { eastKm, northKm } = network.stations[station];
    const [east, north] = [place.eastKm - eastKm, place.northKm - northKm];
    return Math.sqrt(east * east + north * north);
  };
  const prior = [0.2, 0.3, 0.25, 0.15, 0.1];
  const sources = depths.map((depthIndex) => {
    const travelOf = (station: number) => network.secondsAt("P", awayFrom(station), depthIndex);
    const nearest = Math.min(...picks.map(({ station }) => travelOf(station)));
    const arrivals = picks.map(({ station, timeMs }) => {
      const late = 0.03 * (travelOf(station) - nearest);
      const variance = 0.15 * 0.15 + late * late + gridSeconds * gridSeconds;
      return { start: (timeMs - first.timeMs) / 1000 - travelOf(station), variance };
    });
    const sorted = arrivals.map(({ start }) => start).sort((a, b) => a - b);
    const half = sorted.length >> 1;
    const middle = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    const heard = arrivals.filter(({ start, variance }) =>
      arrivals.length <= 2 || (start - middle) * (start - middle) <= 16 * variance
    );
    const weight = heard.reduce((sum, { variance }) => sum + 1 / variance, 0);
    const originSeconds = heard.length === 0
      ? middle
      : heard.reduce((sum, { start, variance }) => sum + start / variance, 0) / weight;
    const fit = arrivals.reduce((sum, { start, variance }) => {
      const off = start - originSeconds;
      return sum - Math.min(16, off * off / variance + Math.log(variance / (0.15 * 0.15))) / 2;
    }, 0);
    const missed = silent.reduce((sum, { station, untilMs, deaf }) => {
      const dueMs = first.timeMs + 1000 * (originSeconds + travelOf(station));
      // A trigger half a second before P or less would have been P's own.
      if (deaf !== undefined && dueMs > deaf.fromMs + 500 && dueMs < deaf.toMs) return sum;
      const late = (untilMs - first.timeMs) / 1000 - (originSeconds + travelOf(station) + 1.3);
      return late > 0 ? sum - 3 * Math.min(1, late) : sum;
    }, fit);
    const logLikelihood = missed + Math.log(prior[depthIndex]) - awayFrom(first.station) / 80;
    return { logLikelihood, depthIndex, originSeconds };
  });
  return sources.reduce((a, b) => b.logLikelihood > a.logLikelihood ? b : a);
}
