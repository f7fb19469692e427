import { assert, assertEquals } from "@std/assert";
import type { Pick } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { pickWaveforms, StreamPicker } from "../engine/monitoring/mod.ts";
import {
  type ContinuousRecord,
  makeContinuousRecord,
  tracesOf,
} from "../tests/engine/monitoring/continuous_record.ts";
import { openPhasenet } from "../tests/engine/monitoring/phasenet_for_tests.ts";
import type { LongCheck } from "./long_check_definition.ts";

const RECORDS = 20;
const CUTS = 20;
const RECORDINGS = 5;
const WINDOW = 3000;
const THRESHOLDS = { P: 0.1, S: 0.1 };

/** Picks stay what they are when a record is cut elsewhere, or comes in packets. */
export const check: LongCheck = {
  about:
    `picks of ${RECORDS} records of real noise and earthquakes, each cut at ${CUTS} places and ` +
    "fed in packets of a second: more than 3000 samples from either end all stay, within a sample and 0.01",
  async run(report) {
    const picker = await openPhasenet();
    let [compared, farthestMs, largestChange, streamed] = [0, 0, 0, 0];
    for (let seed = 1; seed <= RECORDS; seed++) {
      const record = await makeContinuousRecord({ recordings: RECORDINGS, seed });
      const random = new RandomStream(1000 + seed);
      const length = record.components[0].length;
      const startTimeMs = Date.UTC(2020, 0, seed) + Math.floor(1e6 * random.uniform()) / 1000;
      const pickCut = async (from: number, to: number) => {
        const traces = tracesOf(record, { from, to, startTimeMs });
        return (await pickWaveforms(traces, picker, { thresholds: THRESHOLDS })).picks;
      };
      const whole = await pickCut(0, length);
      for (let cut = 0; cut < CUTS; cut++) {
        const [from, to] = [random.integer(12_000), length - random.integer(12_000)];
        const [wanted, got] = [whole, await pickCut(from, to)].map((picks) =>
          picks.filter(({ timeMs }) => {
            const sample = (timeMs - startTimeMs) / 10;
            return sample > from + WINDOW && sample < to - WINDOW;
          })
        );
        const phases = (picks: readonly Pick[]) => picks.map(({ phase }) => phase);
        assertEquals(phases(got), phases(wanted), `record ${seed}, samples ${from} to ${to}`);
        got.forEach(({ timeMs, probability }, i) => {
          farthestMs = Math.max(farthestMs, Math.abs(timeMs - wanted[i].timeMs));
          largestChange = Math.max(largestChange, Math.abs(probability! - wanted[i].probability!));
        });
        compared += got.length;
      }
      assertEquals(pickStream(record, { startTimeMs, length, picker }), whole);
      streamed += whole.length;
      report(`${seed} of ${RECORDS}: ${compared} picks compared`);
    }
    picker.dispose();
    assert(farthestMs <= 10, `a pick moved by ${farthestMs} ms`);
    assert(largestChange <= 0.01, `a probability changed by ${largestChange}`);
    return { records: RECORDS, cuts: CUTS, compared, farthestMs, largestChange, streamed };
  },
};

/** The same record in packets of a second. */
function pickStream(
  record: ContinuousRecord,
  { startTimeMs, length, picker }: {
    startTimeMs: number;
    length: number;
    picker: Awaited<ReturnType<typeof openPhasenet>>;
  },
): Pick[] {
  const stream = new StreamPicker(picker, { thresholds: THRESHOLDS });
  const picks: Pick[] = [];
  for (let from = 0; from < length; from += 100) {
    const to = Math.min(length, from + 100);
    picks.push(...stream.push(tracesOf(record, { from, to, startTimeMs })).picks);
  }
  picks.push(...stream.finish().picks);
  return picks.sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
}
