import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  ConfigurationError,
  ModelError,
  type Station,
  type Trace,
} from "../../../../engine/domain/mod.ts";
import { startChain } from "../../../../engine/monitoring/events/start_chain.ts";
import { VELOCITY_MODELS } from "../../../../engine/models/mod.ts";

const STATIONS: Station[] = ["A", "B", "C", "D"].map((station, i) => ({
  ...{ network: "XX", station, latitude: 35 + 0.1 * (i & 1), longitude: -117 + 0.1 * (i >> 1) },
  ...{ elevationM: 0, siteName: "", channels: [] },
}));
const OPTIONS = { stations: STATIONS, model: VELOCITY_MODELS[0] };
const CLASSICAL = { kind: "classical", name: "sta-lta" } as const;

function quietTrace(second: number): Trace {
  return {
    code: { network: "XX", station: "A", location: "", channel: "HHZ" },
    ...{ startTimeMs: 1e12 + 1000 * second, samplingRateHz: 100, samples: new Int32Array(100) },
  };
}

Deno.test("every step is answered, in order, and the thread ends with the stream", async () => {
  const answered: number[] = [];
  const chain = await startChain(OPTIONS, {
    picker: CLASSICAL,
    listener: {
      onAnswer: (_, nowMs) => answered.push(nowMs),
      onFailure: (message) => {
        throw new Error(message);
      },
    },
  });
  for (let second = 0; second < 5; second++) chain.step([quietTrace(second)], second);
  assertEquals(chain.outstanding, 5);
  await chain.whenBelow(3);
  assertEquals(answered, Array.from({ length: answered.length }, (_, second) => second));
  assertEquals(answered.length >= 3, true);
  await chain.finish(9);
  assertEquals(answered, [0, 1, 2, 3, 4, 9]);
});

Deno.test("a thread that fails is told of, and begins anew", async () => {
  const [answered, failures]: [number[], string[]] = [[], []];
  const chain = await startChain(OPTIONS, {
    picker: CLASSICAL,
    listener: {
      onAnswer: (_, nowMs) => answered.push(nowMs),
      onFailure: (message) => failures.push(message),
    },
  });
  chain.step([quietTrace(0)], 0);
  chain.step([{ ...quietTrace(1), code: undefined } as unknown as Trace], 1);
  await chain.whenBelow(1);
  chain.step([quietTrace(2)], 2);
  await chain.finish(3);
  assertEquals(answered, [0, 2, 3]);
  assertEquals(failures.length, 1);
});

Deno.test("a picker that is none is refused at once, by its kind of error", async () => {
  const listener = { onAnswer() {}, onFailure() {} };
  const picker = { kind: "network", folder: "no-such-folder" } as const;
  const error = await assertRejects(() => startChain(OPTIONS, { picker, listener }), ModelError);
  assertStringIncludes(error.message, "no-such-folder");
  const wrong = { kind: "classical", name: "sta" } as const;
  await assertRejects(() => startChain(OPTIONS, { picker: wrong, listener }), ConfigurationError);
});
