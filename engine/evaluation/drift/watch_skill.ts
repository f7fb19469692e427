import type { MeanGain, SkillDrift } from "../../domain/mod.ts";
import {
  blockBootstrapMean,
  RandomStream,
  standardNormalCumulative,
} from "../../mathematics/mod.ts";
import { autocorrelationTime } from "./autocorrelation_time.ts";
import { changePoint } from "./change_point.ts";
import type { DriftWindows, WatchOptions } from "./drift_material.ts";
import { rowsBetween } from "./rows_between.ts";

/** Fewer windows before than this are no standard to measure by. */
const FEWEST_BEFORE = 20;

/** A fall of so little is none, nats per window: it is a hundredth of a probability, and seasons of sequences do as much. */
const NEGLIGIBLE = 0.01;

/** Spans shown over time, at most. */
const MOST_SPANS = 60;

/** Half of a 95 % interval, standard errors. */
const HALF = 1.959963985;

/**
 * Whether a model's gain over its baseline has fallen: the mean of the watched windows against that of
 * earlier ones that the model was not fitted to, by block-bootstrap errors; against no gain at all where
 * there are no earlier ones. A fall of up to 0.01 nats per window counts as none.
 */
export function watchSkill(
  { issueMs, endMs, gain, overlap, baseline }: DriftWindows,
  { fromMs, untilMs, level }: WatchOptions,
): SkillDrift {
  const before = rowsBetween({ issueMs, endMs }, { fromMs: -Infinity, untilMs: fromMs });
  const rows = rowsBetween({ issueMs, endMs }, { fromMs, untilMs });
  const watched = gain.subarray(rows.start, rows.end);
  const earlier = gain.subarray(before.start, before.end);
  const now = meanGain(watched, overlap);
  const standard = earlier.length >= FEWEST_BEFORE * overlap ? meanGain(earlier, overlap) : null;
  const error = Math.hypot(errorOf(now), standard === null ? 0 : errorOf(standard));
  const change = now.nats - (standard?.nats ?? 0) + NEGLIGIBLE;
  const probability = error > 0 ? standardNormalCumulative(change / error) : change < 0 ? 0 : 1;
  const isChanged = probability < level;
  const began = isChanged ? changePoint(watched, { before: standard?.nats ?? 0 }) : null;
  return {
    ...{ baseline, before: standard, watched: now, probability, level, isChanged },
    rolling: rollGain({ endMs, gain, overlap }, {
      start: standard === null ? rows.start : before.start,
      end: rows.end,
      windows: watched.length,
    }),
    sinceMs: began === null ? null : issueMs[rows.start + began.index],
  };
}

function meanGain(gain: Float64Array, overlap: number): MeanGain {
  const random = new RandomStream("drift of skill");
  const { mean, low, high } = blockBootstrapMean(gain, {
    blockLength: blockLengthOf(gain, overlap),
    random,
  });
  return { nats: mean, low, high, windows: gain.length };
}

/** Gains remember what the slowest inputs do: blocks are twice as long as that. */
function blockLengthOf(gain: Float64Array, overlap: number): number {
  const memory = Math.ceil(2 * autocorrelationTime(gain));
  return Math.max(overlap, Math.round(Math.sqrt(gain.length)), memory);
}

function errorOf({ low, high }: MeanGain): number {
  return (high - low) / (2 * HALF);
}

function rollGain(
  { endMs, gain, overlap }: Pick<DriftWindows, "endMs" | "gain" | "overlap">,
  { start, end, windows }: { start: number; end: number; windows: number },
): SkillDrift["rolling"] {
  const length = Math.min(end - start, Math.max(8 * overlap, Math.ceil(windows / 4)));
  const stride = Math.max(1, Math.ceil((end - start - length) / MOST_SPANS));
  const ends: number[] = [];
  for (let at = end; at - length >= start; at -= stride) ends.push(at);
  ends.reverse();
  const random = new RandomStream("rolling gain");
  const spans = ends.map((at) =>
    blockBootstrapMean(gain.subarray(at - length, at), {
      blockLength: Math.max(overlap, Math.round(Math.sqrt(length))),
      ...{ random, replicates: 400 },
    })
  );
  return {
    windows: length,
    endMs: ends.map((at) => endMs[at - 1]),
    nats: spans.map(({ mean }) => mean),
    low: spans.map(({ low }) => low),
    high: spans.map(({ high }) => high),
  };
}
