import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { InsufficientDataError } from "../../../engine/domain/mod.ts";
import {
  benchmarkPointProcesses,
  type PointProcessBenchmark,
  writeBenchmarkDocument,
} from "../../../engine/forecasting/mod.ts";
import type { EventTable } from "../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { MADE_PARAMETERS, madeEvents } from "../models/neural_etas/made_events.ts";
import { sanJacinto } from "../models/neural_etas/san_jacinto.ts";

const MODELS = ["etas", "neural-etas"] as const;

type Head = Record<string, number>;

/** What the document tells of a neural ETAS. */
interface Note {
  trained_on: number;
  stopped_on: number;
  start: Record<string, number>;
  seeds: { seed: number; tll: number; rate: Head; place: Head }[];
}

function noteOf({ notes }: PointProcessBenchmark): Note {
  return notes["neural-etas"] as unknown as Note;
}

testWithSharedData("EarthquakeNPP: neural-etas on the larger events of San Jacinto", async () => {
  const kernels = await startKernels({ threads: 1 });
  const { table, data, parameters } = await sanJacinto(2.2);
  const options = {
    ...{ dataset: "QTM_SanJac_10", models: MODELS, mc: 2.2, areaKm2: 10_306, kernels },
    trainingStartMs: data.trainingStartMs,
    validationStartMs: data.validation!.startMs,
    testStartMs: data.test.startMs,
    etas: { parameters },
  };
  const final = await benchmarkPointProcesses(table, { ...options, isFinal: true });
  const document = JSON.parse(JSON.stringify(writeBenchmarkDocument(final, { series: true })));
  const { from, to } = data.test;
  assertEquals([document.n_test, document.series.time_ms.length], [to - from, to - from]);
  const { tll, sll, nll } = document.models["neural-etas"];
  assertAlmostEquals(nll, -(tll + sll), 1e-9);
  assertEquals(document.information_gain["neural-etas"].over, "etas");
  // So few events teach little in time; a background that varies gains in space.
  const { etas } = document.models;
  assert(tll > etas.tll - 0.1, `${tll} ${etas.tll}`);
  assert(sll > etas.sll + 0.05, `${sll} ${etas.sll}`);
  const note = noteOf(final);
  assertEquals(note.trained_on + note.stopped_on, from - firstOf(data));
  // On validation, with another test part: what is learnt is the same, to the last bit.
  const magnitude = table.events.magnitude.map((m, i) =>
    table.events.timeMs[i] >= data.test.startMs && m > 2.3 ? m + 1 : m
  );
  const other = { ...table, events: { ...table.events, magnitude } };
  const validated = await benchmarkPointProcesses(other, options);
  assertEquals(noteOf(validated).start, note.start);
  const [learnt, before] = [noteOf(validated).seeds[0], note.seeds[0]];
  assertEquals([learnt.rate, learnt.place], [before.rate, before.place]);
});

function firstOf(
  { events, trainingStartMs }: { events: EventTable["events"]; trainingStartMs: number },
) {
  return events.timeMs.findIndex((ms) => ms >= trainingStartMs);
}

/** Some hundred events in a plane, with simultaneous ones and several at one place. */
function makeTable(size: number, partOf: (i: number) => string): EventTable {
  const events = madeEvents(size);
  assert(events.places.kind === "plane");
  for (let i = 21; i < size; i += 37) {
    events.timeMs[i] = events.timeMs[i - 1];
    events.places.northKm[i] = events.places.northKm[i - 1];
    events.places.eastKm[i] = events.places.eastKm[i - 1];
  }
  return { events, split: Array.from({ length: size }, (_, i) => partOf(i)) } as EventTable;
}

async function score(table: EventTable, { seeds = 1 }: { seeds?: number } = {}) {
  const kernels = await startKernels({ threads: 1 });
  const etas = { parameters: MADE_PARAMETERS };
  const options = { dataset: "made", models: MODELS, areaKm2: 2_500, etas, seeds, kernels };
  return await benchmarkPointProcesses(table, { ...options, isFinal: true });
}

Deno.test("EarthquakeNPP: neural-etas in a plane, with a validation part and without", async () => {
  const withPart = await score(
    makeTable(240, (i) => i < 150 ? "train" : i < 200 ? "val" : "test"),
    {
      seeds: 2,
    },
  );
  const [one, two] = noteOf(withPart).seeds;
  assertEquals([one.seed, two.seed], [1, 2]);
  assertAlmostEquals((one.tll + two.tll) / 2, withPart.scores["neural-etas"]!.tll, 1e-9);
  assertEquals([noteOf(withPart).trained_on, noteOf(withPart).stopped_on], [150, 50]);
  const without = await score(makeTable(240, (i) => i < 200 ? "train" : "test"));
  assertEquals([noteOf(without).trained_on, noteOf(without).stopped_on], [160, 40]);
  for (const { scores } of [withPart, without]) {
    const { tll, sll } = scores["neural-etas"]!;
    assert(Number.isFinite(tll) && Number.isFinite(sll));
    assert(Math.abs(tll - scores.etas!.tll) < 0.5, `${tll} ${scores.etas!.tll}`);
  }
});

Deno.test("EarthquakeNPP: neural-etas with one test event, and with history", async () => {
  const partOf = (i: number) => i < 20 ? "auxiliary" : i < 120 ? "train" : i < 160 ? "val" : "test";
  const one = await score(makeTable(161, partOf));
  assertEquals(one.terms["neural-etas"]!.logRate.length, 1);
  assert(Number.isFinite(one.scores["neural-etas"]!.tllExact));
  assertEquals([noteOf(one).trained_on, noteOf(one).stopped_on], [100, 40]);
});

Deno.test("EarthquakeNPP: neural-etas refuses what is too little to learn from", async () => {
  for (const few of [2, 3, 6]) {
    const table = makeTable(40, (i) => i < few ? "train" : "test");
    await assertRejects(() => score(table), InsufficientDataError);
  }
});
