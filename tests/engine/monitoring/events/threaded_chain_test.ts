import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  ConfigurationError,
  ModelError,
  type Station,
  type Trace,
} from "../../../../engine/domain/mod.ts";
import { FailureSeries } from "../../../../engine/monitoring/events/failure_series.ts";
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

/** One that no gate would let pass: the chain cannot tell whose it is. */
const BAD_TRACE = { ...quietTrace(1), code: undefined } as unknown as Trace;

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
  chain.step([BAD_TRACE], 1);
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

Deno.test("steps wait until a thread is ready, and one that fails again is told once and rests", async () => {
  const [answered, failures]: [number[], string[]] = [[], []];
  const chain = await startChain(OPTIONS, {
    picker: CLASSICAL,
    listener: {
      onAnswer: (_, nowMs) => answered.push(nowMs),
      onFailure: (message) => {
        failures.push(message);
        chain.step([BAD_TRACE], 1); // before the new thread can be ready
      },
    },
  });
  chain.step([BAD_TRACE], 0);
  await chain.whenBelow(1);
  const failedMs = performance.now();
  chain.step([quietTrace(2)], 2);
  await chain.finish(3);
  assert(performance.now() - failedMs > 900);
  assertEquals(answered, [2, 3]);
  assertEquals(failures.length, 1);
  assertStringIncludes(failures[0], "'channel'"); // of the channel code that is missing
});

Deno.test("each failure in a row is followed by a longer rest, until steps are answered again", () => {
  const series = new FailureSeries();
  const failures = Array.from({ length: 9 }, () => series.failed());
  assertEquals(failures.map(({ restMs }) => restMs / 1000), [0, 1, 2, 4, 8, 16, 32, 60, 60]);
  assertEquals(failures.map(({ isFirst }) => isFirst), [true, ...Array(8).fill(false)]);
  series.worked(59);
  assertEquals(series.failed(), { isFirst: false, restMs: 60_000 });
  series.worked(60);
  assertEquals(series.failed(), { isFirst: true, restMs: 0 });
});
