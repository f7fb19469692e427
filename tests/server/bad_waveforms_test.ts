import { assert, assertEquals, assertMatch } from "@std/assert";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import {
  BAD_PICK_BODIES,
  type BadWaveformRequest,
  form,
  json,
  MSEED,
  TRACE,
} from "./bad_pick_requests.ts";
import { problemOf, withServer } from "./server_fixture.ts";

const STATION = { network: "NC", station: "MEM", latitude: 37, longitude: -121 };
const PICK = { station: "NC.MEM", phase: "P", time: "2024-01-01T00:00:00Z" };
const LAYERS = { topsKm: [0], pKmPerSecond: [6], sKmPerSecond: [3.5] };
const MAGNITUDE = "/v1/magnitudes?unit=m/s&distanceKm=10";

const location = (differences: object) => ({
  path: "/v1/locations",
  ...json({ picks: [PICK], stations: [STATION], velocity: LAYERS, ...differences }),
});

const REQUESTS: readonly BadWaveformRequest[] = [
  ...BAD_PICK_BODIES.map((bad) => ({ path: "/v1/picks?picker=sta-lta", ...bad })),
  { name: "no picker", path: "/v1/picks", body: MSEED, status: 400, says: /without a model/ },
  {
    name: "an unknown model",
    path: "/v1/picks?model=tine",
    body: MSEED,
    status: 404,
    says: /no model "tine".*Did you mean "tiny"/,
  },
  {
    name: "a network that forecasts",
    path: "/v1/picks?model=tiny",
    body: MSEED,
    status: 400,
    says: /Cannot pick with model "tiny": it is a model that forecasts/,
    error: { field: "model" },
  },
  {
    name: "another picker",
    path: "/v1/picks?picker=stalta",
    body: MSEED,
    status: 400,
    says: /sta-lta, ar/,
    error: { field: "picker" },
  },
  {
    name: "two pickers",
    path: "/v1/picks?picker=ar&model=tiny",
    body: MSEED,
    status: 400,
    says: /at once/,
  },
  {
    name: "a threshold of two",
    path: "/v1/picks?picker=ar&thresholdP=2",
    body: MSEED,
    status: 400,
    says: /thresholdP/,
    error: { field: "thresholdP" },
  },
  {
    name: "an unknown option",
    path: "/v1/picks?picker=ar&thresholdQ=0.5",
    body: MSEED,
    status: 400,
    says: /"thresholdQ".*Did you mean/,
  },
  {
    name: "locations from miniSEED",
    path: "/v1/locations",
    body: MSEED,
    status: 415,
    says: /application\/json/,
  },
  {
    name: "locations without stations",
    ...location({ stations: null }),
    status: 422,
    says: /Cannot find stations/,
    error: { field: "stations" },
  },
  { name: "one pick", ...location({}), status: 422, says: /1 usable picks, need at least 4/ },
  {
    name: "a pick without time",
    ...location({ picks: [{ ...PICK, time: undefined }] }),
    status: 422,
    says: /the time of a pick/,
  },
  {
    name: "a latitude of a hundred",
    ...location({ stations: [{ ...STATION, latitude: 100 }] }),
    status: 422,
    says: /90 or less/,
    error: { field: "stations[0].latitude", value: "100" },
  },
  {
    name: "an unknown velocity model",
    ...location({ velocity: "ak136" }),
    status: 400,
    says: /Did you mean "ak135"/,
    error: { field: "velocity" },
  },
  {
    name: "layers in which S is faster than P",
    ...location({ velocity: { ...LAYERS, sKmPerSecond: [7] } }),
    status: 422,
    says: /S velocity < P velocity/,
  },
  {
    name: "layers without P",
    ...location({ velocity: { ...LAYERS, pKmPerSecond: undefined } }),
    status: 422,
    says: /a list of numbers/,
    error: { field: "pKmPerSecond" },
  },
  {
    name: "too many layers",
    ...location({
      velocity: {
        topsKm: Array.from({ length: 500 }, (_, i) => i / 10),
        ...{ pKmPerSecond: new Array(500).fill(6), ratio: 1.7 },
      },
    }),
    status: 422,
    says: /layers/,
  },
  {
    name: "delays that are none",
    ...location({ delays: { "NC.MEM": { Q: 1 } } }),
    status: 422,
    says: /delays of stations/,
  },
  {
    name: "a magnitude without event",
    path: "/v1/magnitudes?unit=m/s",
    body: MSEED,
    status: 400,
    says: /the event or its distance/,
    error: { field: "event" },
  },
  {
    name: "a unit that is none",
    path: MAGNITUDE.replace("m/s", "km"),
    body: MSEED,
    status: 400,
    says: /unit/,
  },
  {
    name: "a way that is none",
    path: `${MAGNITUDE}&methods=guess`,
    body: MSEED,
    status: 400,
    says: /methods/,
  },
  {
    name: "a time of P that is none",
    path: `${MAGNITUDE}&pTime=soon`,
    body: MSEED,
    status: 400,
    says: /pTime/,
  },
  {
    name: "a forecaster for a magnitude network",
    path: `${MAGNITUDE}&model=tiny`,
    body: MSEED,
    status: 400,
    says: /Cannot estimate magnitudes with model "tiny"/,
  },
  {
    name: "stations that are none",
    path: "/v1/magnitudes",
    ...form([["waveforms", MSEED], ["stations", "<html></html>"], ["distanceKm", "10"]]),
    status: 422,
    says: /stations/i,
  },
];

Deno.test("every bad request with waveforms is refused with its reason, and the server lives on", async () => {
  const limits = { unpackedLimitMib: 32, sampleLimit: 20_000 };
  await withServer(limits, async ({ ask, models, logged }) => {
    for (const bad of REQUESTS) {
      const { name, path, status, says, error } = bad;
      const type = "contentType" in bad ? bad.contentType : "application/vnd.fdsn.mseed";
      const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
      const response = await ask(path, { method: "POST", headers, body: bad.body });
      const problem = await problemOf(response);
      const text = `${name}: ${JSON.stringify(problem)}`;
      assertEquals(problem.status, status, text);
      assertMatch(String(problem.detail), says, text);
      assertEquals(problem.instance, path.split("?")[0]);
      const first = (problem.errors as Record<string, unknown>[] | undefined)?.[0] ?? {};
      for (const [key, value] of Object.entries(error ?? {})) assertEquals(first[key], value, text);
      assert(!text.includes(models) && !/\bat .*\.ts|file:\/\//.test(text), text);
      assertEquals(await (await ask("/healthz")).json(), { status: "alive" }, name);
    }
    const good = await ask("/v1/picks?picker=sta-lta", {
      method: "POST",
      headers: { "content-type": "application/vnd.fdsn.mseed" },
      body: MSEED,
    });
    assertEquals(good.status, 200, await good.text());
    assertEquals(logged, []);
    const metrics = await (await ask("/metrics")).text();
    assertMatch(metrics, /quakecast_jobs_total\{kind="pick",status="200"\} 1\n/);
    assertMatch(metrics, /quakecast_worker_restarts_total 0\n/);
  });
});

Deno.test("waveforms that take too long are answered 504, and the next in time", async () => {
  await withServer({ timeout: "1s" }, async ({ ask, logged }) => {
    const samples = Int32Array.from({ length: 16_000_000 }, (_, i) => (i * 7919) % 1000);
    const long = new Uint8Array(writeMiniseed([{ ...TRACE, samples }]));
    const pick = (body: Uint8Array<ArrayBuffer>) =>
      ask("/v1/picks?picker=ar", {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body,
      });
    const problem = await problemOf(await pick(long));
    assertEquals(problem.status, 504);
    assertMatch(String(problem.detail), /within 1 s: the work was stopped/);
    assertMatch(logged.join("\n"), /a job took too long/);
    for (;;) { // the new worker is starting
      const next = await pick(MSEED);
      await next.text();
      if (next.status === 200) break;
      assertEquals(next.status, 504);
    }
  });
});
