import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import type { Bench, BenchCase } from "../../bench/bench_definition.ts";
import { formatResult } from "../../bench/format_result.ts";
import { measure, quantile } from "../../bench/measure.ts";
import { runBench } from "../../bench/run_bench.ts";
import { judgeTargets } from "../../bench/judge_targets.ts";

const QUICK = { rounds: 6, warmUpMs: 0, leastRoundMs: 0 } as const;

Deno.test("bench: quantiles lie between the sorted values", () => {
  assertEquals(quantile([3], 0.5), 3);
  assertEquals(quantile([4, 1, 3, 2], 0.5), 2.5);
  assertEquals(quantile([4, 1, 3, 2], 0.25), 1.75);
  assertEquals([quantile([9, 1, 5], 0), quantile([9, 1, 5], 1)], [1, 9]);
});

Deno.test("bench: rivals take turns, each round beginning with another", async () => {
  const order: string[] = [];
  const run = (name: string) => () => void order.push(name);
  await measure([run("a"), run("b"), run("c")], { ...QUICK, rounds: 3 });
  assertEquals(order.slice(-9).join(""), "abcbcacab");
});

Deno.test("bench: a run that waits longer is measured longer, promise or not", async () => {
  const spin = (ms: number) => () => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };
  const sleep = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms));
  const [quick, slow, asleep] = await measure([spin(0.5), spin(4), sleep(8)], QUICK);
  assertGreater(slow.medianMs, 3.99);
  assertGreater(asleep.medianMs, 6.99);
  assertGreater(slow.medianMs, quick.medianMs);
  assertEquals([quick.rounds, quick.callsPerRound], [6, 1]);
});

Deno.test("bench: short work is repeated within a round, long work ends the rounds early", async () => {
  const [short] = await measure([() => {}], { ...QUICK, leastRoundMs: 1 });
  assertGreater(short.callsPerRound, 10);
  const [long] = await measure([() => {}], { ...QUICK, rounds: 50, mostMs: -1 });
  assertEquals(long.rounds, 5);
});

const SILENT = { report: () => {} } as const;

/** A bench of one case that notes what is done with it. */
function notedBench(notes: string[], change: Partial<BenchCase> = {}): Bench {
  const first: BenchCase = {
    name: "small",
    ours: () => {},
    peers: { rival: () => {} },
    work: { amount: 2, unit: "MB" },
    check: () => void notes.push("check"),
    facts: () => ({ peak: notes.push("facts") }),
    close: () => void notes.push("close"),
    options: QUICK,
    ...change,
  };
  return { about: "nothing at all", cases: () => [first] };
}

Deno.test("bench: a result says times, ratios, facts, machine and commit", async () => {
  const notes: string[] = [];
  const result = await runBench("none", notedBench(notes), {
    report: (message) => notes.push(message),
  });
  assertEquals(notes, ["none: small", "check", "facts", "close"]);
  assertAlmostEquals(result.ratio.rival!, result.peers.rival! / result.ours_ms);
  assertAlmostEquals(result.rate!.value, 2_000 / result.ours_ms);
  assertEquals([result.name, result.case, result.facts?.peak], ["none", "small", 3]);
  assertEquals(result.machine.deno, Deno.version.deno);
  assertEquals(result.cases.length, 1);
  assertEquals(formatResult(result).split("\n")[0], "none: nothing at all");
});

Deno.test("bench: rivals that disagree are not timed, and the case is closed", async () => {
  const notes: string[] = [];
  const check = () => Promise.reject(new RangeError("another answer"));
  const bench = notedBench(notes, { check });
  await assertRejects(() => runBench("none", bench, SILENT), RangeError, "another answer");
  assertEquals(notes, ["close"]);
});

Deno.test("bench: two threads stand beside one, a sentence says why there are none", async () => {
  const two = await runBench("none", notedBench([], { oursTwo: () => {} }), SILENT);
  assertAlmostEquals(two.ours_2_gain!, two.ours_ms / two.ours_2_ms!);
  assertEquals([two.ours_2_quartiles_ms?.length, Object.keys(two.peers)], [2, ["rival"]]);
  const none = await runBench("none", notedBench([], { oursTwo: "one core" }), SILENT);
  assertEquals([none.ours_2_ms, none.ours_2_gain], [null, null]);
  assertEquals([none.absent, none.peers], [{ ours_2_threads: "one core" }, none.peers]);
  assertEquals(Object.keys(none.peers), ["rival"]);
});

Deno.test("bench: a rival with its own program keeps the better of two medians, or a reason", async () => {
  const medians = [{ torch: 8 }, { torch: 5 }];
  const measure = () => Promise.resolve({ medians: medians.pop()!, facts: { blas: "fast" } });
  const outside = { names: ["torch"], measure };
  const result = await runBench("none", notedBench([], { outside }), SILENT);
  assertEquals([result.peers.torch, medians.length, result.facts?.blas], [5, 0, "fast"]);
  assertAlmostEquals(result.ratio.torch!, 5 / result.ours_ms);
  const broken = { names: ["torch"], measure: () => Promise.reject(new Error("no torch")) };
  const without = await runBench("none", notedBench([], { outside: broken }), SILENT);
  assertEquals([without.peers.torch, without.ratio.torch], [null, null]);
  assertEquals(without.absent, { torch: "no torch" });
});

Deno.test("bench: a quick run has two rounds, and leaves out rivals with their own program", async () => {
  const asked: boolean[] = [];
  let calls = 0;
  const measure = () => Promise.reject(new Error("was asked"));
  const bench = notedBench([], {
    ...{ outside: { names: ["torch"], measure }, options: undefined },
    ours: () => void calls++,
  });
  const cases: Bench["cases"] = ({ quick }) => {
    asked.push(quick);
    return bench.cases({ quick });
  };
  const result = await runBench("none", { ...bench, cases }, { ...SILENT, quick: true });
  assertEquals([result.rounds, calls, asked], [2, 2, [true]]);
  assertEquals(result.absent, { torch: "left out by --quick" });
});

Deno.test("bench: targets are judged by ratio, by threads and by facts", async () => {
  const result = await runBench("none", notedBench([]), SILENT);
  const measured = { ...result, ours_ms: 2, ours_2_ms: 1, peers: { a: 6, b: 1, c: null } };
  const judged = judgeTargets([
    { than: "a", times: 3 },
    { than: "a", times: 3.5 },
    { than: "b", times: 1 / 1.3 },
    { than: "c", times: 2 },
    { than: "ours", times: 1.8, threads: 2 },
    { fact: "peak", atMost: 3 },
    { fact: "other", atMost: 3 },
  ], { ...measured, facts: { peak: 4 } });
  assertEquals(judged.map(({ got, met }) => [got, met]), [
    [3, true],
    [3, false],
    [0.5, false],
    [null, null],
    [2, true],
    [4, false],
    [null, null],
  ]);
  assertEquals(judged[2].target, "ours at most 1.3 times b's time");
  const lines = formatResult({ ...result, targets: judged });
  assertStringIncludes(lines, "ours at least 3.5 times as fast as a; 3.00, MISSED");
  assertStringIncludes(
    lines,
    "two threads at least 1.8 times as fast as our one thread; 2.00, met",
  );
});
