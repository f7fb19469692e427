import type { BenchResult } from "./bench_result.ts";
import { tellEdge } from "./edge_story.ts";
import { significant } from "./format_result.ts";
import { OTHERS, PUBLISHED, RIVALS } from "./published_benches.ts";

type Results = ReadonlyMap<string, BenchResult>;

/** What the README says of the benches: tables, missed targets, where, and the edge. Markdown. */
export function writeSection(results: Results): string {
  return [
    tabulateRivals(results),
    "Median milliseconds of a call, all interleaved in one run; `/` is followed by two threads. " +
    "PyTorch is timed by a program of its own before and after, its better median counts.",
    tabulateOthers(results),
    ...tellMissed(results),
    ...tellWhere(results),
    "![Median time of a call, ours beside the rivals', on a log scale](images/bench.svg)",
    tellEdge(results.get("edge")),
  ].filter((part) => part !== "").join("\n\n");
}

function tabulateRivals(results: Results): string {
  const head = ["work", "Quakecast", ...RIVALS.map(({ label }) => label), "targets met"];
  const rows = PUBLISHED.flatMap(({ name, work }) => {
    const result = results.get(name);
    if (result === undefined) return [];
    const { peers } = result;
    const cells = RIVALS.map(({ peer }) => pair(peers[peer], peers[`${peer}_2`]));
    return [[work, `**${pair(result.ours_ms, result.ours_2_ms)}**`, ...cells, metOf(result)]];
  });
  return rows.length === 0 ? "" : markdownTable(head, rows);
}

function tabulateOthers(results: Results): string {
  const rows = OTHERS.flatMap(({ name, work }) => {
    const result = results.get(name);
    if (result === undefined) return [];
    const beside = Object.entries(result.peers).flatMap(([peer, ms]) =>
      ms === null ? [] : [`${peer.replaceAll("_", " ")} ${significant(ms)}`]
    );
    const peak = result.facts?.peakResidentMb;
    const cells = [significant(result.ours_ms), beside.join(", "), peak ? `${peak} MB` : ""];
    return [[work, ...cells, metOf(result)]];
  });
  return rows.length === 0
    ? ""
    : markdownTable(["other work", "Quakecast, ms", "beside it, ms", "peak", "targets met"], rows);
}

/** "one / two" threads; a dash for a rival that cannot do the work or was not there. */
function pair(one: number | null | undefined, two: number | null | undefined): string {
  if (!one) return "-";
  return two ? `${significant(one)} / ${significant(two)}` : significant(one);
}

function metOf({ targets }: BenchResult): string {
  if (targets.length === 0) return "-";
  return `${targets.filter(({ met }) => met).length} of ${targets.length}`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => column === 0 ? "---" : "--:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Every target that was missed or not measured, and by how much. */
function tellMissed(results: Results): string[] {
  const missed = [...results.values()].flatMap(({ name, targets }) =>
    targets.filter(({ met }) => met !== true).map(({ target, got }) =>
      `- \`${name}\`: ${target}: ${got === null ? "not measured" : significant(got)}`
    )
  );
  return missed.length === 0 ? [] : [["Targets not met:", "", ...missed].join("\n")];
}

/** Machine, cores, load and commit; one sentence for all results that share them. */
function tellWhere(results: Results): string[] {
  const groups = new Map<string, { names: string[]; loads: number[] }>();
  for (const { name, machine, commit } of results.values()) {
    const { cpu, cores, os, deno } = machine;
    const short = commit.replace(/^([0-9a-f]{7})[0-9a-f]{33}/, "$1");
    const where = `${cpu}, ${cores} cores, ${os}, Deno ${deno}, commit ${short}`;
    const group = groups.get(where) ?? { names: [], loads: [] };
    group.names.push(name);
    group.loads.push(machine.load);
    groups.set(where, group);
  }
  const sentences = [...groups].map(([where, { names, loads }]) => {
    const [least, most] = [Math.min(...loads), Math.max(...loads)];
    const load = least === most ? `load ${least}` : `load ${least} to ${most}`;
    const which = groups.size === 1 ? "Measured" : `${names.map((n) => `\`${n}\``).join(", ")}`;
    return `${which} on ${where}, ${load} before the run.`;
  });
  const torch = [...results.values()].map(({ facts }) => facts?.torch)
    .find((fact) => fact !== undefined) as { version: string; blas: string } | undefined;
  if (torch) sentences.push(`PyTorch ${torch.version} with ${torch.blas}.`);
  return sentences.length === 0 ? [] : [sentences.join(" ")];
}
