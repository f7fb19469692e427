import type { CaseResult } from "./bench_result.ts";
import type { JudgedTarget, Target } from "./target_definition.ts";

/** Puts the targets of a bench beside the result of its first case. */
export function judgeTargets(targets: readonly Target[], result: CaseResult): JudgedTarget[] {
  return targets.map((target) => {
    if ("fact" in target) {
      const { fact, atMost: wanted } = target;
      const value = result.facts?.[fact];
      const got = typeof value === "number" ? value : null;
      const sentence = `${fact} at most ${wanted}`;
      return { target: sentence, wanted, got, met: got === null ? null : got <= wanted };
    }
    const got = gainOver(target, result);
    const met = got === null ? null : got >= target.times;
    return { target: describeTarget(target), wanted: target.times, got, met };
  });
}

type SpeedTarget = Extract<Target, { than: string }>;

function gainOver({ than, threads }: SpeedTarget, result: CaseResult): number | null {
  const ours = threads === 2 ? result.ours_2_ms : result.ours_ms;
  const theirs = than === "ours" ? result.ours_ms : result.peers[than];
  return theirs && ours ? theirs / ours : null;
}

function describeTarget({ than, times, threads }: SpeedTarget): string {
  const who = threads === 2 ? "two threads" : "ours";
  const rival = than === "ours" ? "our one thread" : than;
  return times < 1
    ? `${who} at most ${Number((1 / times).toPrecision(4))} times ${rival}'s time`
    : `${who} at least ${times} times as fast as ${rival}`;
}
