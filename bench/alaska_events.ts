import type { Origin, Pick, Station, VelocityModel } from "../engine/domain/mod.ts";
import {
  readNonlinlocLocations,
  readNonlinlocPicks,
  readNonlinlocStations,
  readNonlinlocVelocityModel,
} from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

/** The sample locations of NonLinLoc: the earthquake of Alaska 2018 and six aftershocks. */
export interface AlaskaEvents {
  /** Events by the time in the names of their files, "172935", with NonLinLoc's hypocentre. */
  readonly events: readonly {
    readonly name: string;
    readonly picks: readonly Pick[];
    readonly reference: Origin;
  }[];
  /** Their stations. */
  readonly stations: readonly Station[];
  /** Layers of the control file, its Vp/Vs over those of the layers. */
  readonly model: VelocityModel;
}

const FOLDER = "data/arrivals/nonlinloc_alaska2018/";

/** Top of NonLinLoc's search grid, kilometres: some of its hypocentres stand there. */
export const ALASKA_TOP_KM = -5;

/** Reads them from the shared data. */
export function readAlaskaEvents(): AlaskaEvents {
  const read = (name: string) => Deno.readTextFileSync(sharedFile(FOLDER + name));
  const expected = sharedFile(`${FOLDER}expected_events`);
  const files = [...Deno.readDirSync(expected)].map(({ name }) => name).sort();
  const control = "velocity_layers_and_stations.txt";
  return {
    events: readNonlinlocPicks(read("picks.obs"), "picks.obs").map((picks, i) => ({
      name: files[i].split(".")[2],
      picks,
      reference: readNonlinlocLocations(read(`expected_events/${files[i]}`), files[i])[0],
    })),
    stations: withAlias(readNonlinlocStations(read("station_coordinates.txt"), "stations")),
    model: readNonlinlocVelocityModel(read(control), control),
  };
}

/** One station is listed under another label than that of its picks. */
function withAlias(stations: readonly Station[]): Station[] {
  const listed = stations.filter(({ station }) => station === "NP_8040_D0");
  return [...stations, ...listed.map((station) => ({ ...station, station: "NP040_D0" }))];
}
