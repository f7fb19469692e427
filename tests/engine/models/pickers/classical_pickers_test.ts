import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "@quakecast/quakecast/domain";
import {
  type ClassicalPickOptions,
  pickByAutoregression,
  pickByStaLta,
  type PickedArrival,
} from "@quakecast/quakecast/models";
import { testWithSharedData } from "../../../shared_data.ts";
import { makeRecord } from "./made_record.ts";
import { readTestWindows, scoreWindows } from "./labelled_windows.ts";

type Pick = (samples: ArrayLike<number>, options: ClassicalPickOptions) => PickedArrival[];

const PICKERS: readonly [string, Pick][] = [
  ["STA/LTA", pickByStaLta],
  ["AR", pickByAutoregression],
];

const EVENT = { pSeconds: 10, sSeconds: 14, size: 40 };

/** Seconds of the picks by phase. */
function secondsOf(picks: readonly PickedArrival[], rate = 100) {
  const of = (phase: string) =>
    picks.filter((pick) => pick.phase === phase).map(({ sample }) => sample / rate);
  return { p: of("P"), s: of("S") };
}

function assertNear(found: readonly number[], wanted: readonly number[], within: number): void {
  assertEquals(found.length, wanted.length, `${found} for ${wanted}`);
  found.forEach((value, i) =>
    assert(Math.abs(value - wanted[i]) <= within, `${found} for ${wanted}`)
  );
}

for (const [name, pick] of PICKERS) {
  Deno.test(`${name} finds P and S of a made earthquake at several rates`, () => {
    for (const samplingRateHz of [40, 100, 250]) {
      for (let seed = 1; seed <= 5; seed++) {
        const record = makeRecord({ seconds: 30, events: [EVENT], seed, samplingRateHz });
        const { p, s } = secondsOf(pick(record, { samplingRateHz }), samplingRateHz);
        assertNear(p, [10], 0.1);
        assertNear(s, [14], 0.3);
      }
    }
  });

  Deno.test(`${name} finds the earthquakes of a swarm one by one`, () => {
    const starts = [20, 60, 95, 140, 190, 250];
    const events = starts.map((pSeconds, i) => ({
      pSeconds,
      sSeconds: pSeconds + 2 + i,
      size: 20 * (i + 1),
    }));
    const record = makeRecord({ seconds: 300, events, seed: 3 });
    const { p, s } = secondsOf(pick(record, { samplingRateHz: 100 }));
    assertNear(p, starts, 0.1);
    assertNear(s, events.map(({ sSeconds }) => sSeconds), 0.5);
  });

  Deno.test(`${name} does with one component, and with padding of any value`, () => {
    const record = makeRecord({ seconds: 30, events: [EVENT], seed: 4 });
    const vertical = record.map((value, i) => i % 3 === 2 ? value : 0);
    const alone = secondsOf(pick(vertical, { samplingRateHz: 100 }));
    assertNear(alone.p, [10], 0.1);
    assertNear(alone.s, [14], 0.5);
    const padded = record.map((value, i) => i < 3 * 400 || i >= 3 * 2800 ? 500 : value);
    const { p, s } = secondsOf(pick(padded, { samplingRateHz: 100 }));
    assertNear(p, [10], 0.1);
    assertNear(s, [14], 0.3);
  });

  Deno.test(`${name} takes no edge of a filled gap for an arrival`, () => {
    const record = makeRecord({
      seconds: 120,
      events: [{ ...EVENT, pSeconds: 80, sSeconds: 84 }],
      seed: 9,
    });
    const gapped = record.map((value, i) => {
      const second = i / 300;
      return second % 40 >= 30 && second % 40 < 34 ? 0 : 5000 + value;
    });
    const { p, s } = secondsOf(pick(gapped, { samplingRateHz: 100 }));
    assertNear(p, [80], 0.1);
    assertNear(s, [84], 0.3);
  });

  Deno.test(`${name} says next to nothing of noise and nothing of silence`, () => {
    let found = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const noise = makeRecord({ seconds: 60, events: [], seed });
      found += pick(noise, { samplingRateHz: 100 }).length;
    }
    assert(found <= 2, `${found} picks in ten minutes of noise`);
    assertEquals(pick(new Float32Array(9000), { samplingRateHz: 100 }), []);
    assertEquals(pick([], { samplingRateHz: 100 }), []);
    assertEquals(pick([1, 2, 3], { samplingRateHz: 100 }), []);
  });

  Deno.test(`${name} gives the same picks whatever the scale and the offset`, () => {
    const record = makeRecord({ seconds: 30, events: [EVENT], seed: 6 });
    const picks = pick(record, { samplingRateHz: 100 });
    const other = pick(record.map((value) => 1000 + 64 * value), { samplingRateHz: 100 });
    assertEquals(
      other.map(({ phase, sample }) => [phase, sample]),
      picks.map(({ phase, sample }) => [phase, sample]),
    );
  });

  Deno.test(`${name} refuses what is no record`, () => {
    assertThrows(() => pick([1, 2], { samplingRateHz: 100 }), InputError);
    assertThrows(() => pick([1, 2, 3], { samplingRateHz: 0 }), InputError);
  });
}

testWithSharedData(
  "classical pickers are hard to beat on traces that no setting was chosen on",
  async () => {
    const windows = await readTestWindows(4);
    assertEquals(windows.length, 104);
    for (const [name, pick] of PICKERS) {
      const f1 = scoreWindows(windows, (samples) => pick(samples, { samplingRateHz: 100 }));
      const scores = `${name}: P ${f1("P", 10)}, ${f1("P", 30)}; S ${f1("S", 30)}, ${f1("S", 50)}`;
      assert(f1("P", 30) > 0.85 && f1("P", 10) > 0.7, scores);
      assert(f1("S", 50) > 0.75 && f1("S", 30) > 0.7, scores);
    }
  },
);
