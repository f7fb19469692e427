import { openLiveFeed } from "../../../../engine/monitoring/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";

const database = openDatabase(Deno.args[0], { mode: "create" });
const feed = openLiveFeed(database, {
  onFailure: (error) => {
    throw error;
  },
});
const write = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(text));
feed.listen((message) => "number" in message && write(`${message.number}\n`));
for (;;) {
  const kind = "number";
  feed.tell("notice", { level: "information", kind, message: `${feed.newest + 1}` }, Date.now());
}
