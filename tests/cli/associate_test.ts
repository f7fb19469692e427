import { assert, assertEquals } from "@std/assert";
import type { Pick } from "../../engine/domain/mod.ts";
import {
  drawStations,
  simulateSwarm,
  travelTimes,
  VELOCITY_MODELS,
} from "../../engine/models/mod.ts";
import { readQuakeml } from "../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const START_MS = Date.UTC(2024, 2, 1, 7);
const STATIONS = drawStations(18, { radiusKm: 50, latitude: 35, longitude: -117, seed: 1 });
const STATION_TABLE = "station,latitude,longitude,elevation\n" +
  STATIONS.map(({ network, station, latitude, longitude }) =>
    `${network}.${station},${latitude},${longitude},0`
  ).join("\n") + "\n";

/** Picks of one hour as PhaseNet writes them, a row for each station. */
function phasenetTable(picks: readonly Pick[]): string {
  const rows = STATIONS.map(({ network, station }) => {
    const list = (phase: string) =>
      picks.filter((pick) => pick.code.station === station && pick.phase === phase)
        .map(({ timeMs }) => Math.round((timeMs - START_MS) / 10));
    const [P, S] = [list("P"), list("S")];
    const fill = (samples: number[]) => `[${samples.map(() => "0.9")}]`;
    const name = `2024-03-01T07.${network}.${station}..HH`;
    return [name, "0", `[${P}]`, fill(P), `[${S}]`, fill(S)].join("\t");
  });
  return ["fname\tt0\tidx_p\tprob_p\tidx_s\tprob_s", ...rows].join("\n") + "\n";
}

Deno.test("associate tells events in a table and as JSON, and writes QuakeML", async () => {
  const [ak135] = VELOCITY_MODELS;
  const { picks, events } = simulateSwarm({
    stations: STATIONS,
    times: { P: travelTimes(ak135, "P"), S: travelTimes(ak135, "S") },
    ...{ startMs: START_MS, spanSeconds: 900, eventsPerMinute: 1, falsePicksPerMinute: 0.3 },
    ...{ silentStations: 1, seed: 5 },
  });
  const complete = events.filter(({ pickIds, countP }) =>
    pickIds.length >= 6 && countP >= 3 && pickIds.length > countP
  );
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/picks.tsv`, phasenetTable(picks));
    await Deno.writeTextFile(`${cwd}/stations.csv`, STATION_TABLE);
    const verb = ["associate", "picks.tsv", "--stations", "stations.csv"];
    const text = await runCli([...verb, "--out", "events.xml"], { cwd });
    assertEquals(text.code, 0, text.stderr);
    assert(text.stdout.includes("origin time") && text.stdout.includes("belong to none"));
    const json = await runCli([...verb, "--json", "--delay-rounds", "0"], { cwd });
    assertEquals(json.code, 0, json.stderr);
    const document = JSON.parse(json.stdout);
    assertEquals(document.picks, picks.length);
    assertEquals(document.associated + document.unassociated + document.unusable, picks.length);
    assertEquals(document.delays, {});
    const off = Math.abs(document.events.length - complete.length);
    assert(off <= 0.1 * complete.length, `${document.events.length} of ${complete.length}`);
    const written = readQuakeml(await Deno.readFile(`${cwd}/events.xml`), "events.xml");
    assert(Math.abs(written.events.length - complete.length) <= 0.1 * complete.length);
    const [first] = written.events;
    assertEquals(first.origins[0].arrivals.length, first.picks.length);

    // What was written can be read again: picks of QuakeML make the same events.
    const again = await runCli(["associate", "events.xml", ...verb.slice(2), "--json"], { cwd });
    assertEquals(again.code, 0, again.stderr);
    assertEquals(JSON.parse(again.stdout).events.length, written.events.length);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("associate tells what it had to assume of stations", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const table = STATION_TABLE.replaceAll(",0\n", ",\n");
    await Deno.writeTextFile(`${cwd}/stations.csv`, table);
    const { network, station } = STATIONS[0];
    const pick = `network,station,phase,time\n${network},${station},P,2024-03-01T07:00:01Z\n`;
    await Deno.writeTextFile(`${cwd}/picks.csv`, pick);
    const args = ["associate", "picks.csv", "--stations", "stations.csv"];
    const { code, stderr } = await runCli(args, { cwd });
    assertEquals(code, 0, stderr);
    assert(
      stderr.includes(
        "Note on stations.csv: the station is put at sea level: its elevation is not told " +
          `(line 2, ${network}.${station} and ${STATIONS.length - 1} more).`,
      ),
      stderr,
    );
    const quiet = await runCli([...args, "--quiet"], { cwd });
    assertEquals(quiet.stderr, "");
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

testWithSharedData("associate refuses picks of other stations than it was given", async () => {
  const folder = sharedFile("data/arrivals/ridgecrest_picks");
  const { code, stdout, stderr } = await runCli([
    ...["associate", `${folder}/phasenet_picks_2020-10-01.tsv.gz`],
    ...["--stations", `${folder}/stations.csv`], // of Ridgecrest; the picks are from the Salton Sea
  ], { cwd: PROJECT, permissions: [`--allow-read=${folder}`] });
  assertEquals([code, stdout], [3, ""]);
  assert(stderr.includes("CI.BOM") && stderr.includes("one of the 23 stations"), stderr);
});
