import { assertEquals } from "@std/assert";
import { VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EventChain } from "../../../../engine/monitoring/events/event_chain.ts";
import { classicalInstrumentStream } from "../../../../engine/monitoring/events/classical_instrument_stream.ts";
import { drawScenePackets } from "../live/scene_packets.ts";

const noise = new RandomStream("noise");
const PIECES = [Float64Array.from({ length: 2800 }, () => noise.normal())];

Deno.test("packets that come a quarter of an hour late, after a cut, give the event that they give in time", () => {
  const { stations, packets } = drawScenePackets({
    ...{ pieces: PIECES, stations: 6, seconds: 110, seed: "after a cut" },
  });
  const bySecond = Map.groupBy(packets, ({ receivedMs }) => Math.ceil(receivedMs / 1000) * 1000);
  const run = (lateMs: number) => {
    // Without responses no magnitude is estimated.
    const bare = stations.map((station) => ({ ...station, channels: [] }));
    const chain = new EventChain(
      { stations: bare, model: VELOCITY_MODELS[0] },
      () => classicalInstrumentStream("sta-lta", { stepSeconds: 5 }),
    );
    const endMs = packets.at(-1)!.receivedMs;
    for (const [nowMs, some] of bySecond) {
      chain.step(some.map(({ trace }) => trace), nowMs + lateMs);
    }
    return chain.finish(endMs + lateMs).events
      .filter(({ state }) => state === "final")
      .map(({ event }) => event.picks.map(({ id }) => id));
  };
  const inTime = run(0);
  assertEquals(inTime.length, 1);
  assertEquals(run(900_000), inTime);
});
