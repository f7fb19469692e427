import {
  ConfigurationError,
  InputError,
  type Population,
  type ShakingSource,
} from "../engine/domain/mod.ts";
import type { Ground } from "../engine/impact/mod.ts";
import { chooseEvent } from "./magnitude_request.ts";

/** Depth of an event that knows none, kilometres: the middle of the crust that breaks. */
const USUAL_DEPTH_KM = 10;

/** The event as flags tell it. */
export interface EventFlags {
  readonly event?: string;
  readonly eventId?: string;
  readonly magnitude?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly depth?: number;
  readonly strike?: number;
  readonly mechanism: string;
}

/**
 * The event of a file or of flags, those going first.
 *
 * Throws ConfigurationError where neither tells all, InputError for an event without origin or magnitude.
 */
export async function readShakingSource(
  flags: EventFlags,
  say: (message: string) => void,
): Promise<ShakingSource> {
  const found = flags.event === undefined ? {} : await readEvent(flags.event, flags.eventId);
  const given = { ...flags, depthKm: flags.depth };
  const value = (name: "magnitude" | "latitude" | "longitude") => {
    const known = given[name] ?? found[name];
    if (known !== undefined) return known;
    throw new ConfigurationError(
      `Cannot estimate an impact without the ${name}: give --event, or --magnitude, --latitude and ` +
        "--longitude.",
      name,
    );
  };
  const depthKm = given.depthKm ?? found.depthKm ?? NaN;
  if (Number.isNaN(depthKm)) say(`The depth is not known: ${USUAL_DEPTH_KM} km are taken.`);
  return {
    ...{ magnitude: value("magnitude"), latitude: value("latitude") },
    ...{ longitude: value("longitude") },
    depthKm: Number.isNaN(depthKm) ? USUAL_DEPTH_KM : depthKm,
    ...(flags.strike !== undefined && { strikeDegrees: flags.strike }),
    mechanism: flags.mechanism as ShakingSource["mechanism"],
  };
}

async function readEvent(path: string, eventId?: string): Promise<Partial<ShakingSource>> {
  const { preferredMagnitude, preferredOrigin, readQuakeml, readSourceBytes } = await import(
    "../engine/sources/mod.ts"
  );
  const { events } = readQuakeml(await readSourceBytes(path), path);
  const event = chooseEvent(events, { eventFile: path, eventId });
  const origin = preferredOrigin(event);
  const magnitude = preferredMagnitude(event);
  if (origin === undefined) {
    throw new InputError("Cannot estimate an impact: the event has no origin", {
      ...{ source: path, field: "origin", value: event.id },
    });
  }
  const { latitude, longitude, depthKm } = origin;
  return { latitude, longitude, depthKm, magnitude: magnitude?.magnitude };
}

/** Ground as the flag tells it: metres a second, or a grid of them. */
export async function readGroundFlag(flag: string | undefined): Promise<Ground | undefined> {
  if (flag === undefined) return undefined;
  const { ROCK_VS30 } = await import("../engine/impact/mod.ts");
  if (/^\d+(\.\d+)?$/.test(flag)) {
    const vs30 = Number(flag);
    if (vs30 >= 50 && vs30 <= 5000) return vs30;
    throw new ConfigurationError(`No ground has a vs30 of ${flag} m/s: 50 to 5000.`, "vs30");
  }
  const { readGround, readSourceBytes } = await import("../engine/sources/mod.ts");
  return readGround(await readSourceBytes(flag), { source: flag, otherwise: ROCK_VS30 });
}

/** People of a file, or made up around the epicentre. */
export async function readPeople(
  { population, syntheticPopulation, country, seed }: {
    readonly population?: string;
    readonly syntheticPopulation: boolean;
    readonly country?: string;
    readonly seed: number;
  },
  source: ShakingSource,
): Promise<Population | undefined> {
  if (population !== undefined && syntheticPopulation) {
    throw new ConfigurationError(
      "People are those of --population or made up, not both.",
      "syntheticPopulation",
    );
  }
  if (population !== undefined) {
    const { readPopulation, readSourceBytes } = await import("../engine/sources/mod.ts");
    return readPopulation(await readSourceBytes(population), population);
  }
  if (!syntheticPopulation) return undefined;
  const impact = await import("../engine/impact/mod.ts");
  return impact.syntheticPopulation(source, { seed, country: country ?? "" });
}
