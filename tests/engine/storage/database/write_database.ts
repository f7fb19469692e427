/** Writes steps to a database until the process is killed; tells the number of each once it is committed. */
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { makeEvent, makePick } from "./database_fixture.ts";

const [path] = Deno.args;
const encoder = new TextEncoder();
const database = openDatabase(path, { mode: "create" });
const { alerts, events, picks } = database;
for (let step = alerts.query().length;; step++) {
  const timeMs = step * 1_000;
  database.transaction(() => {
    const pick = makePick(`pick${step}`, timeMs);
    picks.add([pick], { recordedMs: timeMs });
    events.put([makeEvent(`event${step}`, { timeMs, picks: [pick] })], { recordedMs: timeMs });
    events.put([makeEvent("same", { timeMs, magnitude: step })], { recordedMs: timeMs });
    alerts.add({
      id: `alert${step}`,
      revision: 1,
      status: "alert",
      issuedMs: timeMs,
      document: step,
    });
  });
  Deno.stdout.writeSync(encoder.encode(`${step}\n`));
  if (step % 20 === 0) await database.backup(`${path}.backup`, { replace: true });
}
