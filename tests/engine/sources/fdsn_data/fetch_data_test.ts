import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { ConfigurationError, EnvironmentError, InputError } from "../../../../engine/domain/mod.ts";
import {
  fetchStationsToFile,
  fetchWaveformsToFile,
  resolveDataCentre,
} from "../../../../engine/sources/mod.ts";
import { type DataFault, type DataServer, startDataServer } from "../../../fdsn_data_server.ts";
import { hasSharedData, sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const read = (path: string) =>
  hasSharedData ? Deno.readFileSync(sharedFile(`data/${path}`)) : new Uint8Array();
const MINISEED = read("waveforms/miniseed/seiscomp_fdsnws/dataselect-2.mseed");
const STATION_XML = read("metadata/stationxml/BW_RJOB.xml");

/** Starts a centre and fetches from it into a folder of its own, without waiting between tries. */
async function withCentre(
  fault: ((number: number) => DataFault | undefined) | undefined,
  body: (tools: {
    server: DataServer;
    query: Parameters<typeof fetchWaveformsToFile>[0];
    options: Parameters<typeof fetchWaveformsToFile>[1];
    names: () => Promise<string[]>;
  }) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await using server = startDataServer({ dataselect: MINISEED, station: STATION_XML }, fault);
    const [startMs, endMs] = [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2, 3, 4, 5, 678)];
    const query = { service: server.baseUrl, network: "BW", station: "RJOB", startMs, endMs };
    await body({
      server,
      query,
      options: { path: `${folder}/out`, sleep: () => Promise.resolve() },
      names: async () => {
        const names: string[] = [];
        for await (const { name } of Deno.readDir(folder)) names.push(name);
        return names;
      },
    });
  });
}

testWithSharedData(
  "waveforms come whole, byte for byte, and are asked for by their names",
  () =>
    withCentre(undefined, async ({ server, query, options, names }) => {
      const report = await fetchWaveformsToFile(
        { ...query, location: "--", channel: "EH?" },
        options,
      );
      assertEquals([report.requests, report.repetitions, report.bytes], [1, 0, MINISEED.length]);
      assertEquals(await Deno.readFile(options.path), MINISEED);
      assertEquals(await names(), ["out"]);
      assertEquals(server.log, [{
        service: "dataselect",
        parameters: {
          network: "BW",
          station: "RJOB",
          location: "--",
          channel: "EH?",
          starttime: "2020-01-01T00:00:00.000",
          endtime: "2020-01-02T03:04:05.678",
          nodata: "204",
        },
      }]);
      assertMatch(report.url, /network=BW&station=RJOB/);
      await assertRejects(
        () => fetchWaveformsToFile(query, options),
        ConfigurationError,
        "the file is there",
      );
      assertEquals(server.log.length, 1);
      assertEquals((await fetchWaveformsToFile(query, { ...options, replace: true })).requests, 1);
    }),
);

testWithSharedData(
  "a service that is busy, breaks off or cuts a record is asked again",
  () =>
    withCentre(
      (number) =>
        ([
          { kind: "answer", status: 503, headers: { "retry-after": "1" } },
          { kind: "reset", bytes: 700 },
          { kind: "cut", bytes: MINISEED.length - 100 },
        ] as const)[number - 1],
      async ({ query, options, names }) => {
        const report = await fetchWaveformsToFile(query, options);
        assertEquals([report.requests, report.repetitions], [4, 3]);
        assertEquals(await Deno.readFile(options.path), MINISEED);
        assertEquals(await names(), ["out"]);
      },
    ),
);

const FAULTS: readonly [string, DataFault, typeof InputError | typeof EnvironmentError, RegExp][] =
  [
    ["no data", { kind: "answer", status: 204 }, InputError, /waveforms: 127.0.0.1:\d+ has none/],
    [
      "too much",
      { kind: "answer", status: 413, body: "Too  large" },
      InputError,
      /too large .*"Too large"/,
    ],
    [
      "a page",
      { kind: "answer", status: 200, body: "<html>Hi</html>" },
      InputError,
      /no miniSEED .*Hi/,
    ],
    ["refused", { kind: "answer", status: 400, body: "bad" }, EnvironmentError, /HTTP 400 "bad"/],
    ["a break each time", { kind: "reset", bytes: 10 }, EnvironmentError, /gave up after 2 tries/],
    ["nothing each time", { kind: "cut", bytes: 0 }, EnvironmentError, /the answer was empty/],
  ];

for (const [what, fault, kind, message] of FAULTS) {
  testWithSharedData(
    `no file is left where there is ${what}`,
    () =>
      withCentre(() => fault, async ({ query, options, names }) => {
        const error = await assertRejects(
          () => fetchWaveformsToFile(query, { ...options, settings: { attempts: 2 } }),
          kind as typeof InputError,
        );
        assertMatch(error.message, message);
        assertEquals(await names(), []);
      }),
  );
}

testWithSharedData(
  "a fetch that is stopped leaves nothing",
  () =>
    withCentre(undefined, async ({ query, options, names }) => {
      const reason = new Error("stopped");
      await assertRejects(
        () => fetchWaveformsToFile(query, { ...options, signal: AbortSignal.abort(reason) }),
        Error,
        "stopped",
      );
      assertEquals(await names(), []);
    }),
);

testWithSharedData(
  "stations come with their responses; a cut document is asked for again",
  () =>
    withCentre(
      (number) => number === 1 ? { kind: "cut", bytes: 50_000 } : undefined,
      async ({ server, query, options }) => {
        const report = await fetchStationsToFile(query, options);
        assertEquals([report.requests, report.repetitions], [2, 1]);
        assertEquals(
          report.reading.stations.map(({ station, channels }) => [
            station,
            channels.length,
          ]),
          [["RJOB", 3]],
        );
        assertEquals(await Deno.readFile(options.path), STATION_XML);
        const { service, parameters } = server.log[1];
        assertEquals([service, parameters.level, parameters.format], [
          "station",
          "response",
          "xml",
        ]);
      },
    ),
);

testWithSharedData("what is no StationXML is refused", () =>
  withCentre(
    () => ({ kind: "answer", status: 200, body: "<html>busy</html>" }),
    async ({ query, options, names }) => {
      await assertRejects(
        () => fetchStationsToFile(query, options),
        InputError,
        "it is no StationXML",
      );
      assertEquals(await names(), []);
    },
  ));

Deno.test("queries that make no sense are refused before anything is sent", async () => {
  const query = { service: "ncedc", network: "BK", station: "BKS", startMs: 1, endMs: 2 };
  const options = { path: "never" };
  const wrong: readonly [object, string][] = [
    [{ endMs: 1 }, "is not before"],
    [{ network: "B K" }, 'the network is "B K"'],
    [{ channel: "" }, 'the channel is ""'],
    [{ service: "ncedk" }, 'Did you mean "ncedc"?'],
    [{ service: "ftp://a/b" }, "expected an http or https address"],
  ];
  for (const [change, message] of wrong) {
    await assertRejects(
      () => fetchWaveformsToFile({ ...query, ...change }, options),
      ConfigurationError,
      message,
    );
  }
});

Deno.test("a data centre is known by its name or any address of its services", () => {
  for (
    const address of [
      "http://a.org/",
      "http://a.org/fdsnws",
      "http://a.org/fdsnws/dataselect/1/query",
      "http://a.org/fdsnws/station/1/",
    ]
  ) {
    assertEquals(resolveDataCentre(address), { name: "a.org", baseUrl: "http://a.org/fdsnws/" });
  }
  assertEquals(resolveDataCentre("GEOFON").baseUrl, "https://geofon.gfz.de/fdsnws/");
  assertThrows(() => resolveDataCentre("nowhere"), ConfigurationError, "Unknown data centre");
});
