import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LiveFeed, type LiveSystem, startWebhooks } from "../../../engine/monitoring/mod.ts";
import { verifyWebhook } from "../../../engine/sources/mod.ts";
import { serve } from "../../../server/mod.ts";
import { exampleAlert } from "../../engine/monitoring/early_warning/example_alert.ts";
import { withDatabase } from "../../engine/storage/database/database_fixture.ts";
import { keyLine, postJson } from "./guarded_server.ts";

Deno.test("who asks a live server for alerts gets them signed; one that fails is in the audit log", () =>
  withDatabase(async (database, folder) => {
    const got: { body: string; signature: string }[] = [];
    let status = 200;
    const receiver = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        const signature = request.headers.get("x-quakecast-signature")!;
        got.push({ body: await request.text(), signature });
        return new Response(null, { status });
      },
    );
    const feed = new LiveFeed();
    const live: LiveSystem = {
      ...{ feed, database, network: [], sites: [], nowMs: () => 0, stations: () => [] },
      ...{ events: () => [], waveform: () => undefined, latency: () => ({ count: 0 }) },
    };
    await Deno.writeTextFile(`${folder}/keys`, keyLine("k", "read,write observatory-1"));
    const auditLog = `${folder}/audit.jsonl`;
    const options = { port: 0, models: folder, auditLog, apiKeysFile: `${folder}/keys` };
    const server = await serve({ ...options, privateWebhooks: true }, { log: () => {}, live });
    const webhooks = startWebhooks(feed, { database, allowPrivate: true, attempts: 1 });
    const { headers, ...init } = postJson({ url: `http://127.0.0.1:${receiver.addr.port}/x` });
    const added = await fetch(`${server.url}/v1/webhooks`, {
      ...init,
      headers: { ...headers as Record<string, string>, authorization: "Bearer k" },
    });
    assertEquals(added.status, 201);
    const { secret } = await added.json();
    feed.tell("alert", exampleAlert({ eventId: "e" }), 0);
    await webhooks.idle();
    assertEquals(JSON.parse(got[0].body), exampleAlert({ eventId: "e" }));
    assert(verifyWebhook({ ...got[0], nowMs: Date.now() }, secret));
    status = 410;
    feed.tell("alert", exampleAlert({ eventId: "e", revision: 2 }), 5);
    await webhooks.idle();
    await webhooks.stop();
    await server.stop();
    await server.finished;
    assertEquals(database.webhooks.list().length, 1, "the database is the live system's own");
    const log = (await Deno.readTextFile(auditLog)).trim().split("\n").map((it) => JSON.parse(it));
    assertEquals(log.map(({ kind }) => kind), ["request", "webhook"]);
    assertStringIncludes(log[1].message, "Message 2 of e did not reach 127.0.0.1");
    assertStringIncludes(log[1].message, "410");
    await receiver.shutdown();
  }));
