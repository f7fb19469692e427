import { assert, assertAlmostEquals, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { gzipSync } from "node:zlib";
import { formatChannelCode, type Trace } from "../../engine/domain/mod.ts";
import { readLabelledWaveforms, readPicks, writeMiniseed } from "../../engine/sources/mod.ts";
import {
  LocationDocumentSchema,
  MagnitudeDocumentSchema,
  PickDocumentSchema,
} from "../../server/waveform_schemas.ts";
import { makeContinuousRecord, tracesOf } from "../engine/monitoring/continuous_record.ts";
import { layMagnitudeScene, SCENE_ORIGIN } from "../engine/monitoring/magnitude_scene.ts";
import { type TestServer, withServer } from "../server/server_fixture.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { runCli, withoutRun } from "./agreement_fixture.ts";

const WEIGHTS = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
const ALASKA = sharedFile("data/arrivals/nonlinloc_alaska2018");
const STEAD = sharedFile("data/waveforms/stead");

async function answerOf(response: Response): Promise<string> {
  const text = await response.text();
  assertEquals(response.status, 200, text);
  return text;
}

const bytesOf = (body: BodyInit, contentType: string): RequestInit => ({
  method: "POST",
  headers: { "content-type": contentType },
  body,
});

const jsonOf = (body: unknown) => bytesOf(JSON.stringify(body), "application/json");

function formOf(parts: readonly (readonly [string, string | Uint8Array])[]): RequestInit {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), name);
  }
  return { method: "POST", body: form };
}

/** Traces as a request in JSON has them. */
function jsonTraces(traces: readonly Trace[]): object[] {
  return traces.map(({ code, startTimeMs, samplingRateHz, samples }) => ({
    ...code,
    startTime: new Date(startTimeMs).toISOString(),
    samplingRateHz,
    samples: [...samples],
  }));
}

testWithSharedData(
  "command line and server agree on picks, however they are sent",
  () =>
    withServer({}, async ({ ask, models }) => {
      await runCli(["models", "import", "phasenet", WEIGHTS, "--out", `${models}/phasenet`]);
      const record = await makeContinuousRecord({ recordings: 2, seed: 5 });
      const startTimeMs = Date.UTC(2024, 0, 1);
      const whole = tracesOf(record, { from: 0, to: 16_000, startTimeMs })
        .map((trace) => ({ ...trace, samples: Int32Array.from(trace.samples) }));
      const mseed = writeMiniseed(whole);
      const [file, out] = [`${models}/day.mseed`, `${models}/picks.json`];
      await Deno.writeFile(file, mseed);
      const thresholds = ["--threshold-p", "0.5", "--threshold-s", "0.4"];
      const told = await runCli([
        ...["pick", file, "--model", `${models}/phasenet`, ...thresholds],
        ...["--out", out, "--format", "json"],
      ]);
      const query = "/v1/picks?model=phasenet&thresholdP=0.5&thresholdS=0.4";
      const options = { model: "phasenet", thresholdP: 0.5, thresholdS: 0.4 };
      const fields = Object.entries(options).map(([name, value]) => [name, `${value}`] as const);
      const requests: Record<string, [string, RequestInit]> = {
        miniseed: [query, bytesOf(new Uint8Array(mseed), "application/vnd.fdsn.mseed")],
        gzip: [query, bytesOf(new Uint8Array(gzipSync(mseed)), "application/octet-stream")],
        form: ["/v1/picks", formOf([...fields, ["waveforms", mseed]])],
        parts: [
          "/v1/picks",
          formOf([
            ...whole.map((trace) => ["waveforms", writeMiniseed([trace])] as const),
            ...fields,
          ]),
        ],
        json: ["/v1/picks", jsonOf({ ...options, traces: jsonTraces(whole) })],
        list: [query, jsonOf(jsonTraces(whole))],
      };
      for (const [name, [path, request]] of Object.entries(requests)) {
        const answer = await answerOf(await ask(path, request));
        assertEquals(withoutRun(answer), withoutRun(told), name);
        const document = PickDocumentSchema.parse(JSON.parse(answer));
        const list = JSON.stringify(document.picks, null, 2) + "\n";
        assertEquals(list, await Deno.readTextFile(out), name);
        for (const pSample of record.pSamples) {
          const arrivalMs = startTimeMs + 10 * pSample;
          assert(document.picks.some(({ timeMs }) => Math.abs(timeMs - arrivalMs) < 500), name);
        }
      }
      const classical = await runCli(["pick", file, "--picker", "sta-lta"]);
      const sent = bytesOf(new Uint8Array(mseed), "application/octet-stream");
      const byName = await answerOf(await ask("/v1/picks?picker=sta-lta", sent));
      assertEquals(withoutRun(byName), withoutRun(classical));
      const forecast = await ask("/v1/forecasts?model=phasenet", bytesOf("time\n", "text/csv"));
      assertEquals(forecast.status, 400);
      assertMatch(
        (await forecast.json()).detail,
        /Cannot forecast with model "phasenet": it is a picker/,
      );
      const traces = `${models}/traces.json`;
      await Deno.writeTextFile(traces, JSON.stringify(jsonTraces(whole)));
      const ofJson = await runCli(["pick", traces, "--model", `${models}/phasenet`, ...thresholds]);
      assertEquals(withoutRun(ofJson), withoutRun(told));
    }),
);

testWithSharedData(
  "command line and server agree on hypocentres of Alaska",
  () =>
    withServer({}, async ({ ask, models }) => {
      const [observations, stationText] = await Promise.all(
        ["picks.obs", "station_coordinates.txt"].map((name) =>
          Deno.readTextFile(`${ALASKA}/${name}`)
        ),
      );
      const ofMainshock = observations.split(/\r?\n\s*\r?\n/)[0] + "\n";
      const picksFile = `${models}/mainshock.obs`;
      await Deno.writeTextFile(picksFile, ofMainshock);
      const layers = {
        name: "layers",
        topsKm: [0, 4, 9, 14, 19, 24, 33, 49],
        pKmPerSecond: [5.3, 5.6, 6.2, 6.9, 7.4, 7.7, 7.9, 8.1],
        ratio: 1.68,
      };
      const [velocityFile, delaysFile] = [`${models}/layers.json`, `${models}/delays.json`];
      const delays = { "AK.RC01": { P: 0.05, S: 0.1 } };
      await Deno.writeTextFile(velocityFile, JSON.stringify(layers));
      await Deno.writeTextFile(delaysFile, JSON.stringify(delays));
      const on = ["locate", picksFile, "--stations", `${ALASKA}/station_coordinates.txt`];
      const told = await runCli([...on, "--velocity", velocityFile, "--delays", delaysFile]);
      const sent = formOf([
        ...[["picks", ofMainshock], ["stations", stationText]] as const,
        ...[["velocity", JSON.stringify(layers)], ["delays", JSON.stringify(delays)]] as const,
      ]);
      assertEquals(await answerOf(await ask("/v1/locations", sent)), told);
      const json = { picks: ofMainshock, stations: stationText, velocity: layers, delays };
      assertEquals(await answerOf(await ask("/v1/locations", jsonOf(json))), told);
      const { events } = LocationDocumentSchema.parse(JSON.parse(told));
      assertEquals(events.length, 1);
      const [{ latitude, longitude, arrivals }] = events[0].origins;
      assertAlmostEquals(latitude, 61.34, 0.06); // of the USGS: 61.346, -149.955
      assertAlmostEquals(longitude, -149.95, 0.1);
      assertGreater(arrivals.length, 20);

      const listed = `${models}/picks.json`;
      await Deno.writeTextFile(listed, JSON.stringify(events[0].picks));
      const again = await runCli(["locate", listed, ...on.slice(2), "--shallowest", "1"]);
      const request = {
        picks: events[0].picks,
        stations: stationText,
        velocity: "ak135",
        shallowest: 1,
      };
      assertEquals(await answerOf(await ask("/v1/locations", jsonOf(request))), again);
    }),
);

testWithSharedData(
  "command line and server agree on magnitudes by a network, of real waveforms",
  () =>
    withServer({}, async ({ ask, models }) => {
      const folder = `${models}/magnitude`;
      await runCli([
        ...["train", "magnitude", "--data", STEAD, "--epochs", "1", "--threads", "1"],
        ...["--out", folder],
      ]);
      const set = await readLabelledWaveforms(STEAD);
      const { samples, pSample, distanceKm, network, station } = set.traceAt(3);
      set.close();
      const startTimeMs = Date.UTC(2020, 5, 1);
      const traces = ["E", "N", "Z"].map((letter, c): Trace => ({
        code: { network, station, location: "", channel: `HH${letter}` },
        ...{ startTimeMs, samplingRateHz: 100 },
        samples: Float32Array.from({ length: 6000 }, (_, i) => samples[3 * i + c]),
      }));
      const mseed = writeMiniseed(traces);
      const file = `${models}/stead.mseed`;
      await Deno.writeFile(file, mseed);
      const pTime = new Date(startTimeMs + 10 * Math.round(pSample)).toISOString();
      const told = await runCli([
        ...["magnitude", file, "--model", folder, "--methods", "network"],
        ...["--distance-km", String(distanceKm), "--p-time", pTime],
      ]);
      const query = `model=magnitude&methods=network&distanceKm=${distanceKm}&pTime=${pTime}`;
      const request = bytesOf(new Uint8Array(mseed), "application/vnd.fdsn.mseed");
      assertEquals(await answerOf(await ask(`/v1/magnitudes?${query}`, request)), told);
      assertEquals(MagnitudeDocumentSchema.parse(JSON.parse(told)).magnitudes.length, 2);
    }),
);

Deno.test("command line and server agree on magnitudes of several stations", () =>
  withServer({}, compareScene));

/** The scene's magnitude is known in closed form. */
async function compareScene({ ask, models }: TestServer): Promise<void> {
  const { traces, stations } = layMagnitudeScene({ magnitude: 4.2 });
  const files = { traces: jsonTraces(traces), stations, event: SCENE_ORIGIN };
  const corrections = { "XX.S1": 0.3 };
  const path = (name: string) => `${models}/${name}.json`;
  const write = ([name, value]: [string, unknown]) =>
    Deno.writeTextFile(path(name), JSON.stringify(value));
  await Promise.all(Object.entries({ ...files, corrections }).map(write));
  const told = await runCli([
    ...["magnitude", path("traces"), "--stations", path("stations")],
    ...["--event", path("event"), "--methods", "local,displacement"],
    ...["--corrections", path("corrections")],
  ]);
  const request = jsonOf({ ...files, corrections, methods: ["local", "displacement"] });
  assertEquals(await answerOf(await ask("/v1/magnitudes", request)), told);
  const { magnitudes } = MagnitudeDocumentSchema.parse(JSON.parse(told));
  assertAlmostEquals(magnitudes[0].magnitude, 4.3, 0.03); // a third of the one correction
  assertEquals(magnitudes.filter(({ station }) => station === undefined).length, 2);
}

testWithSharedData(
  "a chain of requests gives the magnitude of an event from its waveforms",
  () =>
    withServer({}, async ({ ask, models }) => {
      await runCli(["models", "import", "phasenet", WEIGHTS, "--out", `${models}/phasenet`]);
      const distancesKm = [20, 35, 50, 65];
      const { traces, stations } = layMagnitudeScene({ magnitude: 4.2, distancesKm, noise: 1e-8 });
      const picked = jsonOf({ model: "phasenet", traces: jsonTraces(traces), thresholdP: 0.1 });
      const { picks } = JSON.parse(await answerOf(await ask("/v1/picks", picked)));
      assert(picks.every(({ code }: Trace) => formatChannelCode(code).startsWith("XX.S")));
      assertEquals(readPicks(new TextEncoder().encode(JSON.stringify(picks)), "").picks, picks);
      const layers = { topsKm: [-5], pKmPerSecond: [6], sKmPerSecond: [3.5] };
      const located = jsonOf({ picks, stations, velocity: layers });
      const { events: [event] } = JSON.parse(await answerOf(await ask("/v1/locations", located)));
      const [origin] = event.origins;
      const measured = jsonOf({
        ...{ traces: jsonTraces(traces), stations, methods: "local" },
        event: { origin, picks },
      });
      const { magnitudes } = JSON.parse(await answerOf(await ask("/v1/magnitudes", measured)));
      assertAlmostEquals(origin.latitude, SCENE_ORIGIN.latitude, 0.05);
      assertAlmostEquals(origin.longitude, SCENE_ORIGIN.longitude, 0.05);
      assertAlmostEquals(magnitudes[0].magnitude, 4.2, 0.1);
    }),
);
