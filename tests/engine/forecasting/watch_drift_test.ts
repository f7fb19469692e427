import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { startBackend } from "../../../engine/backend/mod.ts";
import { ConfigurationError, DAY_MS, InsufficientDataError } from "../../../engine/domain/mod.ts";
import { drawDrift, driftText } from "../../../engine/drawing/mod.ts";
import { materialOfNetwork } from "../../../engine/forecasting/mod.ts";
import { filterRows } from "../../../engine/domain/mod.ts";
import {
  CHANGE_MS,
  type DriftTruth,
  FROM_MS,
  materialAfter,
  reportAt,
  trainForDrift,
} from "./drift_truths.ts";

// The rates over a hundred seeds are those of `deno task check:long drift`.
Deno.test("a network that lost its small events, a doubled rate and no change are told apart", async (t) => {
  await startBackend({ threads: 1 });
  const truth = await trainForDrift(12);
  await t.step("nothing changes", () => checkNothing(truth));
  await t.step("the completeness rises from 2.5 to 3.0", () => checkCompleteness(truth));
  await t.step("the rate doubles", () => checkRate(truth));
  await t.step("a network that answers as its baseline gains nothing", () => checkNoGain(truth));
  await t.step("what was fitted to cannot be watched", () => checkRefusals(truth));
});

function checkNothing(truth: DriftTruth): void {
  const report = reportAt(materialAfter(truth, "nothing"));
  assertEquals([report.verdict, report.sinceMs], ["steady", null]);
  assertEquals(report.reasons, ["Nothing has changed that the numbers could tell."]);
  assert(report.calibration.windows >= 150 && report.calibration.against === "own past");
  assert(driftText(report).startsWith("Steady"));
}

async function checkCompleteness(truth: DriftTruth): Promise<void> {
  const material = materialAfter(truth, "completeness");
  const report = reportAt(material);
  const { verdict, catalogue, reasons, sinceMs } = report;
  assertEquals([verdict, catalogue!.isRecordedOtherwise], ["retrain", true]);
  assertEquals(catalogue!.isRateChanged, false);
  const { commonCompleteness, watched, training } = catalogue!;
  assert(commonCompleteness >= 2.7 && commonCompleteness <= 3, String(commonCompleteness));
  assert(watched.completeness! > training.completeness!);
  const told = reasons[0].match(
    /The catalogue changed: events below magnitude [\d.]+ are (\d+) % as many beside the larger ones/,
  );
  // Those below 3.0 are gone, so that few are left between the smallest and the common magnitude.
  assert(told !== null && Number(told[1]) < 60, reasons[0]);
  assert(Math.abs(sinceMs! - CHANGE_MS) < 30 * DAY_MS, new Date(sinceMs!).toISOString());
  assert(reportAt(material, CHANGE_MS + 120 * DAY_MS).verdict !== "steady");
  const svg = await drawDrift(report);
  for (const words of ["Drift of simulated: retrain", "nats per window", "its limit"]) {
    assertStringIncludes(svg, words);
  }
}

function checkRate(truth: DriftTruth): void {
  const { verdict, catalogue, reasons, inputs } = reportAt(materialAfter(truth, "rate"));
  assert(verdict !== "steady");
  assertEquals([catalogue!.isRecordedOtherwise, catalogue!.isRateChanged], [false, true]);
  assert(catalogue!.rateRatio > 1.25 && catalogue!.rateRatio < 2.2, String(catalogue!.rateRatio));
  assertMatch(reasons[0], /^The rate changed: .*alike are recorded that were not\.$/);
  assert(inputs!.features.some(({ feature, isChanged }) => feature === "log_count" && isChanged));
}

/** Differences of rounding are no gain: a picture of them would show what is not there. */
function checkNoGain(truth: DriftTruth): void {
  const { network, startFrom, card } = truth.model;
  assertEquals(startFrom, card.skill.baseline);
  const learned = network.weights.slice();
  network.setWeights(new Float32Array(learned.length));
  const { gain } = materialAfter(truth, "nothing").windows;
  network.setWeights(learned);
  assert(gain.length > 1000 && gain.every((nats) => nats === 0));
}

function checkRefusals({ model, catalogue }: DriftTruth): void {
  const given = { catalogue, covariates: [] };
  const early = FROM_MS - 4 * 365 * DAY_MS;
  assertThrows(
    () => materialOfNetwork(model, { ...given, fromMs: early }),
    ConfigurationError,
    "was fitted to what came before",
  );
  const late = filterRows(catalogue, (row) => catalogue.timeMs[row] > FROM_MS - 500 * DAY_MS);
  assertThrows(
    () => materialOfNetwork(model, { ...given, catalogue: late, fromMs: FROM_MS }),
    InsufficientDataError,
  );
}
