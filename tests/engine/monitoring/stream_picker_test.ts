import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { InputError, type Pick, type Trace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { pickWaveforms, StreamPicker } from "../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { makeContinuousRecord, tracesOf } from "./continuous_record.ts";
import { openPhasenet } from "./phasenet_for_tests.ts";

/** Half-way between two rows of the grid, where rounding is most at risk. */
const START_MS = Date.UTC(2020, 1, 2, 3, 4, 5, 675);

testWithSharedData("StreamPicker: packets give exactly the picks of the whole record", async () => {
  const picker = await openPhasenet();
  const record = await makeContinuousRecord({ recordings: 3, seed: 5 });
  const length = record.components[0].length;
  const at = (from: number, to: number) => tracesOf(record, { from, to, startTimeMs: START_MS });
  const gappy = [...at(200, 9000), ...at(9500, length)];
  gappy.splice(1, 1); // north is missing at first
  const options = { stepSeconds: 3, thresholds: { P: 0.2, S: 0.2 } };
  for (const traces of [at(0, length), gappy]) {
    const batch = await pickWaveforms(traces, picker, options);
    assertGreater(batch.picks.length, 4);
    for (const seed of [1, 2]) {
      const stream = new StreamPicker(picker, options);
      const picks: Pick[] = [];
      for (const packet of cutIntoPackets(traces, seed)) picks.push(...stream.push([packet]).picks);
      picks.push(...stream.finish().picks);
      picks.sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
      assertEquals(picks, batch.picks);
    }
  }
  picker.dispose();
});

testWithSharedData("StreamPicker: a pick shows early and is certain a window later", async () => {
  const picker = await openPhasenet();
  const record = await makeContinuousRecord({ recordings: 1, seed: 6 });
  const length = record.components[0].length;
  const traces = tracesOf(record, { from: 0, to: length, startTimeMs: START_MS });
  const stream = new StreamPicker(picker, { stepSeconds: 1 });
  const arrivalMs = START_MS + record.pSamples[0] * 10;
  const isIt = ({ phase, timeMs }: Pick) => phase === "P" && Math.abs(timeMs - arrivalMs) < 500;
  let [shownMs, certainMs] = [Infinity, Infinity];
  for (let from = 0; from < length; from += 100) {
    const parts = traces.map((trace) => cut(trace, from, from + 100));
    const nowMs = START_MS + (from + 100) * 10;
    if (stream.push(parts).picks.some(isIt)) certainMs = Math.min(certainMs, nowMs);
    if (stream.preview().some(isIt)) shownMs = Math.min(shownMs, nowMs);
  }
  assertGreater(5000, shownMs - arrivalMs);
  assertGreater(32_000, certainMs - arrivalMs);
  picker.dispose();
});

testWithSharedData(
  "StreamPicker: packets that do not belong are refused, late ones told",
  async () => {
    const picker = await openPhasenet();
    const record = await makeContinuousRecord({ recordings: 1, seed: 7 });
    const [east] = tracesOf(record, { from: 0, to: 3000, startTimeMs: START_MS });
    const stream = new StreamPicker(picker, { components: ["E"] });
    stream.push([east]);
    for (
      const wrong of [
        { ...east, code: { ...east.code, station: "OTHER" } },
        { ...east, code: { ...east.code, channel: "HHQ" } },
        { ...east, samplingRateHz: 50 },
      ]
    ) assertThrows(() => stream.push([wrong]), InputError);
    const { notes } = stream.push([cut(east, 100, 200)]);
    assertEquals(notes.map(({ kind }) => kind), ["late"]);
    picker.dispose();
  },
);

/** Traces as packets of many lengths, in order of time by channel, the channels up to 20 s apart. */
function cutIntoPackets(traces: readonly Trace[], seed: number): Trace[] {
  const random = new RandomStream(seed);
  const packets = traces.flatMap((trace, i) => {
    const found: { packet: Trace; dueMs: number }[] = [];
    const lagMs = (i % 3) * 10_000;
    for (let from = 0; from < trace.samples.length;) {
      const to = from + 1 + Math.floor(random.uniform() * 700);
      const packet = cut(trace, from, to);
      found.push({ packet, dueMs: packet.startTimeMs + lagMs });
      from = to;
    }
    return found;
  });
  return packets.sort((a, b) => a.dueMs - b.dueMs).map(({ packet }) => packet);
}

function cut(trace: Trace, from: number, to: number): Trace {
  return {
    ...trace,
    startTimeMs: trace.startTimeMs + from * 10,
    samples: trace.samples.slice(from, to),
  };
}
