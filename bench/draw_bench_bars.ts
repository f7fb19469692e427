import { escapeMarkup } from "../engine/drawing/mod.ts";
import { drawHeading, FIGURE_WIDTH, frameSvg } from "../engine/drawing/frame_svg.ts";
import { COLOURS } from "../engine/drawing/palette.ts";
import type { BenchResult } from "./bench_result.ts";
import { significant } from "./format_result.ts";
import { PUBLISHED, RIVALS } from "./published_benches.ts";

const LABELS = 146; // width of the names of who did it
const VALUES = 44; // width behind the longest bar
const ROW = 16;
const BAR = 11;
const TITLE = 26;
const LEAST_BAR = 0.15; // decades: even the shortest bar is seen

const COLOUR = {
  ours: COLOURS.network,
  oursTwo: COLOURS.interval,
  wasm: COLOURS.baseline,
  native: COLOURS.muted,
} as const;

const TEXT = {
  name: "bench",
  title: "Time of one call, milliseconds",
  caption:
    "Shorter is better. Log scale: each line is ten times the one before. One thread each, " +
    "unless two are named.",
  key: [
    { label: "Quakecast", mark: "bar", colour: COLOUR.ours },
    { label: "on two threads", mark: "bar", colour: COLOUR.oursTwo },
    { label: "other WebAssembly", mark: "bar", colour: COLOUR.wasm },
    { label: "native code", mark: "bar", colour: COLOUR.native },
  ],
} as const;

interface Bar {
  label: string;
  ms: number;
  colour: string;
}

interface Group {
  work: string;
  bars: Bar[];
}

/** The published benches as bars on a log scale, an SVG that scales with its surroundings. */
export function drawBenchBars(results: ReadonlyMap<string, BenchResult>): string {
  const groups = PUBLISHED.flatMap(({ name, work }): Group[] => {
    const result = results.get(name);
    return result === undefined ? [] : [{ work, bars: barsOf(result) }];
  });
  const description = groups.map(({ work, bars }) =>
    `${work}: ${bars.map(({ label, ms }) => `${label} ${significant(ms)} ms`).join(", ")}`
  ).join("; ");
  const text = { ...TEXT, description };
  const heading = drawHeading(text);
  const scale = logScale(groups.flatMap(({ bars }) => bars.map(({ ms }) => ms)));
  const top = heading.bottom + 18;
  let y = top;
  const body = groups.map((group) => {
    const markup = drawGroup(group, { y, scale });
    y += TITLE + group.bars.length * ROW;
    return markup;
  });
  const grid = drawGrid(scale, { top, bottom: y + 6 });
  return frameSvg(heading.markup + grid + body.join(""), text, y + 26) + "\n";
}

function barsOf(result: BenchResult): Bar[] {
  const bars: Bar[] = [{ label: "Quakecast", ms: result.ours_ms, colour: COLOUR.ours }];
  if (result.ours_2_ms) {
    bars.push({ label: "Quakecast, 2 threads", ms: result.ours_2_ms, colour: COLOUR.oursTwo });
  }
  for (const { peer, label, isNative } of RIVALS) {
    const ms = result.peers[peer];
    if (ms) bars.push({ label, ms, colour: isNative ? COLOUR.native : COLOUR.wasm });
  }
  return bars;
}

interface LogScale {
  least: number;
  decades: number;
}

/** Whole decades around the values. */
function logScale(values: readonly number[]): LogScale {
  const exponents = values.map(Math.log10);
  const least = Math.floor(Math.min(0, ...exponents) - LEAST_BAR);
  return { least, decades: Math.max(1, Math.ceil(Math.max(...exponents, 1)) - least) };
}

function placeOf(ms: number, { least, decades }: LogScale): number {
  const width = FIGURE_WIDTH - LABELS - VALUES;
  return Number((LABELS + width * (Math.log10(ms) - least) / decades).toFixed(2));
}

function drawGroup({ work, bars }: Group, { y, scale }: { y: number; scale: LogScale }): string {
  const title = textAt([6, y + 18], work, `font-size="13" font-weight="bold"`);
  return title + bars.map(({ label, ms, colour }, row) => {
    const top = y + TITLE + row * ROW;
    const end = placeOf(ms, scale);
    const baseline = top + BAR - 1.5;
    return textAt([LABELS - 5, baseline], label, `font-size="12" text-anchor="end"`) +
      `<rect x="${LABELS}" y="${top}" width="${(end - LABELS).toFixed(2)}" height="${BAR}" ` +
      `fill="${colour}"/>` +
      textAt([end + 4, baseline], significant(ms), `font-size="12"`);
  }).join("");
}

function drawGrid(scale: LogScale, { top, bottom }: { top: number; bottom: number }): string {
  const units = [top - 4, bottom + 14]
    .map((y) => textAt([6, y], "milliseconds", `font-size="12"`)).join("");
  const lines = Array.from({ length: scale.decades + 1 }, (_, step) => {
    const ms = 10 ** (scale.least + step);
    const x = placeOf(ms, scale);
    const label = String(Number(ms.toPrecision(1)));
    const style = `font-size="12" text-anchor="middle"`;
    return `<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" stroke="${COLOURS.grid}"/>` +
      textAt([x, top - 4], label, style) + textAt([x, bottom + 14], label, style);
  });
  return units + lines.join("");
}

function textAt([x, y]: readonly [number, number], content: string, style: string): string {
  const paper = `stroke="${COLOURS.paper}" stroke-width="3" paint-order="stroke"`; // hides the grid
  return `<text x="${x}" y="${y}" fill="${COLOURS.ink}" ${paper} ${style}>` +
    `${escapeMarkup(content)}</text>`;
}
