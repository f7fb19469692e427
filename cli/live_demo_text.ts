import type { AlertMessage, KeptLiveMessage } from "../engine/domain/mod.ts";
import type { formatTable } from "../engine/drawing/mod.ts";
import type { DemoJudgement } from "../engine/monitoring/mod.ts";
import { describeImpact, placeOf } from "./monitor_lines.ts";

/** Half the width of an interval of 90 %, standard deviations. */
const NINETY = 1.645;

/** Sites that are named on a line: those that S reaches next. */
const NAMED_SITES = 3;

/** A message of the live feed on a line; undefined for one that says nothing to people here. */
export function demoLine(
  { kind, data, timeMs }: KeptLiveMessage,
  firstPMs: number,
): string | undefined {
  const at = signed((timeMs - firstPMs) / 1000).padStart(6) + " s ";
  switch (kind) {
    case "pick":
      return `${at} pick    ${data.phase} at ${data.code.network}.${data.code.station}`;
    case "alert":
      return `${at} ALERT   ${alertWords(data)}`;
    case "event": {
      const size = data.magnitude === undefined
        ? "no magnitude yet"
        : `${data.magnitudeType ?? "M"} ${data.magnitude.toFixed(1)}`;
      const depth = data.depthKm === undefined ? "" : `, ${data.depthKm.toFixed(0)} km deep`;
      return `${at} event   ${size}, ${placeOf(data)}${depth}, ${data.pickCount} picks (revision ` +
        `${data.revision})`;
    }
    case "impact":
      return `${at} impact  ${describeImpact(data)}`;
    case "forecast":
      return `${at} forecast ${data.headline}`;
    case "notice":
      return data.level === "information" ? undefined : `${at} notice  ${data.message}`;
  }
}

function alertWords({ status, level, magnitude, blindZoneKm, sites }: AlertMessage): string {
  const ahead = sites.filter(({ secondsUntilS }) => secondsUntilS > 0);
  const next = ahead.sort((a, b) => a.secondsUntilS - b.secondsUntilS).slice(0, NAMED_SITES)
    .map((site) => `${site.name} in ${site.secondsUntilS.toFixed(0)} s`);
  const others = ahead.length - next.length;
  if (others > 0) next.push(`${others} more`);
  const size = `magnitude ${magnitude.magnitude.toFixed(1)} ± ${
    (NINETY * magnitude.sigma).toFixed(1)
  }`;
  const reached = `S has gone ${blindZoneKm.toFixed(0)} km`;
  return `${status} (${level}): ${size}, ${reached}` +
    (next.length === 0 ? "" : `; S reaches ${next.join(", ")}`);
}

/** What each site has to expect, and in how many seconds, at a time. UTC epoch milliseconds. */
export function countdownTable(
  alert: AlertMessage,
  { nowMs, layTable }: { nowMs: number; layTable: typeof formatTable },
): string {
  const rows = alert.sites.map((site) => {
    const seconds = (site.sArrivalMs - nowMs) / 1000;
    const isBlind = site.secondsUntilS <= 0 && alert.revision === 1;
    return [
      site.name,
      seconds > 0 ? `${seconds.toFixed(1)} s` : isBlind ? "in the blind zone" : "shaking",
      site.level,
      `${site.intensity.toFixed(1)} (${rangeOf(site.intensityInterval)})`,
      `${(100 * site.probabilities[6]).toFixed(0)} %`,
    ];
  });
  return layTable(rows, {
    columns: [
      { title: "site" },
      { title: "S in", align: "right" },
      { title: "level" },
      { title: "intensity (90 %)" },
      { title: "6 or more", align: "right" },
    ],
  });
}

/** What was told beside what was true, and how long it took. */
export function judgementText(
  judgement: DemoJudgement,
  { magnitude, layTable }: { magnitude: number; layTable: typeof formatTable },
): string {
  const { sources, sites, pickCount, impactSeconds, falseAlerts } = judgement;
  if (sources.length === 0) return "Nothing was told of the earthquake so far.";
  const told = layTable(
    sources.map((source) => [
      source.what,
      signed(source.secondsAfterP),
      source.magnitude?.toFixed(1) ?? "-",
      magnitude.toFixed(1),
      heldWord(source.isMagnitudeHeld),
      source.epicentreErrorKm.toFixed(1),
    ]),
    {
      columns: [
        { title: "what" },
        { title: "s after first P", align: "right" },
        { title: "magnitude", align: "right" },
        { title: "true one", align: "right" },
        { title: "90 % hold it" },
        { title: "epicentre off, km", align: "right" },
      ],
    },
  );
  const held = sites.filter(({ isHeld }) => isHeld).length;
  const impact = impactSeconds === undefined
    ? "No impact was estimated."
    : `Impact estimated first ${impactSeconds[0].toFixed(0)} s after the first P, last ` +
      `${impactSeconds[1].toFixed(0)} s after it.`;
  return [
    told,
    "",
    siteTable(sites, layTable),
    "",
    `${held} of ${sites.length} intervals of 90 % hold the true intensity. ${pickCount} picks; ` +
    `alerts of anything else: ${falseAlerts}.`,
    impact,
  ].join("\n");
}

function siteTable(sites: DemoJudgement["sites"], layTable: typeof formatTable): string {
  const rows = sites.map((site) => [
    site.name,
    site.warnedSeconds > 0 ? site.warnedSeconds.toFixed(1) : "no warning",
    site.trueIntensity.toFixed(1),
    site.firstIntensity.toFixed(1),
    `${site.lastIntensity.toFixed(1)} (${rangeOf(site.interval)})`,
    heldWord(site.isHeld),
  ]);
  return layTable(rows, {
    columns: [
      { title: "site" },
      { title: "warned, s before S", align: "right" },
      { title: "true intensity", align: "right" },
      { title: "first told", align: "right" },
      { title: "last told (90 %)" },
      { title: "holds it" },
    ],
  });
}

function heldWord(isHeld: boolean | undefined): string {
  return isHeld === undefined ? "no error told" : isHeld ? "yes" : "NO";
}

function rangeOf([low, high]: readonly [number, number]): string {
  return `${low.toFixed(1)} to ${high.toFixed(1)}`;
}

function signed(seconds: number): string {
  return (seconds < 0 ? "" : "+") + seconds.toFixed(1);
}
