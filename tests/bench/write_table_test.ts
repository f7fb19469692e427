import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import type { BenchResult, CaseResult } from "../../bench/bench_result.ts";
import { drawBenchBars } from "../../bench/draw_bench_bars.ts";
import { tellEdge } from "../../bench/edge_story.ts";
import { BENCHES } from "../../bench/list_of_benches.ts";
import { OTHERS, PUBLISHED } from "../../bench/published_benches.ts";
import { writeSection } from "../../bench/readme_section.ts";
import { PLOT, README, renderTable } from "../../bench/write_table.ts";

Deno.test("bench: the README's table and plot are what the kept results give", async () => {
  const text = await Deno.readTextFile(README);
  const { readme, plot } = await renderTable(text);
  assertEquals(text, readme);
  assertEquals(await Deno.readTextFile(PLOT), plot);
});

Deno.test("bench: a README without the marks is refused", async () => {
  const refused = () => renderTable("# Quakecast\n");
  await assertRejects(refused, RangeError, "Cannot find the benches' marks");
});

Deno.test("bench: everything published is a bench", () => {
  const names: string[] = BENCHES.map(({ name }) => name);
  const missing = [...PUBLISHED, ...OTHERS].filter(({ name }) => !names.includes(name));
  assertEquals(missing, []);
});

function resultOf(name: string, change: Partial<BenchResult> = {}): BenchResult {
  const one: CaseResult = {
    case: "one",
    ours_ms: 2,
    ours_quartiles_ms: [1, 3],
    peers: {},
    peer_quartiles_ms: {},
    ratio: {},
    rounds: 9,
  };
  const machine = { cpu: "a processor", cores: 2, load: 0.5, deno: "2", os: "linux" };
  const commit = "0123456789abcdef0123456789abcdef01234567";
  return { name, about: "", ...one, targets: [], cases: [one], machine, commit, ...change };
}

const asMap = (...results: BenchResult[]) => new Map(results.map((one) => [one.name, one]));

Deno.test("bench: the section shows one and two threads, absent rivals, targets and the machine", () => {
  const peers = { tfjs_wasm: null, ort_web: 4, ort_node: 1.5, ort_node_2: 1 };
  const targets = [
    { target: "fast enough", wanted: 1, got: 2, met: true },
    { target: "very fast", wanted: 9, got: 2, met: false },
    { target: "very, very fast", wanted: 9, got: null, met: null },
  ];
  const first = resultOf("lstm-infer-1", { peers, ours_2_ms: 1.25, targets });
  const section = writeSection(asMap(
    first,
    resultOf("cold-start", { peers: { deno: 20 }, facts: { peakResidentMb: 120 } }),
  ));
  assertStringIncludes(
    section,
    "| LSTM 50-50, 10 steps, batch 1 | **2.00 / 1.25** | - | 4.00 | 1.50 / 1.00 | - | 1 of 3 |",
  );
  assertStringIncludes(section, "command line | 2.00 | deno 20.0 | 120 MB | - |");
  assertStringIncludes(section, "- `lstm-infer-1`: very fast: 2.00\n");
  assertStringIncludes(section, "- `lstm-infer-1`: very, very fast: not measured\n");
  assertEquals(section.includes("fast enough"), false);
  assertStringIncludes(
    section,
    "Measured on a processor, 2 cores, linux, Deno 2, commit 0123456, load 0.5 before the run.",
  );
  const changed = resultOf("matmul-1024", { commit: `${first.commit}+changes` });
  const mixed = writeSection(asMap(first, changed));
  assertStringIncludes(mixed, "`lstm-infer-1` on a processor, 2 cores, linux, Deno 2, commit 012");
  assertMatch(mixed, /`matmul-1024` on .* commit 0123456\+changes, load/);
});

Deno.test("bench: the edge is told with what was measured, and without what was not", () => {
  const rate = (name: string, value: number, ratio?: number): CaseResult => ({
    ...resultOf("edge").cases[0],
    case: name,
    rate: { value, unit: "" },
    ratio: ratio === undefined ? {} : { tfjs_wasm: ratio },
  });
  const start = resultOf("edge").cases[0];
  const told = tellEdge(resultOf("edge", {
    ours_ms: 321.4,
    peers: { tfjs_wasm: 222 },
    facts: { kernelBuild: "simd", peakResidentMb: 153, stockPeakResidentMb: 106 },
    cases: [
      start,
      rate("50 predictions of the LSTM", 4_000, 10),
      rate("5 forecasts from CSV", 90),
      rate("5 PhaseNet windows", 200.4, 2),
    ],
  }));
  for (
    const part of [
      "the kernels' plain SIMD build",
      "first forecast 321 ms",
      "held 153 MB at most (so 256 MB hold it)",
      "222 ms and 106 MB",
      "4,000 predictions of an LSTM of 30 steps a second (stock: 400)",
      "90 whole forecasts",
      "200 windows of 30 s a second (stock: 100)",
      "3,010 stations a core",
      "None of this has been tried on such a machine yet",
    ]
  ) assertStringIncludes(told, part);
  const large = tellEdge(resultOf("edge", { facts: { peakResidentMb: 300 } }));
  assertStringIncludes(large, "more than the 256 MB");
  assertEquals(large.includes("PhaseNet"), false);
  assertStringIncludes(tellEdge(resultOf("edge", { facts: {} })), "held unknown at most; stock");
  assertEquals(tellEdge(undefined).startsWith("An arm64 machine"), true);
});

Deno.test("bench: bars grow by the logarithm and say their values", () => {
  const svg = drawBenchBars(asMap(
    resultOf("lstm-infer-1", { ours_ms: 0.1, ours_2_ms: 1, peers: { tfjs_wasm: 10, torch: null } }),
  ));
  const widths = [...svg.matchAll(/width="([\d.]+)" height="11"/g)].map(([, width]) => +width);
  assertEquals(widths.length, 3);
  const decade = widths[0];
  for (const [i, width] of widths.entries()) {
    assertEquals(Math.abs(width - (i + 1) * decade) < 0.05, true, `bar ${i} is ${width}`);
  }
  for (const text of ["0.100", "Quakecast, 2 threads", "tfjs, WASM", "10.0", "milliseconds"]) {
    assertStringIncludes(svg, `>${text}<`);
  }
  assertEquals(svg.includes("PyTorch"), false);
  assertStringIncludes(svg, "batch 1: Quakecast 0.100 ms, Quakecast, 2 threads 1.00 ms");
});
