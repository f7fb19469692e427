import { type Pick, stationOf } from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import { type ExpectedStation, waveOf } from "./expected_station.ts";
import type { StationMark } from "./station_marks.ts";

/** A station of a record section. */
export interface SectionRow {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
  /** When the wave of the pick is expected there, UTC epoch milliseconds: rows are aligned by it. */
  readonly zeroMs: number;
  /** Times that are expected, and picks; the pick that is looked at aside. */
  readonly marks: readonly StationMark[];
  /** Whether it is the station of the pick that is looked at. */
  readonly isOwn: boolean;
}

/**
 * The station of a pick among those whose distances are most like its own, the nearest to the epicentre first; none
 * where nothing is expected at its station. Rejected picks are left out.
 */
export function sectionRows(
  pick: Pick,
  { picks, stations, most }: {
    readonly picks: readonly Pick[];
    readonly stations: readonly ExpectedStation[];
    /** Stations beside its own. */
    readonly most: number;
  },
): SectionRow[] {
  const isS = waveOf(pick.phase) === "S";
  const own = stations.find(({ station }) => station === stationOf(pick.code));
  const apart = ({ distanceKm }: ExpectedStation) => Math.abs(distanceKm - own!.distanceKm);
  if (own === undefined) return [];
  const rows = stations.toSorted((a, b) => apart(a) - apart(b)).flatMap((one): SectionRow[] => {
    const { station, distanceKm, pMs, sMs } = one;
    const zeroMs = isS ? sMs : pMs;
    if (zeroMs === undefined) return [];
    const expected = ([["P", pMs], ["S", sMs]] as const).flatMap(([phase, timeMs]) =>
      timeMs === undefined ? [] : [{ phase, timeMs, isExpected: true }]
    );
    const found = picks.filter(({ id, code, evaluation }) =>
      stationOf(code) === station && id !== pick.id && evaluation !== "rejected"
    ).map(({ phase, timeMs }) => ({ phase, timeMs, isExpected: false }));
    const marks = [...expected, ...found];
    return [{ station, distanceKm, zeroMs, marks, isOwn: one === own }];
  });
  if (!rows.some(({ isOwn }) => isOwn)) return [];
  const others = rows.filter(({ isOwn }) => !isOwn).slice(0, most);
  return rows.filter((row) => row.isOwn || others.includes(row))
    .sort((a, b) => a.distanceKm - b.distanceKm);
}

/** How late the picks of a wave are against what is expected, seconds, at all stations but that of the pick. */
function latenessOfOthers(rows: readonly SectionRow[], wave: string): number[] {
  return rows.filter(({ isOwn }) => !isOwn).flatMap(({ marks, zeroMs }) =>
    marks.filter(({ isExpected, phase }) => !isExpected && waveOf(phase) === wave)
      .map(({ timeMs }) => (timeMs - zeroMs) / 1000)
  );
}

/** What the section shows, in words: how late the pick is, and the same wave at the others. */
export function saySection(rows: readonly SectionRow[], shown: Pick): string {
  const own = rows.find(({ isOwn }) => isOwn)!;
  const wave = waveOf(shown.phase);
  const others = latenessOfOthers(rows, wave).sort((a, b) => a - b);
  const mine = `${wave} here is ${sayLate((shown.timeMs - own.zeroMs) / 1000)}`;
  if (others.length === 0) return `${mine}; no other station has a pick of it.`;
  const [least, most] = [others[0], others.at(-1)!];
  const range = least < 0 === most < 0
    ? `${fixed(Math.min(Math.abs(least), Math.abs(most)), 2)} to ${
      sayLate(Math.abs(least) > Math.abs(most) ? least : most)
    }`
    : `${sayLate(least)} to ${sayLate(most)}`;
  return others.length === 1
    ? `${mine}; at another one it is ${sayLate(least)}.`
    : `${mine}; at ${others.length} others it is ${range}.`;
}

function sayLate(seconds: number): string {
  return `${fixed(Math.abs(seconds), 2)} s ${seconds < 0 ? "early" : "late"}`;
}
