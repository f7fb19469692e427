import type { Pick } from "../../../../engine/domain/mod.ts";
import { timeOfDay } from "../format.ts";
import { colourOf } from "../theme.ts";
import type { TraceStore } from "./trace_store.ts";

/** What a picture of waveforms shows. */
export interface WaveformPicture {
  /** Channels, one a row. */
  readonly channels: readonly string[];
  /** Their samples. */
  readonly traces: TraceStore;
  /** Picks, of any channel. */
  readonly picks: readonly Pick[];
  /** CSS pixels. */
  readonly width: number;
  /** Seconds that are shown. */
  readonly seconds: number;
  /** The right edge, UTC epoch milliseconds. */
  readonly nowMs: number;
}

/** Height of a row, CSS pixels. */
export const ROW_HEIGHT = 46;

const AXIS_HEIGHT = 22;

/** Room for names and scales on the left, CSS pixels. */
const LABEL_WIDTH = 92;

const FONT = '11px system-ui, "DejaVu Sans", sans-serif';

/** Where time lies in a picture. */
interface TimeAxis {
  readonly startMs: number;
  readonly endMs: number;
  readonly place: (timeMs: number) => number;
}

/** Draws the last seconds of channels as bands from their least to their largest sample, with picks and a time axis. */
export function drawWaveforms(canvas: HTMLCanvasElement, picture: WaveformPicture): void {
  const { channels, width, nowMs, seconds } = picture;
  const height = channels.length * ROW_HEIGHT + AXIS_HEIGHT;
  const context = sizeCanvas(canvas, width, height);
  if (context === null || !Number.isFinite(nowMs)) return;
  const startMs = nowMs - 1000 * seconds;
  const scale = (width - LABEL_WIDTH) / (1000 * seconds);
  const axis = { startMs, endMs: nowMs, place: (t: number) => LABEL_WIDTH + (t - startMs) * scale };
  context.clearRect(0, 0, width, height);
  context.font = FONT;
  drawTimeAxis(context, { axis, picture, height });
  channels.forEach((channel, row) => drawRow(context, { channel, row, axis, picture }));
}

/** Sharp on every screen; its size is set only where it changed, as that clears it. */
function sizeCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function drawTimeAxis(
  context: CanvasRenderingContext2D,
  { axis, picture, height }: { axis: TimeAxis; picture: WaveformPicture; height: number },
): void {
  const wanted = picture.seconds / Math.max(2, (picture.width - LABEL_WIDTH) / 90);
  const step = 1000 * ([5, 10, 20, 30, 60].find((value) => value >= wanted) ?? 60);
  context.strokeStyle = colourOf("line");
  context.fillStyle = colourOf("quiet");
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (let t = Math.ceil(axis.startMs / step) * step; t <= axis.endMs; t += step) {
    const x = Math.round(axis.place(t)) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height - AXIS_HEIGHT + 4);
    context.stroke();
    const isInside = x > LABEL_WIDTH + 10 && x < picture.width - 26;
    if (isInside) context.fillText(timeOfDay(t), x, height - 6);
  }
  context.textAlign = "left";
  context.fillText("UTC", 0, height - 6);
}

interface Row {
  readonly channel: string;
  readonly row: number;
  readonly axis: TimeAxis;
  readonly picture: WaveformPicture;
}

function drawRow(context: CanvasRenderingContext2D, { channel, row, axis, picture }: Row): void {
  const middle = row * ROW_HEIGHT + ROW_HEIGHT / 2;
  const bins = binsOf(channel, { axis, picture });
  const { mean, largest } = rangeOf(bins);
  const scale = largest > 0 ? (ROW_HEIGHT / 2 - 4) / largest : 0;
  const [network, station, , code] = channel.split(".");
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = colourOf("ink");
  context.fillText(`${network}.${station} ${code}`, 0, middle - 7);
  context.fillStyle = colourOf("quiet");
  context.fillText(bins.length === 0 ? "no data" : `±${counts(largest)}`, 0, middle + 8);
  context.save();
  context.beginPath();
  context.rect(LABEL_WIDTH, row * ROW_HEIGHT, picture.width - LABEL_WIDTH, ROW_HEIGHT);
  context.clip();
  context.strokeStyle = colourOf("trace");
  context.lineWidth = 1;
  context.beginPath();
  let before: Bin | undefined;
  for (const bin of bins) {
    const x = axis.place(bin.timeMs);
    const [top, bottom] = [
      middle - (bin.largest - mean) * scale,
      middle - (bin.least - mean) * scale,
    ];
    if (before !== undefined && bin.timeMs - before.timeMs < 1.5 * bin.lengthMs) {
      context.lineTo(x, top);
    } else context.moveTo(x, top);
    context.lineTo(x, Math.max(bottom, top + 0.6));
    before = bin;
  }
  context.stroke();
  for (const pick of picture.picks) {
    if (pick.code.network === network && pick.code.station === station) {
      drawPick(context, { pick, axis, top: row * ROW_HEIGHT });
    }
  }
  context.restore();
}

function drawPick(
  context: CanvasRenderingContext2D,
  { pick, axis, top }: { pick: Pick; axis: TimeAxis; top: number },
): void {
  if (pick.timeMs < axis.startMs || pick.timeMs > axis.endMs) return;
  const x = axis.place(pick.timeMs);
  const isS = pick.phase.startsWith("S");
  context.strokeStyle = context.fillStyle = colourOf(isS ? "phase-s" : "phase-p");
  context.lineWidth = 2;
  context.setLineDash(isS ? [4, 3] : []); // not by colour alone
  context.beginPath();
  context.moveTo(x, top + 3);
  context.lineTo(x, top + ROW_HEIGHT - 3);
  context.stroke();
  context.setLineDash([]);
  context.font = `bold ${FONT}`;
  context.strokeStyle = colourOf("surface");
  context.lineWidth = 3;
  context.strokeText(pick.phase, x + 4, top + 9); // readable on the trace
  context.fillText(pick.phase, x + 4, top + 9);
  context.font = FONT;
}

interface Bin {
  readonly timeMs: number;
  readonly lengthMs: number;
  readonly least: number;
  readonly largest: number;
}

function binsOf(
  channel: string,
  { axis, picture }: { axis: TimeAxis; picture: WaveformPicture },
): Bin[] {
  const bins: Bin[] = [];
  let lastMs = axis.startMs;
  for (const { startMs, binSeconds, least, largest } of picture.traces.of(channel)) {
    const lengthMs = 1000 * binSeconds;
    least.forEach((low, i) => {
      const timeMs = startMs + (i + 0.5) * lengthMs;
      const high = largest[i];
      if (low === null || high === null || timeMs <= lastMs || timeMs > axis.endMs) return;
      lastMs = timeMs;
      bins.push({ timeMs, lengthMs, least: low, largest: high });
    });
  }
  return bins;
}

/** Middle of the samples, and the largest distance from it. */
function rangeOf(bins: readonly Bin[]): { mean: number; largest: number } {
  if (bins.length === 0) return { mean: 0, largest: 0 };
  const mean = bins.reduce((sum, { least, largest }) => sum + (least + largest) / 2, 0) /
    bins.length;
  const largest = bins.reduce(
    (most, bin) => Math.max(most, bin.largest - mean, mean - bin.least),
    0,
  );
  return { mean, largest };
}

/** "840", "12.4 k", "3.1 M". */
function counts(value: number): string {
  if (value < 1e3) return String(Math.round(value));
  return value < 1e6 ? `${(value / 1e3).toPrecision(3)} k` : `${(value / 1e6).toPrecision(3)} M`;
}
