import { type CrowdFacts, followInCrowd } from "../tests/server/live/live_crowd.ts";
import { withLiveServer } from "../tests/server/live/live_fixture.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { runElsewhere } from "./run_elsewhere.ts";

const [CLIENTS, SECONDS, STAYING_SECONDS, PER_SECOND] = [500, 60, 5, 10];
const SEED = 20_261_126;
const MEBIBYTE = 2 ** 20;

/** Many clients follow the live feed and break their connections at random; none may miss a number. */
export const check: LongCheck = {
  about:
    `${CLIENTS} clients follow ${PER_SECOND} messages a second for ${SECONDS} s, each coming back ` +
    `every ${STAYING_SECONDS} s; none misses one`,
  async run(report) {
    let facts: Record<string, unknown> = {};
    await withLiveServer({}, async ({ url, tell, feed }) => {
      const memory = () => Math.round(Deno.memoryUsage().rss / MEBIBYTE);
      const [beforeMib, told] = [memory(), setInterval(() => tell(1), 1000 / PER_SECOND)];
      let [largestMib, mostClients] = [0, 0];
      const watch = setInterval(() => {
        largestMib = Math.max(largestMib, memory());
        mostClients = Math.max(mostClients, feed.listeners);
        report(`${feed.newest} messages, ${feed.listeners} clients, ${memory()} MiB`);
      }, 5_000);
      const options = { clients: CLIENTS, seconds: SECONDS, stayingSeconds: STAYING_SECONDS };
      const crowd = await runElsewhere<CrowdFacts>(import.meta.url, { url, ...options, seed: SEED })
        .finally(() => {
          clearInterval(told);
          clearInterval(watch);
        });
      facts = { ...crowd, mostClients, beforeMib, largestMib };
      if (crowd.missed + crowd.doubled > 0) throw new Error(JSON.stringify(facts));
      if (crowd.messages < CLIENTS * crowd.newest) throw new Error(JSON.stringify(facts));
    });
    return { seed: SEED, ...facts };
  },
};

if (import.meta.main) {
  const facts = await followInCrowd(JSON.parse(Deno.args[0]));
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(facts)));
}
