import type { BuildingDamage, ImpactEstimate, LossEstimate } from "../domain/mod.ts";
import { formatDegrees } from "./format_degrees.ts";
import { formatCount, formatNumber, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import { intensityNumeral, perceivedShaking } from "./intensity_scale.ts";

/** Buildings that are shown at most. */
const MOST_BUILDINGS = 20;

const SHOWN_FROM = 4; // weaker shaking does no harm

/** An impact in words and tables. */
export function impactText(estimate: ImpactEstimate): string {
  return [
    ...summaryOf(estimate),
    ...exposureOf(estimate),
    ...(estimate.losses === undefined ? [] : ["", lossTable(estimate.losses)]),
    ...(estimate.losses ?? []).map(alertSentence),
    ...(estimate.buildings === undefined ? [] : ["", ...buildingsOf(estimate.buildings)]),
    "",
    ...estimate.remarks,
  ].join("\n");
}

function summaryOf({ map, intensityModel, observationCount }: ImpactEstimate): string[] {
  const { source, shaking } = map;
  const { mean, error } = shaking.intensity;
  const worst = mean.reduce((best, value, cell) => value > mean[best] ? cell : best, 0);
  const place = formatDegrees(source);
  const pga = Math.exp(shaking.lnPga.mean[worst]);
  const pgv = Math.exp(shaking.lnPgv.mean[worst]);
  const blended = observationCount === 0 ? "" : `, blended with ${observationCount} observations`;
  return [
    `Magnitude ${source.magnitude.toFixed(1)} at ${place}, depth ${source.depthKm.toFixed(1)} km.`,
    `Strongest shaking: intensity ${mean[worst].toFixed(1)} ± ${error[worst].toFixed(1)}, ` +
    `${intensityNumeral(mean[worst])} (${perceivedShaking(mean[worst])}); median PGA ` +
    `${pga.toPrecision(2)} g, PGV ${pgv.toPrecision(2)} cm/s.`,
    `Intensity from ${intensityModel === "motion" ? "ground motion" : intensityModel}${blended}.`,
  ];
}

function exposureOf({ population, exposure }: ImpactEstimate): string[] {
  if (population === undefined || exposure === undefined) return [];
  const rows = exposure.filter(({ intensity }) => intensity >= SHOWN_FROM)
    .map(({ intensity, people, expectedAtLeast }) => [
      `${intensityNumeral(intensity)} (${perceivedShaking(intensity)})`,
      formatCount(people),
      formatCount(expectedAtLeast),
    ]);
  const columns = ["intensity", "people (median map)", "expected at or above"].map((title, i) => ({
    title,
    align: i === 0 ? "left" as const : "right" as const,
  }));
  const people = formatCount(population.people);
  return ["", formatTable(rows, { columns }), `People: ${people}, ${population.source}.`];
}

function lossTable(losses: readonly LossEstimate[]): string {
  const rows = losses[0].ranges.map(({ from, to }, i) => [
    to === null ? `${formatCount(from)} and more` : `${formatCount(from)} to ${formatCount(to)}`,
    ...losses.map(({ ranges }) => formatProbability(ranges[i].probability)),
  ]);
  const columns = [
    { title: "loss" },
    ...losses.map(({ unit }) => ({ title: unit, align: "right" as const })),
  ];
  return formatTable(rows, { columns });
}

function alertSentence({ unit, alert, colours, expected }: LossEstimate): string {
  const shares = Object.entries(colours).map(([colour, share]) =>
    `${colour} ${formatProbability(share)}`
  );
  return `Alert by ${unit}: ${alert} (median ${
    expected < 1 ? "below 1" : formatNumber(expected)
  }); ` +
    `${shares.join(", ")}.`;
}

function buildingsOf(buildings: readonly BuildingDamage[]): string[] {
  const rows = buildings.slice(0, MOST_BUILDINGS).map(({ building, rank, pgaG, probabilities }) => [
    ...[rank, building.id, building.fragilityClass, pgaG.toPrecision(2)],
    ...Object.values(probabilities).map(formatProbability),
  ]);
  const columns = [
    ...["rank", "building", "class", "PGA g"].map((title) => ({ title })),
    ...["none", "slight", "moderate", "extensive", "complete"].map((title) => ({
      title,
      align: "right" as const,
    })),
  ];
  const rest = buildings.length - rows.length;
  return [
    "Buildings in the order in which to inspect them:",
    formatTable(rows, { columns }),
    ...(rest > 0 ? [`... and ${rest} more; --json and --out write all.`] : []),
  ];
}
