import type { BenchResult, CaseResult } from "./bench_result.ts";
import type { JudgedTarget } from "./target_definition.ts";

/** A result as a table that a person can read. */
export function formatResult(result: BenchResult): string {
  const { machine } = result;
  const rows = [["case", "who", "median ms", "quartiles ms", "times ours"]];
  for (const one of result.cases) rows.push(...rowsOf(one));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const notes = [...result.cases.flatMap(notesOf), ...result.targets.map(describeJudged)];
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
    )
      .join("  ").trimEnd()
  );
  const where =
    `${machine.cpu}, ${machine.cores} cores, load ${machine.load}, Deno ${machine.deno}`;
  return [`${result.name}: ${result.about}`, ...lines, ...notes, `${where}, ${result.commit}`, ""]
    .join("\n");
}

function rowsOf(one: CaseResult): string[][] {
  const row = (
    who: string,
    median: number,
    { quartiles, times }: { quartiles?: [number, number]; times: number },
  ) => [
    one.case,
    who,
    significant(median),
    quartiles?.map(significant).join(" to ") ?? "",
    times.toFixed(2),
  ];
  const rows = [row("ours", one.ours_ms, { quartiles: one.ours_quartiles_ms, times: 1 })];
  if (one.ours_2_ms) {
    const times = one.ours_2_ms / one.ours_ms;
    rows.push(row("ours, 2 threads", one.ours_2_ms, { quartiles: one.ours_2_quartiles_ms, times }));
  }
  for (const [rival, median] of Object.entries(one.peers)) {
    if (median === null) continue;
    const quartiles = one.peer_quartiles_ms[rival];
    rows.push(row(rival, median, { quartiles, times: one.ratio[rival]! }));
  }
  return rows;
}

/** A target, what was measured and whether that is enough. */
function describeJudged({ target, got, met }: JudgedTarget): string {
  if (got === null) return `  target: ${target}; not measured`;
  return `  target: ${target}; ${significant(got)}, ${met ? "met" : "MISSED"}`;
}

/** What a case found besides times, a line each. */
function notesOf(one: CaseResult): string[] {
  const rate = one.rate ? [`${significant(one.rate.value)} ${one.rate.unit}`] : [];
  const absent = Object.entries(one.absent ?? {}).map(([rival, why]) => `no ${rival}: ${why}`);
  const facts = Object.entries(one.facts ?? {}).map(([name, value]) =>
    `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`
  );
  return [...rate, ...absent, ...facts].map((note) => `  ${one.case}: ${note}`);
}

/** Three significant digits, without an exponent. */
export function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 9));
}
