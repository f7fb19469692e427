/** Writes events in small steps until the disk refuses; tells how many were committed, and the error. */
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { makeEvent } from "./database_fixture.ts";

using database = openDatabase(Deno.args[0], { mode: "write" });
let committed = 0;
try {
  for (;; committed += 2) {
    const pair = ["a", "b"].map((half) => makeEvent(`${committed}/${half}`));
    database.events.put(pair, { recordedMs: committed });
  }
} catch (error) {
  const { name, message } = error as Error;
  const report = JSON.stringify({ committed, error: name, message });
  Deno.stdout.writeSync(new TextEncoder().encode(report));
}
