import {
  ConfigurationError,
  formatDuration,
  type Grid,
  parseDuration,
  type Polygon,
  type Task,
} from "../../domain/mod.ts";
import { boxOf, polygonOf } from "../../preprocessing/mod.ts";
import type { OpenMember } from "./open_member.ts";

/** What all members of a pool answer. */
export interface PoolQuestion {
  /** Number of events, or at least one. */
  task: Task;
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Length of a forecast, such as "7d". */
  horizon: string;
  /** The same, milliseconds. */
  horizonMs: number;
}

/** Tasks whose answers are numbers of events. */
const POOLED_TASKS: readonly Task[] = ["rate", "alarm", "map"];

/** Magnitudes and degrees are the same up to rounding. */
const ROUNDING = 1e-6;

/**
 * What the members are all asked; networks tell it, point processes answer any of their magnitudes.
 *
 * Throws ConfigurationError that names the first difference: task, target magnitude, horizon, region,
 * depths, scale of magnitudes or completeness.
 */
export function checkMembers(
  members: readonly OpenMember[],
  asked: { horizon?: string; minMagnitude?: number } = {},
): PoolQuestion {
  refuseTwins(members);
  const question = questionOf(members, asked);
  const [first, ...others] = members;
  for (const other of others) {
    const region = [first, other].map(regionOf);
    if (!isSameRegion(region[0], region[1])) {
      refuse([first, other], `region (${region.map(describeRegion).join(" and ")})`);
    }
  }
  for (const member of members) {
    const completeness = member.kind === "network"
      ? member.model.preparation.completeness
      : member.model.card.setting.mc;
    if (completeness <= question.minMagnitude + ROUNDING) continue;
    throw new ConfigurationError(
      `Cannot pool "${member.name}": it knows events from its completeness ${completeness} on, and ` +
        `the pool counts those of magnitude ${question.minMagnitude} and more.`,
      "model",
    );
  }
  return question;
}

function questionOf(
  members: readonly OpenMember[],
  { horizon, minMagnitude }: { horizon?: string; minMagnitude?: number },
): PoolQuestion {
  const networks = members.filter((member) => member.kind === "network");
  const [first, ...others] = networks;
  if (first === undefined) {
    if (horizon === undefined) {
      throw new ConfigurationError(
        "Cannot pool point processes alone without a horizon: they forecast any.",
        "horizon",
      );
    }
    const least = members.map(({ model }) => "process" in model ? model.card.setting.mc : 0);
    const horizonMs = parseDuration(horizon, "horizon");
    return {
      ...{ task: "rate", horizon: formatDuration(horizonMs), horizonMs },
      minMagnitude: minMagnitude ?? Math.max(...least),
    };
  }
  for (const other of others) compareNetworks(first, other);
  const { task, horizonMs, minMagnitude: least } = first.model.preparation;
  if (!POOLED_TASKS.includes(task)) {
    throw new ConfigurationError(
      `Cannot pool models of task ${task}: only numbers of events (rate), whether any comes ` +
        "(alarm), and maps of numbers are pooled.",
      "model",
    );
  }
  const process = members.find((member) => member.kind === "point-process");
  if (task === "map" && process !== undefined) {
    throw new ConfigurationError(
      `Cannot pool "${first.name}" and "${process.name}": point processes give no map of its cells.`,
      "model",
    );
  }
  const own = { task, horizon: formatDuration(horizonMs), horizonMs, minMagnitude: least };
  if (horizon !== undefined && parseDuration(horizon, "horizon") !== horizonMs) {
    throw new ConfigurationError(
      `Cannot pool for ${horizon}: "${first.name}" was trained for ${own.horizon}.`,
      "horizon",
    );
  }
  if (minMagnitude !== undefined && Math.abs(minMagnitude - least) > ROUNDING) {
    throw new ConfigurationError(
      `Cannot pool for magnitude ${minMagnitude}: "${first.name}" was trained for ${least}.`,
      "minMagnitude",
    );
  }
  return own;
}

function describeGrid({ box: { west, south }, cellDegrees, rows, columns }: Grid): string {
  return `${rows} by ${columns} of ${cellDegrees} degrees from ${west}, ${south}`;
}

type NetworkMember = OpenMember & { kind: "network" };

function compareNetworks(first: NetworkMember, other: NetworkMember): void {
  const [one, two] = [first.model, other.model];
  const facts: [string, (model: NetworkMember["model"]) => string | number | null][] = [
    ["task", ({ preparation }) => preparation.task],
    ["target magnitude", ({ preparation }) => preparation.minMagnitude],
    ["horizon", ({ preparation }) => formatDuration(preparation.horizonMs)],
    ["cells", ({ preparation: { grid } }) => grid === undefined ? "none" : describeGrid(grid)],
    ["scale of magnitudes", ({ configuration }) => configuration.magnitudeScale],
    ["smallest depth", ({ configuration }) => configuration.minDepthKm],
    ["largest depth", ({ configuration }) => configuration.maxDepthKm],
    ["removal of near twins", ({ configuration }) => String(configuration.removeNearTwins)],
  ];
  for (const [what, tell] of facts) {
    const [here, there] = [tell(one), tell(two)];
    if (here !== there) refuse([first, other], `${what} (${here} and ${there})`);
  }
}

function refuse([first, other]: readonly OpenMember[], difference: string): never {
  throw new ConfigurationError(
    `Cannot pool "${first.name}" and "${other.name}": they differ in ${difference}.`,
    "model",
  );
}

function refuseTwins(members: readonly OpenMember[]): void {
  members.forEach(({ name, sha256 }, i) => {
    const twin = members.slice(0, i).find((other) =>
      other.sha256 === sha256 || other.name === name
    );
    if (twin === undefined) return;
    throw new ConfigurationError(
      twin.sha256 === sha256
        ? `Cannot pool "${twin.name}" and "${name}": they are the same model.`
        : `Cannot pool two models of the name "${name}".`,
      "model",
    );
  });
}

/** Where events count, as corners; undefined where all of the catalogue do. */
function regionOf(member: OpenMember): Polygon | undefined {
  if (member.kind === "point-process") {
    const { cutsRegion, region } = member.model.card.setting;
    return cutsRegion ? region! : undefined;
  }
  const { box, polygon } = member.model.configuration;
  if (polygon !== null) return polygonOf(polygon)!;
  const found = boxOf(box);
  if (found === null) return undefined;
  const { west, south, east, north } = found;
  return [[west, south], [east, south], [east, north], [west, north]];
}

function isSameRegion(one: Polygon | undefined, other: Polygon | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length &&
    one.every(([longitude, latitude], i) =>
      Math.abs(longitude - other[i][0]) < ROUNDING && Math.abs(latitude - other[i][1]) < ROUNDING
    );
}

function describeRegion(region: Polygon | undefined): string {
  if (region === undefined) return "all of the catalogue";
  const [longitudes, latitudes] = [0, 1].map((axis) => region.map((corner) => corner[axis]));
  const range = (values: number[]) => `${Math.min(...values)} to ${Math.max(...values)}`;
  return `${region.length} corners, longitude ${range(longitudes)}, latitude ${range(latitudes)}`;
}
