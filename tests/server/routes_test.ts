import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  ForecastDocumentSchema,
  HealthSchema,
  ModelCardSchema,
  ModelListSchema,
  NetworkEvaluationSchema,
  ProblemSchema,
  ReadinessSchema,
} from "../../server/schemas.ts";
import { CATALOGUE_CSV, problemOf, trainTinyModel, withServer } from "./server_fixture.ts";

Deno.test("every route answers as documented", async () => {
  await withServer({}, async ({ ask, forecast }) => {
    const read = async (path: string) => await (await ask(path)).json();
    HealthSchema.parse(await read("/healthz"));
    const ready = ReadinessSchema.parse(await read("/readyz"));
    assertEquals([ready.status, ready.models, ready.backend?.backend], ["ready", 1, "wasm"]);
    const { models } = ModelListSchema.parse(await read("/v1/models"));
    assertEquals(models.map(({ name, usable, task }) => ({ name, usable, task })), [
      { name: "tiny", usable: true, task: "rate" },
    ]);
    const card = ModelCardSchema.parse(await read("/v1/models/tiny"));
    assertEquals(card.skill, models[0].skill);

    const answer = await forecast(CATALOGUE_CSV);
    assertEquals(answer.headers.get("content-type"), "application/json");
    const document = ForecastDocumentSchema.parse(await answer.json());
    assertEquals(document.forecast.skill, card.skill);
    const evaluation = await ask("/v1/evaluations?model=tiny&series=true", {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: CATALOGUE_CSV,
    });
    const { series, scores } = NetworkEvaluationSchema.parse(await evaluation.json());
    assertEquals(scores, card.scores);
    assertEquals(series?.observed.length, card.skill?.windows);
    ProblemSchema.parse(await (await ask("/v1/models/none")).json());
  });
});

Deno.test("metrics count requests, forecasts and their durations", async () => {
  await withServer({}, async ({ ask, forecast }) => {
    await (await forecast(CATALOGUE_CSV)).text();
    await (await forecast("")).text();
    await (await ask("/nowhere")).text();
    const response = await ask("/metrics");
    assertMatch(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split("\n");
    for (
      const line of [
        'quakecast_http_requests_total{method="POST",route="/v1/forecasts",status="200"} 1',
        'quakecast_http_requests_total{method="POST",route="/v1/forecasts",status="422"} 1',
        'quakecast_http_requests_total{method="GET",route="unmatched",status="404"} 1',
        'quakecast_http_request_duration_seconds_count{method="POST",route="/v1/forecasts"} 2',
        'quakecast_jobs_total{kind="forecast",status="200"} 1',
        'quakecast_jobs_total{kind="forecast",status="422"} 1',
        "quakecast_queue_length 0",
        "quakecast_jobs_running 0",
        "quakecast_worker_restarts_total 0",
      ]
    ) assert(lines.includes(line), `${line} is not among\n${lines.join("\n")}`);
    assertMatch(lines.join("\n"), /quakecast_backend_info\{backend="wasm",simd="true",.*\} 1\n/);
  });
});

Deno.test("headers guard every answer, and no origin is let in", async () => {
  await withServer({}, async ({ ask }) => {
    for (const path of ["/healthz", "/docs", "/nowhere", "/v1/models/none"]) {
      const response = await ask(path, { headers: { origin: "https://example.org" } });
      await response.text();
      const { headers } = response;
      assertMatch(
        headers.get("content-security-policy")!,
        path === "/docs"
          ? /^default-src 'none';.* script-src 'self';/
          : /^default-src 'none'; base/,
      );
      assertEquals(headers.get("x-content-type-options"), "nosniff");
      assertEquals(headers.get("x-frame-options"), "DENY");
      assertEquals(headers.get("referrer-policy"), "no-referrer");
      assertEquals(headers.get("access-control-allow-origin"), null);
      assertMatch(headers.get("x-request-id")!, /^[\w-]{8,}$/);
    }
    const named = await ask("/healthz", { headers: { "x-request-id": "my-own-name" } });
    assertEquals(named.headers.get("x-request-id"), "my-own-name");
    await named.text();
  });
});

Deno.test("unknown addresses and wrong methods are problems", async () => {
  await withServer({}, async ({ ask }) => {
    for (
      const path of ["/nowhere", "/v1", "/v2/models", "/docs/package.json", "/docs/..%2fmain.ts"]
    ) {
      assertEquals(
        (await problemOf(await ask(path))).type,
        "urn:quakecast:problem:not-found",
        path,
      );
    }
    const cases = [
      ["DELETE", "/v1/models/tiny", "GET, HEAD"],
      ["PUT", "/v1/forecasts", "POST"],
      ["GET", "/v1/evaluations", "POST"],
      ["POST", "/healthz", "GET, HEAD"],
      ["OPTIONS", "/v1/forecasts", "POST"],
    ];
    for (const [method, path, allowed] of cases) {
      const response = await ask(path, { method });
      assertEquals(response.headers.get("allow"), allowed);
      const problem = await problemOf(response);
      assertEquals(problem.status, 405);
      assertStringIncludes(String(problem.detail), allowed);
    }
  });
});

Deno.test("a damaged model is listed with its fault and refused without its path", async () => {
  await withServer({}, async ({ ask, forecast, models, logged }) => {
    await Deno.writeTextFile(`${models}/tiny/weights.bin`, "damaged");
    const list = await (await ask("/v1/models")).json();
    assertMatch(list.models[0].fault, /^Cannot read model "tiny": file weights\.bin is damaged/);
    const refused = await problemOf(await forecast(CATALOGUE_CSV));
    assertEquals([refused.status, refused.type], [500, "urn:quakecast:problem:damaged-model"]);
    assertMatch(String(refused.detail), /^Cannot read model "tiny": file weights\.bin is damaged/);
    assertStringIncludes(logged.join("\n"), `${models}/tiny`);

    await Deno.writeTextFile(`${models}/tiny/checksums.json`, "{}");
    const { models: [damaged] } = await (await ask("/v1/models")).json();
    assertEquals(damaged.usable, false);
    assertMatch(damaged.fault, /^Cannot read model "tiny": checksums\.json does not say/);
    const card = await problemOf(await ask("/v1/models/tiny"));
    assertEquals(card.status, 500);
    assert(!JSON.stringify([refused, damaged, card]).includes(models));
    const notReady = await ask("/readyz");
    assertEquals([notReady.status, (await notReady.json()).models], [503, 0]);
  });
});

Deno.test("a model that was trained anew is loaded anew", async () => {
  await withServer({}, async ({ ask, forecast, models }) => {
    const digestOf = async () =>
      (await (await forecast(CATALOGUE_CSV)).json()).forecast.model.weightsSha256;
    const before = await digestOf();
    await trainTinyModel(`${models}/tiny`, { seed: 2 });
    const after = await digestOf();
    assert(before !== after);
    assertEquals((await (await ask("/v1/models/tiny")).json()).seed, 2);
    await trainTinyModel(`${models}/second`);
    assertEquals((await (await ask("/v1/models")).json()).models.length, 2);
    await Deno.remove(`${models}/second`, { recursive: true });
    assertEquals((await problemOf(await ask("/v1/models/second"))).status, 404);
  });
});
