import type { ChannelStatus } from "../engine/sources/mod.ts";

type LayTable = (typeof import("../engine/drawing/mod.ts"))["formatTable"];

/** Channels that a table shows; more are counted below it. */
const MOST_ROWS = 60;

/** The state of the channels of a stream as a table; `nowMs` is the time now, UTC epoch milliseconds. */
export function layStreamTable(
  channels: readonly ChannelStatus[],
  { nowMs, layTable }: { nowMs: number; layTable: LayTable },
): string {
  if (channels.length === 0) return "No packet has come.";
  const seconds = (ms: number) => (ms / 1000).toFixed(Math.abs(ms) < 100_000 ? 2 : 0);
  const rows = channels.slice(0, MOST_ROWS).map((one) => [
    one.channel,
    one.samplingRateHz,
    Number.isFinite(one.endMs) ? new Date(one.endMs).toISOString().slice(11, 23) : "",
    ...[one.latencyMs.last, one.latencyMs.median, one.latencyMs.largest].map(seconds),
    seconds(Math.max(0, nowMs - one.receivedMs)),
    one.packets,
    one.gaps === 0 ? "" : `${one.gaps}, ${seconds(one.gapMs)} s`,
    describeOdd(one),
  ]);
  const right = "right" as const;
  const columns = [
    { title: "channel" },
    { title: "Hz" },
    { title: "until (UTC)" },
    { title: "latency s", align: right },
    { title: "median", align: right },
    { title: "most", align: right },
    { title: "silent s", align: right },
    { title: "packets" },
    { title: "gaps" },
    { title: "odd" },
  ];
  const table = layTable(rows, { columns, width: 100 });
  const more = channels.length - rows.length;
  return more > 0 ? `${table}\n... and ${more} channels more.` : table;
}

/** What was not as it should be, in a few words. */
function describeOdd(one: ChannelStatus): string {
  const counts: readonly (readonly [number, string])[] = [
    [one.duplicates, "doubled"],
    [one.reordered, "reordered"],
    [one.late, "late"],
    [one.overlaps, "overlapping"],
    [one.damaged, "damaged"],
    [one.dropped, "dropped"],
  ];
  const words = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (one.clockAheadMs > 0) words.push(`clock ahead by ${(one.clockAheadMs / 1000).toFixed(2)} s`);
  return words.join(", ");
}
