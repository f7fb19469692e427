import { assert, assertEquals, assertGreater, assertLess, assertRejects } from "@std/assert";
import { ConfigurationError, type Pick, type Trace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { type PickOptions, pickWaveforms } from "../../../engine/monitoring/mod.ts";
import { alignTrace } from "../../../engine/preprocessing/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { makeContinuousRecord, tracesOf } from "./continuous_record.ts";
import { openPhasenet } from "./phasenet_for_tests.ts";

/** Samples do not stand on whole hundredths of a second. */
const START_MS = Date.UTC(2020, 1, 2, 3, 4, 5, 673) + 0.4;
const WINDOW = 3000;

testWithSharedData(
  "pickWaveforms: a pick neither moves nor vanishes when the record is cut elsewhere",
  async () => {
    const picker = await openPhasenet();
    const record = await makeContinuousRecord({ recordings: 4, seed: 1 });
    const length = record.components[0].length;
    const random = new RandomStream(2);
    const pickCut = async (from: number, to: number) =>
      (await pickWaveforms(tracesOf(record, { from, to, startTimeMs: START_MS }), picker, {
        thresholds: { P: 0.1, S: 0.1 },
      })).picks;
    const whole = await pickCut(0, length);
    let compared = 0;
    for (let cut = 0; cut < 12; cut++) {
      const from = Math.floor(random.uniform() * 12_000);
      const to = length - Math.floor(random.uniform() * 12_000);
      const isInside = ({ timeMs }: Pick) => {
        const sample = (timeMs - START_MS) / 10;
        return sample > from + WINDOW && sample < to - WINDOW;
      };
      const [wanted, got] = [whole, await pickCut(from, to)].map((picks) => picks.filter(isInside));
      assertEquals(
        got.map(({ phase }) => phase),
        wanted.map(({ phase }) => phase),
        `${from} ${to}`,
      );
      got.forEach(({ timeMs, probability }, i) => {
        assertLess(Math.abs(timeMs - wanted[i].timeMs), 10);
        assertLess(Math.abs(probability! - wanted[i].probability!), 0.01);
      });
      compared += got.length;
    }
    assertGreater(compared, 30);
    picker.dispose();
  },
);

testWithSharedData("pickWaveforms: the same holds for a record of another rate", async () => {
  const picker = await openPhasenet();
  const record = await makeContinuousRecord({ recordings: 2, seed: 8 });
  const length = record.components[0].length;
  const slow = tracesOf(record, { from: 0, to: length, startTimeMs: START_MS })
    .map((trace) => alignTrace(trace, { samplingRateHz: 40, tickMs: 7 }));
  const all = await pickWaveforms(slow, picker);
  assertEquals(all.notes.map(({ kind }) => kind), Array(3).fill("resampled"));
  for (const from of [11, 500, 1234]) {
    const cut = slow.map((trace) => ({
      ...trace,
      startTimeMs: trace.startTimeMs + from * 25,
      samples: trace.samples.slice(from),
    }));
    const firstMs = cut[0].startTimeMs + WINDOW * 10;
    const lastMs = START_MS + (length - WINDOW) * 10;
    const isInside = ({ timeMs }: Pick) => timeMs > firstMs + 1000 && timeMs < lastMs;
    const wanted = all.picks.filter(isInside);
    const got = (await pickWaveforms(cut, picker)).picks.filter(isInside);
    assertGreater(got.length, 1);
    assertEquals(got.map(({ phase }) => phase), wanted.map(({ phase }) => phase));
    got.forEach(({ timeMs, probability }, i) => {
      assertLess(Math.abs(timeMs - wanted[i].timeMs), 10);
      assertLess(Math.abs(probability! - wanted[i].probability!), 0.01);
    });
  }
  picker.dispose();
});

testWithSharedData("pickWaveforms: the arrivals that people read are found", async () => {
  const picker = await openPhasenet();
  const record = await makeContinuousRecord({ recordings: 4, seed: 3 });
  const to = record.components[0].length;
  const { picks, notes } = await pickWaveforms(
    tracesOf(record, { from: 0, to, startTimeMs: START_MS }),
    picker,
  );
  assertEquals(notes, []);
  for (const [phase, samples] of [["P", record.pSamples], ["S", record.sSamples]] as const) {
    const found = samples.filter((sample) =>
      picks.some((pick) =>
        pick.phase === phase && Math.abs(pick.timeMs - START_MS - sample * 10) < 500
      )
    );
    assertGreater(found.length, 2, phase);
  }
  const [first] = picks;
  assertEquals([first.method, first.code.channel], ["phasenet", "HHZ"]);
  assertEquals(new Set(picks.map(({ id }) => id)).size, picks.length);
  picker.dispose();
});

testWithSharedData(
  "pickWaveforms: gaps, single components and foreign channels are told",
  async () => {
    const picker = await openPhasenet();
    const record = await makeContinuousRecord({ recordings: 1, seed: 4 });
    const at = (from: number, to: number) => tracesOf(record, { from, to, startTimeMs: START_MS });
    const kindsOf = async (traces: readonly Trace[]) => {
      const { picks, notes } = await pickWaveforms(traces, picker);
      return { picks, kinds: notes.map(({ kind }) => kind), notes };
    };
    const vertical = await kindsOf(at(0, 8000).slice(2));
    assertEquals(vertical.kinds, ["filled with zeros", "filled with zeros"]);
    assert(vertical.picks.every(({ code }) => code.channel === "HHZ"));
    const parted = await kindsOf([...at(0, 3500), ...at(4000, 8000)]);
    assertEquals(parted.kinds, ["gap"]);
    assert(parted.notes[0].message.includes("5 s"), parted.notes[0].message);
    const bridged = await kindsOf([...at(0, 5000), ...at(5020, 8000)]);
    assertEquals(bridged.kinds, Array(3).fill("filled with zeros"));
    assert(bridged.notes[0].message.startsWith("20 of 8000"), bridged.notes[0].message);
    assertEquals((await kindsOf(at(0, 1000))).kinds, ["padded"]);
    assertEquals((await kindsOf([...at(0, 5000), ...at(4000, 8000)])).kinds, []);
    const [east, north, up] = at(0, 4000);
    const pressure = { ...east, code: { ...east.code, channel: "HDF" } };
    const slow = { ...east, code: { ...east.code, channel: "LHE" }, samplingRateHz: 1 };
    const { kinds, notes } = await kindsOf([east, north, up, pressure, slow]);
    assertEquals(kinds, ["left out", "left out"]);
    assertEquals(notes.map(({ channel }) => channel), ["NC.TEST..HDF", "NC.TEST..LHE"]);
    assertEquals(await kindsOf([]), { picks: [], kinds: [], notes: [] });
    picker.dispose();
  },
);

testWithSharedData("pickWaveforms: options that make no sense are refused", async () => {
  const picker = await openPhasenet();
  const wrong: PickOptions[] = [
    { thresholds: { Q: 0.5 } },
    { thresholds: { P: 1.5 } },
    { stepSeconds: 20 },
    { minimumDistanceSeconds: -1 },
  ];
  for (const options of wrong) {
    await assertRejects(() => pickWaveforms([], picker, options), ConfigurationError);
  }
  picker.dispose();
});
