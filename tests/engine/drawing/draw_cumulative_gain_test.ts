import { assert, assertStringIncludes } from "@std/assert";
import { type CumulativeGain, drawCumulativeGain } from "../../../engine/drawing/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { assertFigure } from "./check_svg.ts";

const DAY_MS = 86_400_000;

function gains(events: number, names: readonly string[]): CumulativeGain {
  const random = new RandomStream("gains");
  const startMs = Date.UTC(2016, 0, 1);
  return {
    ...{ isDated: true, of: "SanJac, test", baseline: "poisson", startMs },
    endMs: startMs + (events + 1) * DAY_MS,
    timeMs: Float64Array.from({ length: events }, (_, i) => startMs + (i + 0.5) * DAY_MS),
    series: names.map((name) => {
      let sum = 0;
      const gain = Float64Array.from({ length: events }, () => sum += random.normal() + 0.2);
      return { name, gain, mean: { nats: sum / events, low: 0.1, high: 0.3 } };
    }),
  };
}

Deno.test("cumulative gains: title, unit, key with intervals, one line a model", async () => {
  const svg = await drawCumulativeGain(gains(40, ["etas", "etas-background"]));
  assertFigure(svg, [
    ...["Cumulative information gain over poisson", "Cumulative gain (nats)", "Date (UTC"],
    ...["etas +", "[+0.100, +0.300]", "SanJac, test, 40 events"],
  ]);
  assert(svg.split('stroke="#0072b2"').length >= 3 && svg.split('stroke="#d55e00"').length >= 3);
});

Deno.test("cumulative gains: days without dates, six models, nothing, a name of markup", async () => {
  const plane = { ...gains(3, ["a", "b", "c", "d", "e", "f<&"]), isDated: false, startMs: 0 };
  const timeMs = [1, 2, 3].map((day) => day * DAY_MS);
  const svg = await drawCumulativeGain({ ...plane, timeMs, endMs: 4 * DAY_MS });
  assertFigure(svg, ["Time since the first event (days)", "f&lt;&amp;"]);
  for (const none of [gains(0, ["etas"]), gains(5, [])]) {
    assertFigure(await drawCumulativeGain(none), ["No gain to draw"]);
  }
});

Deno.test("cumulative gains of 50,000 events keep their extremes in a modest file", async () => {
  const many = gains(50_000, ["etas"]);
  const gain = Float64Array.from({ length: 50_000 }, (_, i) => i === 31_234 ? 5_000 : 0);
  const svg = await drawCumulativeGain({ ...many, series: [{ ...many.series[0], gain }] });
  assert(svg.length < 200_000, `${svg.length} characters`);
  assertStringIncludes(svg, "5,000");
  // A thinning that skipped the event would draw no height at all.
  const flat = await drawCumulativeGain({
    ...many,
    series: [{ ...many.series[0], gain: gain.map(() => 0) }],
  });
  const topOf = (text: string) => {
    const paths = Array.from(text.matchAll(/ d="(M[^"]{2000,})"/g), (match) => match[1]);
    return Math.max(...paths.map((path) => spread(path)));
  };
  assert(topOf(svg) > 100 && topOf(flat) < 1, `${topOf(svg)}, ${topOf(flat)}`);
});

/** Difference of the highest and lowest point of a path. */
function spread(path: string): number {
  const heights = Array.from(
    path.matchAll(/[ML]-?[\d.]+,(-?[\d.]+)/g),
    (match) => Number(match[1]),
  );
  return Math.max(...heights) - Math.min(...heights);
}
