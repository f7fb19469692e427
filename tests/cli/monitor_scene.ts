import type { Trace } from "../../engine/domain/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import { readNoisePieces } from "../engine/monitoring/early_warning/station_noise.ts";
import { drawScenePackets } from "../engine/monitoring/live/scene_packets.ts";
import { stationXmlOf } from "./station_xml.ts";

/** Flags of a monitor of the scene; its database is in a folder "out". */
export const ON: readonly string[] = [
  ...["--stations", "stations.xml", "--sites", "sites.csv", "--database", "out/live.db"],
];

/** A simulated earthquake as files: packets, stations and a site. */
export async function writeScene(cwd: string): Promise<void> {
  const { stations, scene, packets } = drawScenePackets({
    ...{ pieces: await readNoisePieces(), stations: 7, seconds: 65 },
  });
  const traces: Trace[] = packets.map(({ trace }) => trace);
  traces.sort((a, b) =>
    a.code.station < b.code.station
      ? -1
      : a.code.station > b.code.station
      ? 1
      : a.startTimeMs - b.startTimeMs
  );
  await Deno.writeFile(`${cwd}/quake.mseed`, writeMiniseed(traces));
  await Deno.writeTextFile(`${cwd}/stations.xml`, stationXmlOf(stations));
  const [{ name, latitude, longitude }] = scene.sites;
  await Deno.writeTextFile(
    `${cwd}/sites.csv`,
    `name,latitude,longitude\n${name},${latitude},${longitude}\n`,
  );
}
