import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type Trace } from "@quakecast/quakecast/domain";
import { RandomStream } from "@quakecast/quakecast/mathematics";
import {
  cutTrace,
  type MergeOptions,
  mergeTraces,
  splitAtMissing,
} from "@quakecast/quakecast/preprocessing";
import { readMiniseed } from "@quakecast/quakecast/sources";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { madeTrace } from "./made_traces.ts";

const START = Date.UTC(2024, 0, 1);

/** Samples `from` to `to` of the series 0, 1, 2, ... at 100 Hz, as integers, plus an offset. */
function piece(from: number, to: number, offset = 0): Trace {
  const samples = Int32Array.from({ length: to - from }, (_, i) => from + i + offset);
  return { ...madeTrace([], { startTimeMs: START + from * 10 }), samples };
}

function merge(traces: Trace[], options?: MergeOptions) {
  const { traces: merged, notes } = mergeTraces(traces, options);
  return {
    pieces: merged.map(({ startTimeMs, samples }) => [
      Math.round((startTimeMs - START) / 10),
      ...samples,
    ]),
    kinds: notes.map(({ kind }) => kind),
    merged,
    notes,
  };
}

Deno.test("mergeTraces joins what follows, in any order, and keeps whole numbers whole", () => {
  const { pieces, kinds, merged } = merge([piece(5, 9), piece(0, 3), piece(9, 10), piece(3, 5)]);
  assertEquals(pieces, [[0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  assertEquals(kinds, []);
  assert(merged[0].samples instanceof Int32Array);
  assertEquals(merge([]).pieces, []);
  assertEquals(merge([piece(4, 4)]).pieces, []);
});

Deno.test("mergeTraces splits at a gap or fills it, up to a limit, and says so", () => {
  const traces = [piece(0, 2), piece(4, 6)];
  const split = merge(traces);
  assertEquals([split.pieces, split.kinds], [[[0, 0, 1], [4, 4, 5]], ["gap"]]);
  assertEquals(split.notes[0].timeMs, START + 20);
  const zeros = merge(traces, { gap: "fill with zeros" });
  assertEquals([zeros.pieces, zeros.kinds], [[[0, 0, 1, 0, 0, 4, 5]], ["filled with zeros"]]);
  assert(zeros.merged[0].samples instanceof Int32Array);
  const line = merge(traces, { gap: "interpolate", longestFillSeconds: 0.02 });
  assertEquals([line.pieces, line.kinds], [[[0, 0, 1, 2, 3, 4, 5]], ["interpolated"]]);
  const short = merge(traces, { gap: "interpolate", longestFillSeconds: 0.01 });
  assertEquals(short.pieces.length, 2);
});

Deno.test("mergeTraces keeps the first, the last or only what is equal in an overlap", () => {
  const equal = [piece(0, 4), piece(2, 6)];
  const differ = [piece(0, 4), piece(2, 6, 100)];
  assertEquals(merge(equal, { overlap: "require equal" }).pieces, [[0, 0, 1, 2, 3, 4, 5]]);
  assertEquals(merge(equal).kinds, ["overlap"]);
  assertEquals(merge(differ).pieces, [[0, 0, 1, 2, 3, 104, 105]]);
  assertEquals(merge(differ, { overlap: "keep last" }).pieces, [[0, 0, 1, 102, 103, 104, 105]]);
  const apart = merge(differ, { overlap: "require equal" });
  assertEquals(apart.pieces, [[0, 0, 1], [4, 104, 105]]);
  assertEquals(apart.kinds, ["overlap"]);
  const inside = merge([piece(0, 8), piece(2, 4, 9)], { overlap: "require equal" });
  assertEquals(inside.pieces, [[0, 0, 1], [4, 4, 5, 6, 7]]);
  const thrice = merge([piece(0, 8), piece(2, 6, 9), piece(3, 10)], { overlap: "require equal" });
  assertEquals(thrice.pieces, [[0, 0, 1], [6, 6, 7, 8, 9]]);
  const within = merge([piece(0, 6), piece(1, 3)]);
  assertEquals(within.pieces, [[0, 0, 1, 2, 3, 4, 5]]);
});

Deno.test("mergeTraces keeps channels and rates apart and says when a piece was moved", () => {
  const other = { ...piece(2, 4), code: { ...piece(0, 1).code, channel: "BHN" } };
  assertEquals(merge([piece(0, 2), other]).pieces.length, 2);
  const faster = merge([piece(0, 2), { ...piece(2, 4), samplingRateHz: 50 }]);
  assertEquals([faster.pieces.length, faster.kinds], [2, ["rate change"]]);
  const moved = merge([piece(0, 2), { ...piece(2, 4), startTimeMs: START + 23 }]);
  assertEquals([moved.pieces, moved.kinds], [[[0, 0, 1, 2, 3]], ["moved in time"]]);
  const wrong = { overlap: "keep" } as unknown as MergeOptions;
  assertThrows(() => mergeTraces([], wrong), ConfigurationError, "keep first");
});

Deno.test("any cutting of a series, with overlaps, merges to the series", () => {
  const random = new RandomStream(4);
  for (let round = 0; round < 200; round++) {
    const pieces: Trace[] = [];
    for (let from = 0; from < 100;) {
      const to = Math.min(100, from + 1 + random.integer(20));
      pieces.push(piece(Math.max(0, from - random.integer(3)), to));
      from = to;
    }
    const order = new Uint32Array(pieces.length).map((_, i) => i);
    random.shuffle(order);
    for (const overlap of ["keep first", "keep last", "require equal"] as const) {
      const { merged } = merge([...order].map((i) => pieces[i]), { overlap });
      assertEquals(merged.length, 1);
      assertEquals([...merged[0].samples], [...piece(0, 100).samples]);
    }
  }
});

Deno.test("cutTrace includes both instants; splitAtMissing splits at NaN", () => {
  const trace = piece(0, 10);
  const cut = cutTrace(trace, { fromMs: START + 20, toMs: START + 45 });
  assertEquals([cut.startTimeMs, ...cut.samples], [START + 20, 2, 3, 4]);
  assertEquals(cutTrace(trace, { fromMs: START + 1e6, toMs: START + 2e6 }).samples.length, 0);
  const holed = madeTrace([1, 2, NaN, Infinity, 5], { startTimeMs: START });
  const { traces, notes } = splitAtMissing(holed);
  assertEquals(traces.map((part) => [part.startTimeMs - START, ...part.samples]), [
    [0, 1, 2],
    [40, 5],
  ]);
  assertEquals(notes.map(({ kind, timeMs }) => [kind, timeMs! - START]), [["gap", 20]]);
  assertEquals(splitAtMissing(trace).traces[0], trace);
});

testWithSharedData(
  "the gaps of a real record are split at, filled, and told in seconds",
  async () => {
    const path = sharedFile("data/waveforms/miniseed/edge_cases/gaps.mseed");
    const { traces } = readMiniseed(await Deno.readFile(path), { source: "gaps.mseed" });
    const split = mergeTraces(traces);
    assertEquals(
      split.traces.map(({ samples }) => samples.length),
      traces.map(({ samples }) => samples.length),
    );
    assertEquals(split.notes.map(({ kind }) => kind), ["gap", "gap", "gap"]);
    const filled = mergeTraces(traces, { gap: "fill with zeros" });
    // 52,728 samples at 200 Hz and gaps of 2.06, 2.06 and 4.12 s, as other programs tell.
    assertEquals(filled.traces.map(({ samples }) => samples.length), [52_728 + 412 + 412 + 824]);
    assert(filled.traces[0].samples instanceof Int32Array);
  },
);
