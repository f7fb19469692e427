import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Trace } from "../../../engine/domain/mod.ts";
import { PHASENET_SETTINGS, type Picker } from "../../../engine/models/mod.ts";
import { cutPickWindow } from "../../../engine/monitoring/mod.ts";

const PICKER: Picker = {
  ...PHASENET_SETTINGS,
  name: "none",
  predict: () => {
    throw new Error("a window is cut without asking");
  },
  dispose() {},
};

/** Samples that tell where they stand: a rise, so that a scaled window is a rise too. */
function rise(
  channel: string,
  { startTimeMs = 0, samples }: { startTimeMs?: number; samples: number },
): Trace {
  return {
    ...{ code: { network: "XX", station: "A", location: "", channel }, startTimeMs },
    samplingRateHz: 100,
    samples: Float32Array.from({ length: samples }, (_, i) => i + startTimeMs / 10),
  };
}

Deno.test("a pick stands in the middle of its window, or as near as the record allows", () => {
  const traces = ["HHE", "HHN", "HHZ"].map((channel) => rise(channel, { samples: 10_000 }));
  for (
    const [timeMs, startMs, sample] of [
      [50_000, 35_000, 1500],
      [4_000, 0, 400],
      [99_000, 70_000, 2900],
    ]
  ) {
    const cut = cutPickWindow(traces, PICKER, timeMs);
    assertEquals([cut.startMs, cut.sample], [startMs, sample], `${timeMs}`);
    assertEquals(cut.components, ["E", "N", "Z"]);
    const deviation = Math.sqrt((3000 ** 2 - 1) / 12); // of 3000 steps of one
    assertAlmostEquals(cut.window[0], -1499.5 / deviation, 1e-5);
    assertAlmostEquals(cut.window[8999], 1499.5 / deviation, 1e-5);
  }
});

Deno.test("a short record stands between zeros, a missing component is zeros", () => {
  const cut = cutPickWindow([rise("HHZ", { samples: 2000 })], PICKER, 5_000);
  assertEquals([cut.startMs, cut.sample, cut.components], [-5_000, 1000, ["Z"]]);
  const at = (sample: number) => [...cut.window.subarray(3 * sample, 3 * sample + 3)];
  assertEquals(at(499), [0, 0, 0]);
  assertEquals(at(2500), [0, 0, 0]);
  assert(at(500)[2] < -1 && at(2499)[2] > 1 && at(500)[0] === 0);
});

Deno.test("a window does not reach across a gap of more than half a second, but across less", () => {
  const before = rise("HHZ", { samples: 4000 });
  const near = rise("HHZ", { startTimeMs: 40_400, samples: 4000 });
  const far = rise("HHZ", { startTimeMs: 40_700, samples: 4000 });
  assertEquals(cutPickWindow([before, near], PICKER, 39_000).startMs, 24_000);
  assertEquals(cutPickWindow([before, far], PICKER, 39_000).startMs, 10_000);
  assertEquals(cutPickWindow([before, far], PICKER, 42_000).startMs, 40_700);
});
