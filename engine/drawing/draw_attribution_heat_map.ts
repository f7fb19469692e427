import type { NetworkExplanation } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { divergingColour } from "./diverging_colour.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { formatDate, formatNumber } from "./format_number.ts";
import {
  drawEmptyFigure,
  drawHeading,
  FIGURE_WIDTH,
  type FigureText,
  frameSvg,
} from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";

/** Most features that are drawn, those that did most. */
const MOST_ROWS = 24;
const LEFT = 142;
const RIGHT = 352;
const BAR_ZERO = 386; // middle of the bars of features
const BAR_REACH = 28;
const ROW = 17;
const TOP_BARS = 44;
const SCALE_STEPS = 41;
const SHORT_SPAN_MS = 3 * 86_400_000;

/**
 * What each input did in each step of a window: time from left to right, features from top to bottom,
 * blue where it lowered the forecast and red where it raised it. Bars above are sums of steps, bars to
 * the right sums of features. At most 24 features are drawn; the caption says so.
 */
export function drawAttributionHeatMap(explanation: NetworkExplanation): string {
  const { steps, features, attributions, columns } = explanation;
  const drawn = features.slice(0, MOST_ROWS);
  const text = describe(explanation, drawn.length);
  const rows = drawn.map(({ name }) => {
    const column = columns.indexOf(name);
    return attributions.map((row) => row[column]);
  });
  const limit = largest(rows.flat());
  if (limit === 0) return drawEmptyFigure(text, "No input moved the forecast at all.");
  const heading = drawHeading(text);
  const barsTop = heading.bottom + 4;
  const top = barsTop + TOP_BARS + 4;
  const bottom = top + ROW * rows.length;
  const body = drawStepBars(steps.map(({ amount }) => amount), { top: barsTop }) +
    rows.map((row, i) => drawRow(row, { limit, y: top + i * ROW, name: drawn[i].name })).join("") +
    drawFeatureBars(drawn.map(({ amount }) => amount), { top }) +
    `<rect x="${LEFT}" y="${top}" width="${RIGHT - LEFT}" height="${bottom - top}" fill="none" ` +
    `stroke="${COLOURS.muted}" stroke-width="0.7"/>` +
    drawDates(steps, bottom);
  const scale = drawScale(explanation, { limit, top: bottom + 48 });
  return frameSvg(heading.markup + body + scale.markup, text, scale.bottom);
}

function drawRow(
  row: readonly number[],
  { limit, y, name }: { limit: number; y: number; name: string },
): string {
  const width = (RIGHT - LEFT) / row.length;
  const cells = row.map((amount, step) =>
    `<rect class="cell" x="${(LEFT + step * width).toFixed(2)}" y="${y}" width="${
      (width + 0.3).toFixed(2)
    }" height="${ROW + 0.3}" fill="${divergingColour(amount / limit)}"/>`
  ).join("");
  const label = cleanLine(name);
  const short = label.length > 24 ? `${label.slice(0, 23)}…` : label;
  return cells + words(short, { x: LEFT - 5, y: y + 12.5, anchor: "end", size: 10.5 });
}

function drawStepBars(amounts: readonly number[], { top }: { top: number }): string {
  const reach = largest(amounts);
  const width = (RIGHT - LEFT) / amounts.length;
  const zero = top + TOP_BARS / 2;
  const half = TOP_BARS / 2 - 2;
  const bars = amounts.map((amount, step) => {
    const height = reach > 0 ? Math.abs(amount) / reach * half : 0;
    return `<rect x="${(LEFT + step * width + 0.5).toFixed(2)}" y="${
      (amount > 0 ? zero - height : zero).toFixed(2)
    }" width="${Math.max(0.5, width - 1).toFixed(2)}" height="${height.toFixed(2)}" ` +
      `fill="${divergingColour(Math.sign(amount))}"/>`;
  }).join("");
  return bars +
    `<path d="M${LEFT} ${zero}H${RIGHT}" stroke="${COLOURS.muted}" stroke-width="0.7"/>` +
    words("sum of each step", { x: LEFT - 5, y: zero - 1, anchor: "end", size: 10.5 }) +
    words(`(${formatNumber(reach)} at most)`, {
      ...{ x: LEFT - 5, y: zero + 11, anchor: "end", size: 10.5 },
    });
}

function drawFeatureBars(amounts: readonly number[], { top }: { top: number }): string {
  const reach = largest(amounts);
  const bars = amounts.map((amount, row) => {
    const length = reach > 0 ? Math.abs(amount) / reach * BAR_REACH : 0;
    const x = amount > 0 ? BAR_ZERO : BAR_ZERO - length;
    return `<rect x="${x.toFixed(2)}" y="${top + row * ROW + 3}" width="${length.toFixed(2)}" ` +
      `height="${ROW - 6}" fill="${divergingColour(Math.sign(amount))}"/>`;
  }).join("");
  const bottom = top + amounts.length * ROW;
  return bars +
    `<path d="M${BAR_ZERO} ${top}V${bottom}" stroke="${COLOURS.muted}" stroke-width="0.7"/>` +
    words("sum of each", { x: BAR_ZERO, y: top - 17, anchor: "middle", size: 10.5 }) +
    words("feature", { x: BAR_ZERO, y: top - 6, anchor: "middle", size: 10.5 }) +
    words(`± ${formatNumber(reach)}`, {
      x: BAR_ZERO,
      y: bottom + 13,
      anchor: "middle",
      size: 10.5,
    });
}

/** Dates under a few columns, which are steps of one length, or events. */
function drawDates(steps: NetworkExplanation["steps"], bottom: number): string {
  const width = (RIGHT - LEFT) / steps.length;
  const count = Math.min(3, steps.length);
  const spanMs = Date.parse(steps[steps.length - 1].to) - Date.parse(steps[0].from);
  const isShort = spanMs < SHORT_SPAN_MS;
  const label = (time: string) =>
    // of a short window month, day and hour
    isShort ? new Date(time).toISOString().slice(5, 16).replace("T", " ") : time.slice(0, 10);
  const chosen = Array.from(
    { length: count },
    (_, i) => Math.round(i * (steps.length - 1) / Math.max(1, count - 1)),
  );
  const marks = [...new Set(chosen)].map((step, i) => {
    const x = LEFT + (step + 0.5) * width;
    const anchor = i === 0 ? "start" : i === count - 1 ? "end" : "middle";
    const at = anchor === "start" ? LEFT : anchor === "end" ? RIGHT : x;
    return `<path d="M${x.toFixed(1)} ${bottom}v4" stroke="${COLOURS.muted}"/>` +
      words(label(steps[step].from), {
        x: at,
        y: bottom + 16,
        anchor,
        size: 10.5,
      });
  }).join("");
  const unit = isShort ? `${steps[0].from.slice(0, 4)}, month-day and time, UTC` : "date, UTC";
  return marks + words(`Start of the step (${unit})`, {
    ...{ x: (LEFT + RIGHT) / 2, y: bottom + 32, anchor: "middle", size: 12 },
  });
}

function drawScale(
  { explained }: NetworkExplanation,
  { limit, top }: { limit: number; top: number },
): { markup: string; bottom: number } {
  const [left, width] = [60, FIGURE_WIDTH - 120];
  const step = width / SCALE_STEPS;
  const steps = Array.from(
    { length: SCALE_STEPS },
    (_, i) =>
      `<rect x="${(left + i * step).toFixed(2)}" y="${top + 18}" width="${
        (step + 0.3).toFixed(2)
      }" height="10" fill="${divergingColour(2 * i / (SCALE_STEPS - 1) - 1)}"/>`,
  ).join("");
  const factor = (amount: number) =>
    explained.scale === "linear"
      ? ""
      : amount === 0
      ? " (× 1)"
      : ` (× ${Math.exp(amount).toFixed(Math.abs(amount) < 0.01 ? 4 : 2)})`;
  const tick = (amount: number) => {
    const sign = amount < 0 ? "−" : amount > 0 ? "+" : "";
    const label = `${sign}${formatNumber(Math.abs(amount))}${factor(amount)}`;
    const x = left + (amount / limit + 1) / 2 * width;
    return words(label, { x, y: top + 41, anchor: "middle", size: 11 });
  };
  const title = words(`Attribution of one input in one step (${explained.unit})`, {
    ...{ x: FIGURE_WIDTH / 2, y: top + 12, anchor: "middle", size: 12 },
  });
  return { markup: title + steps + [-limit, 0, limit].map(tick).join(""), bottom: top + 50 };
}

function describe(explanation: NetworkExplanation, drawn: number): FigureText {
  const { features, model, issuedAt, sentences, skill } = explanation;
  const leftOut = drawn < features.length
    ? ` The ${drawn} of ${features.length} features that did most.`
    : "";
  const verdict = skill.beatsBaseline
    ? ""
    : " The network does not beat its best baseline: this is the model, not the Earth.";
  return {
    name: "attribution",
    title: `What moved the forecast of ${formatDate(issuedAt)} UTC`,
    caption: `${cleanLine(model.network)} network "${cleanLine(model.name)}": ${
      cleanLine(explanation.explained.what)
    }, against an average window. Red raised it, blue lowered it.${leftOut}${verdict}`,
    description: sentences.join(" "),
  };
}

function words(
  content: string,
  { x, y, anchor, size }: { x: number; y: number; anchor: string; size: number },
): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" ` +
    `text-anchor="${anchor}" fill="${COLOURS.ink}">${escapeMarkup(content)}</text>`;
}

function largest(amounts: readonly number[]): number {
  return amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);
}
