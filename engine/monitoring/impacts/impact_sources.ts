import {
  ConfigurationError,
  InputError,
  type Population,
  type ShakingSource,
} from "../../domain/mod.ts";
import {
  type Ground,
  type ImpactRequest,
  type IntensityModel,
  ROCK_VS30,
  syntheticPopulation,
} from "../../impact/mod.ts";
import {
  isJson,
  type NamedBytes,
  parseJson,
  preferredMagnitude,
  preferredOrigin,
  readBuildings,
  readFragilities,
  readGround,
  readJsonEvent,
  readPopulation,
  readQuakeml,
  readShakingObservations,
} from "../../sources/mod.ts";
import { chooseEvent } from "../choose_event.ts";

/** What an impact is estimated from, as bytes. */
export interface ImpactSources {
  /** The event: QuakeML, or JSON as `readJsonEvent` takes it. */
  readonly event?: NamedBytes;
  /** What was felt and recorded. */
  readonly observations?: NamedBytes;
  /** Where people live. */
  readonly population?: NamedBytes;
  /** Buildings to judge. */
  readonly buildings?: NamedBytes;
  /** Classes of fragility beside those of HAZUS. */
  readonly fragilities?: NamedBytes;
  /** Ground: an ESRI ASCII grid of vs30. */
  readonly ground?: NamedBytes;
}

/** What is said beside the sources, on the command line or in a request. */
export interface ImpactValues {
  /** Which event, where the source holds several. */
  readonly eventId?: string;
  /** Moment magnitude, in place of the event's. */
  readonly magnitude?: number;
  /** Degrees north, in place of the event's. */
  readonly latitude?: number;
  /** Degrees east, in place of the event's. */
  readonly longitude?: number;
  /** Depth, kilometres, in place of the event's. */
  readonly depthKm?: number;
  /** Direction of the rupture, degrees clockwise from north. */
  readonly strike?: number;
  /** How the fault slips. */
  readonly mechanism?: string;
  /** How intensity is predicted. */
  readonly intensityModel?: string;
  /** Ground everywhere, metres a second, in place of a grid. */
  readonly vs30?: number;
  /** Country of people whose cells do not tell theirs. */
  readonly country?: string;
  /** Whether people are made up around the epicentre. */
  readonly syntheticPopulation?: boolean;
  /** Seed of people made up. */
  readonly seed?: number;
  /** Half the width of the map, kilometres. */
  readonly radiusKm?: number;
  /** Edge of a cell, degrees. */
  readonly cellDegrees?: number;
}

/** Taken for an event that knows no depth, kilometres: the middle of the crust that breaks. */
const USUAL_DEPTH_KM = 10;

/**
 * Reads what an impact is estimated from.
 *
 * Throws InputError for what cannot be read and an event without origin, ConfigurationError where the event
 * is not told whole, where it is not clear which is meant, and for people both given and made up.
 */
export function readImpactSources(sources: ImpactSources, values: ImpactValues): ImpactRequest {
  const source = sourceOf(sources.event, values);
  const read = <Value>(
    named: NamedBytes | undefined,
    reader: (bytes: Uint8Array, name: string) => Value,
  ) => named === undefined ? undefined : reader(named.bytes, named.name);
  return {
    source,
    observations: read(sources.observations, readShakingObservations),
    intensityModel: values.intensityModel as IntensityModel | undefined,
    layout: { radiusKm: values.radiusKm, cellDegrees: values.cellDegrees },
    ground: groundOf(sources.ground, values.vs30),
    population: peopleOf(read(sources.population, readPopulation), { source, values }),
    country: values.country,
    buildings: read(sources.buildings, readBuildings),
    fragilities: read(sources.fragilities, readFragilities),
  };
}

function sourceOf(event: NamedBytes | undefined, values: ImpactValues): ShakingSource {
  const found = event === undefined ? {} : readEvent(event, values.eventId);
  const needed = (name: "magnitude" | "latitude" | "longitude") => {
    const value = values[name] ?? found[name];
    if (value !== undefined) return value;
    throw new ConfigurationError(
      `Cannot estimate an impact without the ${name}: give an event that has one, or the ${name} itself.`,
      name,
    );
  };
  const depthKm = values.depthKm ?? found.depthKm ?? NaN;
  return {
    ...{ magnitude: needed("magnitude"), latitude: needed("latitude") },
    ...{ longitude: needed("longitude") },
    ...(Number.isNaN(depthKm) ? { depthKm: USUAL_DEPTH_KM, isDepthAssumed: true } : { depthKm }),
    ...(values.strike !== undefined && { strikeDegrees: values.strike }),
    mechanism: (values.mechanism ?? "unspecified") as ShakingSource["mechanism"],
  };
}

function readEvent(
  { name, bytes }: NamedBytes,
  eventId: string | undefined,
): Partial<ShakingSource> {
  const event = isJson(bytes)
    ? readJsonEvent(parseJson(bytes, name), name)
    : chooseEvent(readQuakeml(bytes, name).events, { source: name, eventId });
  const origin = preferredOrigin(event);
  if (origin === undefined) {
    throw new InputError("Cannot estimate an impact: the event has no origin", {
      ...{ source: name, field: "origin", value: event.id },
    });
  }
  const { latitude, longitude, depthKm } = origin;
  return { latitude, longitude, depthKm, magnitude: preferredMagnitude(event)?.magnitude };
}

function groundOf(grid: NamedBytes | undefined, vs30: number | undefined): Ground | undefined {
  if (vs30 !== undefined && !(vs30 >= 50 && vs30 <= 5000)) {
    throw new ConfigurationError(`No ground has a vs30 of ${vs30} m/s: 50 to 5000.`, "vs30");
  }
  if (grid === undefined) return vs30;
  return readGround(grid.bytes, { source: grid.name, otherwise: vs30 ?? ROCK_VS30 });
}

function peopleOf(
  given: Population | undefined,
  { source, values }: { source: ShakingSource; values: ImpactValues },
): Population | undefined {
  if (!values.syntheticPopulation) return given;
  if (given !== undefined) {
    throw new ConfigurationError(
      "People are those that are given or made up, not both.",
      "syntheticPopulation",
    );
  }
  return syntheticPopulation(source, { seed: values.seed ?? 1, country: values.country ?? "" });
}
