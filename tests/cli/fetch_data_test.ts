import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startDataServer } from "../fdsn_data_server.ts";
import { hasSharedData, sharedFile, testWithSharedData } from "../shared_data.ts";
import { runCli } from "./run_cli.ts";

const read = (path: string) =>
  hasSharedData ? Deno.readFileSync(sharedFile(`data/${path}`)) : new Uint8Array();
const MINISEED = read("waveforms/miniseed/seiscomp_fdsnws/dataselect-2.mseed");
const STATION_XML = read("metadata/stationxml/BW_RJOB.xml");

testWithSharedData(
  "fetch writes waveforms and stations, and refuses what is for events",
  async () => {
    const cwd = await Deno.makeTempDir();
    await using server = startDataServer({ dataselect: MINISEED, station: STATION_XML });
    const { host } = new URL(server.baseUrl);
    const permissions = [`--allow-net=${host}`, `--allow-read=${cwd}`, `--allow-write=${cwd}`];
    const run = (...args: string[]) => runCli(["fetch", ...args], { cwd, permissions });
    const ask = ["--service", server.baseUrl, "--network", "BW", "--station", "RJOB"];
    const span = ["--start", "2020-01-01", "--end", "2020-01-02"];
    try {
      const waveforms = await run("waveforms", ...ask, ...span, "--out", "a.mseed", "--json");
      assertEquals(waveforms.code, 0, waveforms.stderr);
      const { bytes, requests, out } = JSON.parse(waveforms.stdout);
      assertEquals([bytes, requests, out], [MINISEED.length, 1, "a.mseed"]);
      assertEquals(await Deno.readFile(`${cwd}/a.mseed`), MINISEED);

      const stations = await run("stations", ...ask, ...span, "--out", "a.xml");
      assertEquals(stations.code, 0, stations.stderr);
      assertMatch(stations.stdout, /^Wrote 1 stations with 3 channels to a\.xml\./);

      const again = await run("stations", ...ask, ...span, "--out", "a.xml");
      assertEquals(again.code, 2);
      assertStringIncludes(again.stderr, "the file is there");
      const magnitude = await run(
        "waveforms",
        ...ask,
        ...span,
        "--out",
        "b",
        "--min-magnitude",
        "5",
      );
      assertEquals(magnitude.code, 2);
      assertStringIncludes(magnitude.stderr, "Cannot fetch waveforms with --min-magnitude");
      const channel = await run(...ask, ...span, "--out", "b");
      assertEquals(channel.code, 2);
      assertStringIncludes(channel.stderr, "Cannot fetch events with --network");
      const all = await run("waveforms", ...span, "--service", server.baseUrl, "--out", "b");
      assertEquals(all.code, 2);
      assertStringIncludes(all.stderr, "without --network and --station");
      assertEquals(server.log.length, 2);
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
);
