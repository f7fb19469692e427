import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { travelTimes, VELOCITY_MODELS } from "../../engine/models/mod.ts";
import { readLabelledWaveforms, readQuakeml, writeWaveforms } from "../../engine/sources/mod.ts";
import { buildRealRecordNetwork } from "../engine/monitoring/real_record_network.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const [MODEL] = VELOCITY_MODELS;
const EVENT = {
  ...{ timeMs: Date.parse("2024-05-06T07:08:09.500Z"), latitude: 38.8, longitude: -122.8 },
  depthKm: 8,
};

/** Counts of NCEDC's accelerometers as ground velocity of small earthquakes, m/s. */
const METRES_A_SECOND = 1e-7;

/** Real records around a known hypocentre as `event.mseed` and `stations.csv`. */
async function writeScene(folder: string): Promise<void> {
  const records = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const indexes = records.names.map((_, index) => index)
    .filter((index) => records.traceAt(index).componentsPresent.every(Boolean)).slice(0, 12);
  const times = { P: travelTimes(MODEL, "P"), S: travelTimes(MODEL, "S") };
  const { traces, stations } = buildRealRecordNetwork(records, { event: EVENT, indexes, times });
  const scaled = traces.map((trace) => ({
    ...trace,
    samples: Float32Array.from(trace.samples, (value) => value * METRES_A_SECOND),
  }));
  await Deno.writeFile(`${folder}/event.mseed`, writeWaveforms(scaled, { format: "miniseed2" }));
  const rows = stations.map(({ network, station, latitude, longitude }) =>
    [network, station, latitude, longitude, 0].join()
  );
  const header = "network,station,latitude,longitude,elevation";
  await Deno.writeTextFile(`${folder}/stations.csv`, [header, ...rows].join("\n") + "\n");
}

testWithSharedData(
  "catalogue: files in, QuakeML and a table out that inspect reads; plots of both",
  () =>
    withFolder(async (cwd) => {
      await writeScene(cwd);
      const read = `--allow-read=${cwd},${PROJECT}/node_modules,${PROJECT}/engine,${
        sharedFile("")
      }`;
      const run = async (args: readonly string[]) => {
        const permissions = [read, `--allow-write=${cwd}`];
        const { code, stdout, stderr } = await runCli([...args, "--quiet"], { cwd, permissions });
        assertEquals([code, stderr], [0, ""], args.join(" "));
        return stdout;
      };
      const weights = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
      await run(["models", "import", "phasenet", weights, "--out", "phasenet"]);
      const chain = ["catalogue", "event.mseed", "--stations", "stations.csv", "--unit", "m/s"];
      const files = ["--out", "events.xml", "--table", "events.csv", "--picks", "picks.csv"];
      const text = await run([...chain, "--model", "phasenet", ...files]);
      assertMatch(text, /^2024-05-06T07:08:09\.\d{3}Z +38\.\d+ +-122\.\d+ .*ML \d\.\d ± \d\.\d/m);
      assertMatch(text, /^\d+ picks: \d+ make up 1 event, \d+ belong to none\.$/m);
      const document = JSON.parse(await run([...chain, "--model", "phasenet", "--json"]));
      assertEquals([document.events.length, document.velocity], [1, "ak135"]);

      const { events, notes } = readQuakeml(await Deno.readFile(`${cwd}/events.xml`), "events.xml");
      assertEquals([events.length, notes], [1, []]);
      assertGreater(events[0].picks.length, 12);
      assertGreater(events[0].magnitudes.length, 6);
      assertStringIncludes(await run(["inspect", "events.csv"]), "rows                         1");
      assertMatch(await run(["inspect", "events.csv", "--json"]), /"rows": ?1\b/);

      const png = ["waveform", "plot", "event.mseed", "--channel", "XX.R02.*.*"];
      await run([...png, "--model", "phasenet", "--out", "r02.png"]);
      assertEquals([...(await Deno.readFile(`${cwd}/r02.png`)).subarray(1, 4)], [80, 78, 71]);
      const section = ["--event", "events.xml", "--stations", "stations.csv"];
      await run(["waveform", "plot", "event.mseed", ...section, "--out", "section.svg"]);
      const svg = await Deno.readTextFile(`${cwd}/section.svg`);
      assertEquals(svg.split('class="trace"').length - 1, 12);
      assert(svg.split('class="pick"').length > 12);
    }),
);
