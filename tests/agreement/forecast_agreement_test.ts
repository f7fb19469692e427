import { assertEquals, assertNotEquals } from "@std/assert";
import { gzipSync } from "node:zlib";
import {
  CATALOGUE_CSV,
  type TestServer,
  trainTinyModel,
  withServer,
} from "../server/server_fixture.ts";
import { geoJsonOf, quakemlOf, rowsOf, runCli, withoutRun } from "./agreement_fixture.ts";

/** Every network and every task once. */
const MODELS = {
  rate: { model: "lstm", task: "rate" },
  alarm: { model: "rnn", task: "alarm" },
  magnitude: { model: "cnn", task: "magnitude", horizon: "7d" },
  map: { model: "cnn", task: "map", cellDegrees: 4, window: 4 },
};

type Send = (server: TestServer, path: string) => Promise<Response>;

const post = (body: BodyInit, contentType: string): Send => (server, path) =>
  server.ask(path, { method: "POST", headers: { "content-type": contentType }, body });

/** A request whose options do not stand in the query string. */
const carry = (make: (options: Record<string, string>) => RequestInit): Send => (server, path) => {
  const { pathname, searchParams } = new URL(path, server.url);
  return server.ask(pathname, { method: "POST", ...make(Object.fromEntries(searchParams)) });
};

const asForm = (catalogue: Blob) => (options: Record<string, string>): RequestInit => {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) form.set(name, value);
  form.set("catalogue", catalogue, "catalogue.csv");
  return { body: form };
};

const asJson = (catalogue: unknown) => (options: Record<string, string>): RequestInit => ({
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify({ ...options, catalogue }),
});

const GEOJSON = geoJsonOf(CATALOGUE_CSV);
const QUAKEML = quakemlOf(CATALOGUE_CSV);
const GZIP = new Uint8Array(gzipSync(CATALOGUE_CSV));

/** Every way to send the same events, and the file that the command line reads. */
const WAYS: readonly { name: string; file: string | Uint8Array; send: Send }[] = [
  { name: "CSV", file: CATALOGUE_CSV, send: post(CATALOGUE_CSV, "text/csv") },
  { name: "gzip", file: GZIP, send: post(GZIP, "application/gzip") },
  {
    name: "CSV with Content-Encoding gzip",
    file: CATALOGUE_CSV,
    send: (server, path) =>
      server.ask(path, {
        method: "POST",
        headers: { "content-type": "text/csv", "content-encoding": "gzip" },
        body: GZIP,
      }),
  },
  { name: "GeoJSON", file: GEOJSON, send: post(GEOJSON, "application/geo+json") },
  { name: "QuakeML", file: QUAKEML, send: post(QUAKEML, "application/xml") },
  { name: "GeoJSON as JSON", file: GEOJSON, send: post(GEOJSON, "application/json") },
  { name: "GeoJSON in JSON", file: GEOJSON, send: carry(asJson(JSON.parse(GEOJSON))) },
  {
    name: "a list as JSON",
    file: JSON.stringify(rowsOf(CATALOGUE_CSV)),
    send: post(JSON.stringify(rowsOf(CATALOGUE_CSV)), "application/json"),
  },
  { name: "a list in JSON", file: CATALOGUE_CSV, send: carry(asJson(rowsOf(CATALOGUE_CSV))) },
  { name: "a form", file: CATALOGUE_CSV, send: carry(asForm(new Blob([CATALOGUE_CSV]))) },
  { name: "a form with gzip", file: GZIP, send: carry(asForm(new Blob([GZIP]))) },
];

Deno.test("command line and server give the same bytes, however the events come", async () => {
  await withServer({}, async (server) => {
    const file = `${server.models}/catalogue`;
    const flags = ["--model", `${server.models}/tiny`, "--catalogue", file];
    const forecasts = new Map<string | Uint8Array, string>();
    for (const way of WAYS) {
      if (!forecasts.has(way.file)) {
        await Deno.writeFile(
          file,
          typeof way.file === "string" ? new TextEncoder().encode(way.file) : way.file,
        );
        forecasts.set(way.file, withoutRun(await runCli(["forecast", ...flags])));
      }
      const response = await way.send(server, "/v1/forecasts?model=tiny&horizon=7d");
      assertEquals(withoutRun(await response.text()), forecasts.get(way.file), way.name);
    }
    assertEquals(new Set(forecasts.values()).size, 1); // the format does not count, only the events
  });
});

Deno.test("command line and server agree on every task, as of any time", async () => {
  await withServer({}, async (server) => {
    const file = `${server.models}/catalogue.csv`;
    await Deno.writeTextFile(file, CATALOGUE_CSV);
    const forecasts = new Set<string>();
    for (const [name, options] of Object.entries(MODELS)) {
      const folder = `${server.models}/${name}`;
      await trainTinyModel(folder, options);
      const flags = ["--model", folder, "--catalogue", file];
      for (const issueTime of [undefined, "2003-10-01T12:00:00Z"]) {
        const query = issueTime === undefined ? "" : `&issueTime=${issueTime}`;
        const told = await runCli([
          ...["forecast", ...flags],
          ...(issueTime === undefined ? [] : ["--issue-time", issueTime]),
        ]);
        const response = await server.forecast(CATALOGUE_CSV, "text/csv", `model=${name}${query}`);
        const answer = withoutRun(await response.text());
        assertEquals(answer, withoutRun(told), `${name} ${issueTime}`);
        forecasts.add(answer);
      }
      const evaluated = await runCli(["evaluate", ...flags, "--series"]);
      const response = await server.ask(`/v1/evaluations?model=${name}&series=true`, {
        method: "POST",
        headers: { "content-type": "text/csv" },
        body: CATALOGUE_CSV,
      });
      assertEquals(withoutRun(await response.text()), withoutRun(evaluated), name);
    }
    assertEquals(forecasts.size, 2 * Object.keys(MODELS).length);
  });
});

Deno.test("they agree on skipped rows and on columns with names of their own", async () => {
  const [header, ...lines] = CATALOGUE_CSV.trimEnd().split("\n");
  const damaged = [
    header.replace("time,", "Origin,").replace(",mag,", ",Mw,"),
    ...lines.map((line, i) => i % 50 === 7 ? line.replace(/^[^,]*/, "unknown") : line),
  ].join("\n");
  await withServer({}, async (server) => {
    const file = `${server.models}/damaged.csv`;
    await Deno.writeTextFile(file, damaged);
    const columns = "time=Origin,magnitude=Mw";
    const told = await runCli([
      ...["forecast", "--model", `${server.models}/tiny`, "--catalogue", file],
      ...["--on-bad-row", "skip", "--columns", columns],
    ]);
    const query = `model=tiny&onBadRow=skip&columns=${columns}`;
    const answer = await (await server.forecast(damaged, "text/csv", query)).text();
    assertEquals(withoutRun(answer), withoutRun(told));
    assertNotEquals(JSON.parse(answer).forecast.warnings, []);
    const json = await carry(asJson(rowsOf(damaged)))(server, `/v1/forecasts?${query}`);
    assertEquals(withoutRun(await json.text()), withoutRun(told));
  });
});
