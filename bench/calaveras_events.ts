import {
  readHypoddLocations,
  readHypoddPhases,
  readHypoddStations,
  readHypoddVelocityModel,
} from "../engine/sources/mod.ts";
import type { Origin, Pick, Station, VelocityModel } from "../engine/domain/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

/** The 308 events of hypoDD's example 2, Calaveras 1984, with the relocated hypocentre of each. */
export interface CalaverasEvents {
  /** Events, in the order of the file. */
  readonly events: readonly { readonly picks: readonly Pick[]; readonly reference: Origin }[];
  /** Their stations. */
  readonly stations: readonly Station[];
  /** Layers of hypoDD.inp. */
  readonly model: VelocityModel;
}

/** Reads them from the shared data. */
export function readCalaverasEvents(): CalaverasEvents {
  const read = (name: string) => Deno.readTextFileSync(sharedFile(FOLDER + name));
  const references = readHypoddLocations(read("hypoDD.reloc"), "hypoDD.reloc");
  const byId = new Map(references.map((origin) => [origin.id, origin]));
  return {
    events: readHypoddPhases(read("Calaveras.pha"), "Calaveras.pha").flatMap(({ id, picks }) => {
      const reference = byId.get(id);
      return reference === undefined ? [] : [{ picks, reference }];
    }),
    stations: readHypoddStations(read("station.dat"), "station.dat"),
    model: readHypoddVelocityModel(read("hypoDD.inp"), "hypoDD.inp"),
  };
}

const FOLDER = "data/arrivals/hypodd_example2/";
