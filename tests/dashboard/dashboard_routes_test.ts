import { assert, assertEquals, assertMatch } from "@std/assert";
import { problemOf } from "../server/server_fixture.ts";
import { withLiveServer } from "./live_server.ts";

const BUILT = new URL("../../server/page/built/", import.meta.url);

Deno.test("the page and all it loads come from the server, kept as long as they may be", async () => {
  await withLiveServer(async ({ url }) => {
    const page = await fetch(url);
    assertEquals(page.headers.get("content-type"), "text/html; charset=utf-8");
    assertEquals(page.headers.get("cache-control"), "no-cache");
    const html = await page.text();
    assert(!/<script(?![^>]*src=)[^>]*>|\son\w+=|\sstyle=/.test(html), "inline script or style");
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
    const types: Record<string, string> = {
      js: "text/javascript",
      css: "text/css",
      svg: "image/svg+xml",
    };
    for (const link of links.filter((one) => one !== "/docs")) {
      assertMatch(link, /^\/dashboard\/\w+\.\w+(\?v=[0-9a-f]{12})?$/);
      const answer = await fetch(url + link);
      const [name, ending] = /\w+\.(\w+)/.exec(link)!;
      assertEquals(await answer.bytes(), await Deno.readFile(new URL(name, BUILT)));
      assert(answer.headers.get("content-type")!.startsWith(types[ending]), link);
      const isHashed = link.includes("?v=");
      assertEquals(answer.headers.get("cache-control")!.includes("immutable"), isHashed, link);
    }
    assertEquals(links.filter((link) => link.includes("?v=")).length, 2);
  });
});

Deno.test("a browser that has a file is told so; a wrong hash is not kept for ever", async () => {
  await withLiveServer(async ({ url }) => {
    const first = await fetch(`${url}/dashboard/coastlines.json`);
    await first.body?.cancel();
    const etag = first.headers.get("etag")!.replace(/^W\//, "");
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await fetch(`${url}/dashboard/coastlines.json`, {
        headers: { "if-none-match": known },
      });
      assertEquals([again.status, (await again.bytes()).length], [304, 0]);
    }
    for (const query of ["?v=", "?v=000000000000", "?v"]) {
      const answer = await fetch(`${url}/dashboard/dashboard.js${query}`);
      await answer.body?.cancel();
      assertEquals([answer.status, answer.headers.get("cache-control")], [200, "no-cache"]);
    }
  });
});

Deno.test("files come packed to whoever can unpack them, and are the same", async () => {
  await withLiveServer(async ({ url }) => {
    const ask = (encoding: string) =>
      fetch(`${url}/dashboard/dashboard.js`, { headers: { "accept-encoding": encoding } });
    const [plain, packed] = [await ask("identity"), await ask("br, gzip")];
    assertEquals(await packed.text(), await plain.text()); // fetch unpacks
    assertEquals(plain.headers.get("content-encoding"), null);
    assertEquals(packed.headers.get("etag"), `W/${plain.headers.get("etag")}`);
    for (const { headers } of [plain, packed]) {
      assert(/accept-encoding/i.test(headers.get("vary")!));
    }
  });
});

Deno.test("nothing but the files of the dashboard is served", async () => {
  await withLiveServer(async ({ url }) => {
    const names = [
      ...["index.html", "..%2fbuild_dashboard.ts", "%2e%2e%2fbuild_dashboard.ts", "built", "a%00b"],
      ...[
        "..%5cbuild_dashboard.ts",
        "constructor",
        "__proto__",
        "dashboard.js%2f..%2fdeno.json",
        "%ff",
      ],
    ];
    for (const name of names) {
      const answer = await fetch(`${url}/dashboard/${name}`);
      assertEquals((await problemOf(answer)).status, 404, name);
    }
  });
});
