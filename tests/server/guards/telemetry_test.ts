import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { firstAddress } from "./first_address.ts";

const MAIN = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** A receiver of OTLP over HTTP on loopback that keeps the spans it gets. */
function startCollector(): { url: string; spans: Span[]; stop(): Promise<void> } {
  const spans: Span[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const body = await request.json();
    if (new URL(request.url).pathname === "/v1/traces") {
      for (const { scopeSpans } of body.resourceSpans) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
    }
    return Response.json({});
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, spans, stop: () => server.shutdown() };
}

Deno.test("spans are named by their routes and hold the request's identifier and the job", () =>
  withFolder(async (folder) => {
    const collector = startCollector();
    const server = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--no-check", "--allow-net=127.0.0.1", "--allow-read"],
        ...[MAIN, "--port", "0", "--models", folder],
      ],
      stdout: "piped",
      stderr: "null",
      env: {
        ...{ OTEL_DENO: "true", OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
        ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: "100" },
      },
    }).spawn();
    try {
      const url = await firstAddress(server.stdout);
      const ask = async (path: string, init: RequestInit = {}) => {
        const response = await fetch(url + path, init);
        await response.body?.cancel();
        return [response.status, response.headers.get("x-request-id")];
      };
      const [, id] = await ask("/v1/models/none?a=1");
      const post = { method: "POST", headers: { "content-type": "image/png" }, body: "x" };
      assertEquals((await ask("/v1/forecasts?model=none", post))[0], 415);
      await ask("/somewhere/else");
      const find = (name: string) => collector.spans.find((span) => span.name === name);
      const names = [
        ...["GET /v1/models/:name", "POST /v1/forecasts", "job forecast", "GET unmatched"],
      ];
      const startMs = performance.now();
      while (!names.every(find) && performance.now() - startMs < 10_000) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const seen = collector.spans.map(({ name }) => name);
      assert(names.every(find), `${seen}`);
      const attributes = Object.fromEntries(
        find(names[0])!.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
      );
      assertEquals(attributes["http.route"], "/v1/models/:name");
      assertEquals(attributes["quakecast.request_id"], id);
      assertMatch(`${attributes["http.response.status_code"]}`, /^404$/);
      assertEquals(find("job forecast")!.traceId, find("POST /v1/forecasts")!.traceId);
      assertEquals(find("job forecast")!.parentSpanId, find("POST /v1/forecasts")!.spanId);
    } finally {
      server.kill("SIGKILL");
      await server.status;
      await collector.stop();
    }
  }));
