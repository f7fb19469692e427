/** Counts the events of a database 200 times; tells how often the count was odd. */
import { openDatabase } from "../../../../engine/storage/mod.ts";

using database = openDatabase(Deno.args[0], { mode: "read" });
let [odd, most] = [0, 0];
for (let read = 0; read < 200; read++) {
  const count = database.events.count();
  odd += count % 2;
  most = Math.max(most, count);
  await new Promise((resolve) => setTimeout(resolve, 2));
}
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ reads: 200, odd, most })));
