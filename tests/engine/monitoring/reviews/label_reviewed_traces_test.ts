import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  addedPickId,
  type Pick,
  type ReviewDraft,
  type Trace,
} from "../../../../engine/domain/mod.ts";
import {
  labelReviewedTraces,
  picksBeside,
  reviewedPicks,
  reviewSkill,
  reviewsUsed,
} from "../../../../engine/monitoring/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makePick, withDatabase } from "../../storage/database/database_fixture.ts";

const START_MS = 1.7e12;

/** 200 s of a station whose sample is its own number, so that a place can be told. */
function recordOf(station: string, samplingRateHz = 100): Trace {
  const samples = Float64Array.from({ length: 200 * samplingRateHz }, (_, i) => i + 1);
  const code = { network: "NC", station, location: "", channel: "HHZ" };
  return { code, startTimeMs: START_MS, samplingRateHz, samples };
}

function pickAt(id: string, seconds: number, more: Partial<Pick> = {}, station?: string): Pick {
  return { ...makePick(id, START_MS + 1000 * seconds, station), ...more };
}

function say(
  database: Database,
  itemId: string,
  decision: ReviewDraft["decision"],
  { timeMs, author = "Ada" }: { timeMs?: number; author?: string } = {},
) {
  const correction = timeMs === undefined ? {} : { correction: { timeMs } };
  const draft = { kind: "pick" as const, itemId, decision, author, reason: "seen", ...correction };
  const { number } = database.reviews.state("pick", itemId);
  database.reviews.add(draft, { expectedNumber: number, reviewedMs: 5 });
}

const OPTIONS = { samplingRateHz: 100, windowSeconds: 30 };

Deno.test("reviewed picks become records: revised and accepted as arrivals, rejected as noise, others counted", () =>
  withDatabase((database) => {
    database.picks.add([
      pickAt("p", 100),
      pickAt("s", 110, { phase: "S" }),
      pickAt("twin", 100.4),
      pickAt("false", 104, { phase: "S" }),
      pickAt("later", 150),
      pickAt("odd", 100, { phase: "Lg" }),
      pickAt("silent", 100, {}, "MOON"),
      pickAt("undone", 20),
    ], { recordedMs: 1 });
    say(database, "p", "revised", { timeMs: START_MS + 99_500 });
    for (const id of ["odd", "silent", "undone"]) say(database, id, "accepted");
    say(database, "false", "rejected", { author: "Bo" });
    say(database, "undone", "undone");
    const picks = reviewedPicks(database);
    const beside = picksBeside(database, picks, 120_000);
    assertEquals(beside.map(({ id }) => id).sort(), ["later", "s", "twin", "undone"]);
    const found = labelReviewedTraces([recordOf("MEM")], picks, { ...OPTIONS, beside });
    const { traces: [{ trace, arrivals, refused }], ...counts } = found;
    assertEquals(counts, {
      ...{ reviewed: 4, added: 0, arrivals: 1, refused: 1 },
      ...{ withoutWaveform: 1, otherPhases: 1, assumed: 1 },
    });
    const valueAt = (sample: number) => trace.samples[3 * Math.round(sample) + 2];
    assertEquals([arrivals[0].sample, refused[0].sample].map(valueAt), [9_951, 10_401]);
    assertEquals([trace.pSample, trace.sSample].map(valueAt), [9_951, 11_001]);
    assertEquals(valueAt(0), 6_951); // 30 s before the first
    assertEquals(trace.samples.at(-1), 13_001); // half way to the next
    assertEquals(trace.componentsPresent, [false, false, true]);
  }));

Deno.test("a pick that a person added is an arrival beside those of programs, until that is undone", () =>
  withDatabase((database) => {
    database.picks.add([pickAt("p", 100)], { recordedMs: 1 });
    say(database, "p", "accepted");
    const added = { code: pickAt("p", 0).code, phase: "S", timeMs: START_MS + 108_000 };
    const itemId = addedPickId(added);
    const draft = { kind: "pick", itemId, author: "Ada", reason: "seen" } as const;
    database.reviews.add({ ...draft, decision: "accepted", added }, {
      ...{ expectedNumber: 0, reviewedMs: START_MS + 1e6 },
    });
    const label = () => {
      const picks = reviewedPicks(database);
      const beside = picksBeside(database, picks, 120_000);
      return labelReviewedTraces([recordOf("MEM")], picks, { ...OPTIONS, beside });
    };
    const { traces: [{ trace }], ...counts } = label();
    assertEquals([counts.reviewed, counts.added, counts.arrivals, counts.assumed], [2, 1, 2, 0]);
    const valueAt = (sample: number) => trace.samples[3 * Math.round(sample) + 2];
    assertEquals([trace.pSample, trace.sSample].map(valueAt), [10_001, 10_801]);
    assertEquals(trace.unknown!.flat().slice(1, 3).map(valueAt), [9_001, 11_001]);
    assertEquals(reviewSkill(database).pick.at(-1)!.accepted, 1); // of what programs found
    database.reviews.add({ ...draft, decision: "undone" }, { expectedNumber: 1, reviewedMs: 9 });
    const { traces: [without], added: left } = label();
    assertEquals([left, without.trace.sSample], [0, NaN]);
  }));

Deno.test("a record of another rate is brought to the picker's, its arrivals in place", () =>
  withDatabase((database) => {
    database.picks.add([pickAt("p", 100)], { recordedMs: 1 });
    say(database, "p", "revised", { timeMs: START_MS + 100_123 });
    const picks = reviewedPicks(database);
    const record = recordOf("MEM", 40);
    const { traces: [{ trace }] } = labelReviewedTraces([record], picks, {
      ...{ ...OPTIONS, beside: [] },
    });
    const value = trace.samples[3 * Math.floor(trace.pSample) + 2];
    assertAlmostEquals(value, 1 + 40 * 100.12, 0.5); // a ramp of 40 a second
  }));

Deno.test("reviews that are used are counted by author and kind; any further one changes the fingerprint", () =>
  withDatabase((database) => {
    database.picks.add([pickAt("p", 100), pickAt("q", 101)], { recordedMs: 1 });
    say(database, "p", "accepted");
    say(database, "q", "rejected", { author: "Bo" });
    const { fingerprint, ...used } = reviewsUsed(database, ["pick"]);
    const none = { accepted: 0, revised: 0, rejected: 0 };
    assertEquals(used, {
      kinds: { pick: { ...none, accepted: 1, rejected: 1 } },
      authors: { Ada: { ...none, accepted: 1 }, Bo: { ...none, rejected: 1 } },
      newest: 2,
    });
    say(database, "q", "undone");
    const then = reviewsUsed(database, ["pick"]);
    assertEquals([then.newest, then.kinds], [3, { pick: { ...none, accepted: 1 } }]);
    assertEquals(then.fingerprint === fingerprint, false);
    say(database, "q", "rejected", { author: "Bo" });
    assertEquals(reviewsUsed(database, ["pick"]).fingerprint, fingerprint);
  }));
