import { gzipSync } from "node:zlib";
import { assert, assertEquals } from "@std/assert";
import { buildDashboard } from "../../server/page/build_dashboard.ts";

const BUILT = new URL("../../server/page/built/", import.meta.url);

/** What a first visit may cost, bytes. */
const LARGEST_GZIPPED = 250_000;

Deno.test("what is served is what the sources give, byte for byte", async () => {
  const files = await buildDashboard();
  const names = [...Deno.readDirSync(BUILT)].map(({ name }) => name).sort();
  assertEquals(names, Object.keys(files).sort());
  let gzipped = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const served = await Deno.readFile(new URL(name, BUILT));
    assert(
      served.length === bytes.length && served.every((byte, i) => byte === bytes[i]),
      `${name} is not what its sources give: run "deno task dashboard"`,
    );
    gzipped += gzipSync(bytes, { level: 9 }).length;
  }
  assert(gzipped < LARGEST_GZIPPED, `${gzipped} bytes gzipped`);
});
