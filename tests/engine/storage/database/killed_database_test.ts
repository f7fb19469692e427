import { assert, assertEquals } from "@std/assert";
import { killWhileWriting } from "./killed_database.ts";

Deno.test("killed while writing: a database opens, sound, with all that was committed", async () => {
  const report = await killWhileWriting({ kills: 10, seed: 1, mostMs: 60 });
  assertEquals(report.kills, 10);
  assert(report.told > 5 && report.kept >= report.told, JSON.stringify(report));
});
