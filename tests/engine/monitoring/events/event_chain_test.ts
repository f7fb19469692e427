import { assert, assertEquals } from "@std/assert";
import type { Trace } from "../../../../engine/domain/mod.ts";
import { VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EventChain } from "../../../../engine/monitoring/events/event_chain.ts";
import { classicalInstrumentStream } from "../../../../engine/monitoring/events/classical_instrument_stream.ts";
import { spoilResponse } from "../spoil_response.ts";
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

Deno.test("what fails at one station is noted by its name, and the others give what they give without it", () => {
  const { stations, packets } = drawScenePackets({
    ...{ pieces: PIECES, stations: 7, seconds: 110, seed: "one fails" },
  });
  const poles = [{ real: NaN, imaginary: 0 }];
  const known = stations.map((station) => ({
    ...station,
    channels: station.channels.filter(() => ["S3", "S4"].includes(station.station)).map((channel) =>
      station.station === "S3" ? { ...channel, response: { ...channel.response!, poles } } : channel
    ),
  }));
  const run = (bad: (trace: Trace) => "fails" | "silent" | "sound") => {
    const chain = new EventChain({ stations: known, model: VELOCITY_MODELS[0] }, () => {
      const stream = classicalInstrumentStream("sta-lta", { stepSeconds: 5 });
      let fails = false;
      return {
        push(traces) {
          fails = traces.some((trace) => bad(trace) === "fails");
          if (fails && traces[0].startTimeMs % 4000 < 2000) throw new TypeError("no picks");
          return fails ? { picks: [], notes: [] } : stream.push(traces);
        },
        preview() {
          if (fails) throw new TypeError("no preview");
          return stream.preview();
        },
        finish: () => stream.finish(),
      };
    });
    const heard = packets.filter(({ trace }) => bad(trace) !== "silent");
    const endMs = packets.at(-1)!.receivedMs;
    const answers = [...Map.groupBy(heard, ({ receivedMs }) => Math.ceil(receivedMs / 1000))]
      .map(([second, some]) => chain.step(some.map(({ trace }) => trace), 1000 * second));
    answers.push(chain.finish(endMs));
    return {
      picks: answers.flatMap(({ picks }) => picks),
      events: answers.flatMap(({ events }) => events),
      notes: answers.flatMap(({ notes }) => notes),
    };
  };
  const isBad = ({ code }: Trace) => code.station === "S2";
  const without = run((trace) => isBad(trace) ? "silent" : "sound");
  const failing = run((trace) => isBad(trace) ? "fails" : "sound");
  assertEquals(without.events.at(-1)?.state, "final");
  assertEquals([failing.picks, failing.events], [without.picks, without.events]);
  const { magnitudes } = without.events.at(-1)!.event;
  assertEquals(new Set(magnitudes.map(({ station }) => station)), new Set([undefined, "XX.S4"]));
  const fault = failing.notes.filter(({ kind }) => kind === "left out");
  assertEquals(
    new Set(fault.map(({ message }) => message)),
    new Set(["XX.S2..HH: no picks", "XX.S2..HH: no preview"]),
  );
});

Deno.test("responses that no instrument has are told with the first step, by instrument", () => {
  const { stations } = drawScenePackets({ pieces: PIECES, stations: 4, seconds: 5 });
  const chain = new EventChain(
    { stations: spoilResponse(stations, "S1", NaN), model: VELOCITY_MODELS[0] },
    () => classicalInstrumentStream("sta-lta"),
  );
  const told = chain.step([], 0).notes;
  assertEquals(told.map(({ kind }) => kind), ["wrong response"]);
  assert(told[0].message.startsWith("XX.S1."), told[0].message);
  assertEquals(chain.step([], 1000).notes, []);
});
