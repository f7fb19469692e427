import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { ConfigurationError } from "../../../engine/domain/mod.ts";
import { keyLine, withGuardedServer } from "./guarded_server.ts";

const ORIGIN = "https://map.example.org";

Deno.test("only pages of the origins that are named read answers", async () => {
  const keys = keyLine("a", "read a");
  await withGuardedServer({ keys, corsOrigin: [ORIGIN] }, async ({ ask }) => {
    const answer = async (origin: string, init: RequestInit & { key?: string } = {}) => {
      const response = await ask("/v1/models", { ...init, headers: { ...init.headers, origin } });
      await response.body?.cancel();
      return response;
    };
    const welcome = await answer(ORIGIN, { key: "a" });
    assertEquals([welcome.status, welcome.headers.get("access-control-allow-origin")], [
      200,
      ORIGIN,
    ]);
    assertMatch(welcome.headers.get("access-control-expose-headers")!, /x-request-id/);
    assertEquals(welcome.headers.get("access-control-allow-credentials"), null);
    assertEquals((await answer(ORIGIN)).status, 401);
    for (const origin of ["https://evil.example", `${ORIGIN}.evil.example`, "null"]) {
      const { headers } = await answer(origin, { key: "a" });
      assertEquals(headers.get("access-control-allow-origin"), null, origin);
    }
    const before = await answer(ORIGIN, {
      method: "OPTIONS",
      headers: {
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
      },
    });
    assertEquals(before.status, 204, "a browser asks without the key");
    assertStringIncludes(before.headers.get("access-control-allow-headers")!, "authorization");
  });
});

Deno.test("what is no origin is refused at the start", async () => {
  for (const origin of ["*", "null", "example.org", `${ORIGIN}/`, "https://*.example.org/x"]) {
    await assertRejects(
      () => withGuardedServer({ corsOrigin: [origin] }, async () => {}),
      ConfigurationError,
      "expected an origin",
    );
  }
});

Deno.test("each page may load what it needs, and data nothing", async () => {
  await withGuardedServer({}, async ({ ask }) => {
    const policyOf = async (path: string) => {
      const response = await ask(path);
      await response.body?.cancel();
      const { headers } = response;
      assertEquals(headers.get("x-content-type-options"), "nosniff");
      assertEquals(headers.get("referrer-policy"), "no-referrer");
      assertEquals(headers.get("cross-origin-opener-policy"), "same-origin");
      assertEquals(headers.get("cross-origin-resource-policy"), "same-origin");
      assertStringIncludes(headers.get("permissions-policy")!, "geolocation=()");
      return Object.fromEntries(
        headers.get("content-security-policy")!.split("; ").map((part) => {
          const [name, ...values] = part.split(" ");
          return [name, values.join(" ")];
        }),
      );
    };
    for (const path of ["/", "/dashboard/none.js"]) {
      const policy = await policyOf(path);
      assertEquals(policy["default-src"], "'none'");
      assertEquals(policy["script-src"], "'self'");
      assertEquals(policy["style-src"], "'self'");
      assertEquals(policy["worker-src"], "'self'");
      assertEquals(policy["connect-src"], "'self'");
      assertEquals(policy["img-src"], "'self' data:");
    }
    assertEquals((await policyOf("/docs"))["style-src"], "'self' 'unsafe-inline'");
    const data = await policyOf("/v1/models");
    assertEquals([data["default-src"], data["script-src"]], ["'none'", undefined]);
  });
});
