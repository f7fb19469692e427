import { assertEquals } from "@std/assert";
import { withLiveServer } from "../live/live_fixture.ts";

Deno.test("what asks for a key is kept by no cache for others, and streams are changed by nobody", () =>
  withLiveServer({}, async ({ url }) => {
    const cases: [path: string, cacheControl: string | null, vary: string | null][] = [
      ["/v1/events", "private, no-cache", "authorization"],
      ["/v1/live/state", "private, no-store", "authorization"],
      ["/v1/live", "private, no-cache, no-transform", "authorization"],
      ["/v1/webhooks", "private, no-store", "authorization"],
      ["/v1/events/none", "private, no-store", "authorization"],
      ["/metrics", "private, no-store", "authorization"],
      ["/fdsnws/event/1/query?format=text", "private, no-store", "authorization"],
      ["/", "no-cache", "accept-encoding"],
      ["/healthz", null, null],
    ];
    for (const [path, cacheControl, vary] of cases) {
      const { headers, body } = await fetch(url + path);
      await body?.cancel();
      const given = [headers.get("cache-control"), headers.get("vary")];
      assertEquals(given, [cacheControl, vary], path);
    }
    const first = await fetch(`${url}/v1/events`);
    await first.body?.cancel();
    const etag = first.headers.get("etag")!;
    const again = await fetch(`${url}/v1/events`, { headers: { "if-none-match": etag } });
    const kept = [again.status, again.headers.get("cache-control"), again.headers.get("vary")];
    assertEquals(kept, [304, "private, no-cache", "authorization"]);
  }));
