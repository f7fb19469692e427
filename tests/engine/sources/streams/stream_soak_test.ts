import { assert } from "@std/assert";
import { soakStream } from "../../../seedlink/stream_soak.ts";

for (const version of [3, 4] as const) {
  for (const transport of ["tcp", "websocket"] as const) {
    Deno.test(`twenty stations lose and double nothing: version ${version} over ${transport}`, async () => {
      const cuts = version === 4 && transport === "tcp" ? 100 : 25;
      const minutes = cuts / 25;
      const facts = await soakStream({ version, transport, stations: 20, minutes, cuts, seed: 7 });
      assert(facts.sessions > cuts * 0.7, `${facts.sessions} sessions`);
      assert(facts.duplicates > 0 && facts.reordered > 0);
    });
  }
}
