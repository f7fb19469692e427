import type { LiveSystem, RunningImpacts } from "../engine/monitoring/mod.ts";
import { numberFlag, textFlag } from "./verb.ts";

const IMPACT = "Impact:";

/** What `monitor` can be told of impacts. */
export const MONITOR_IMPACT_FLAGS = {
  population: textFlag(
    "people, for losses: latitude, longitude, population; or an ESRI ASCII grid",
    {
      ...{ placeholder: "FILE", group: IMPACT },
    },
  ),
  country: textFlag("country of the people, two letters; XF is California", {
    ...{ placeholder: "CODE", group: IMPACT },
  }),
  buildings: textFlag(
    "buildings to judge: id, latitude, longitude, class of HAZUS such as C1M-high, occupants",
    { ...{ placeholder: "FILE", group: IMPACT } },
  ),
  vs30: numberFlag("ground where it is not told, m/s; 760 unless given", {
    ...{ minimum: 50, maximum: 5000, group: IMPACT },
  }),
  impactMagnitude: numberFlag("smallest magnitude whose impact is estimated; 4.5 unless given", {
    ...{ minimum: 0, maximum: 10, group: IMPACT },
  }),
} as const;

/**
 * Estimates impacts while a system runs, with the files that flags name.
 *
 * Throws InputError for a file that cannot be read, and ConfigurationError for people without a country and
 * buildings of an unknown class, rather than when the ground shakes.
 */
export async function startMonitorImpacts(
  system: LiveSystem,
  { population, country, buildings, vs30, impactMagnitude: leastMagnitude }: {
    readonly population?: string;
    readonly country?: string;
    readonly buildings?: string;
    readonly vs30?: number;
    readonly impactMagnitude?: number;
  },
): Promise<RunningImpacts> {
  const { checkBuildingClasses, checkCountries } = await import("../engine/impact/mod.ts");
  const { startImpacts } = await import("../engine/monitoring/mod.ts");
  const { readBuildings, readPopulation, readWholeFile } = await import(
    "../engine/sources/mod.ts"
  );
  const read = async <Value>(
    path: string | undefined,
    reader: (bytes: Uint8Array, source: string) => Value,
  ) => path === undefined ? undefined : reader(await readWholeFile(path), path);
  const people = await read(population, readPopulation);
  if (people !== undefined) checkCountries(people, country);
  const judged = await read(buildings, readBuildings);
  checkBuildingClasses(judged ?? []);
  return startImpacts(system, {
    ...{ country, vs30, leastMagnitude, population: people, buildings: judged },
  });
}
