import { assert, assertEquals } from "@std/assert";
import { drawWaveformAttribution } from "../../../engine/drawing/mod.ts";

const FIGURE = {
  ...{ title: "Why a P?", caption: "Because <so>.", components: ["E", "N", "Z"], phase: "P" },
  ...{ samplingRateHz: 100, sample: 100, unit: "log-odds" },
  window: Float32Array.from({ length: 3 * 300 }, (_, i) => Math.sin(i / 9)),
  map: {
    ...{ stepSeconds: 0.5, fromSeconds: -1 },
    components: {
      Z: [0, 0, 2, 0, 0, 0],
      N: [0, 0, 0, -2, 0, 0],
      E: [0, 0, 0, 0, 0, 0],
    },
  },
};

Deno.test("each component has its waveform and its band; what adds is red, what takes away is blue", () => {
  const svg = drawWaveformAttribution(FIGURE);
  assertEquals(svg.match(/class="trace"/g)?.length, 3);
  const bands = [...svg.matchAll(/<g class="heat">(.*?)<\/g>/g)].map(([, band]) => band);
  const colours = bands.map((band) => [...band.matchAll(/fill="(#\w+)"/g)].map(([, one]) => one));
  assertEquals(colours.map((band) => band.length), [6, 6, 6]);
  const [red, nothing, blue] = [colours[0][2], colours[2][2], colours[1][3]];
  const channels = (colour: string) =>
    [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  assert(channels(red)[0] > channels(red)[2] + 100, red);
  assert(channels(blue)[2] > channels(blue)[0] + 100, blue);
  assert(channels(nothing).every((one) => one > 240), nothing);
  assert(svg.includes("Seconds after P") && svg.includes("log-odds in 0.5 s"));
  assert(svg.includes("Because &lt;so&gt;.") && !svg.includes("NaN"));
  assert(!svg.includes('class="probability"'));
  const occlusion = { stepSeconds: 0.5, fromSeconds: -1, probability: [1, 1, 0, 1, 1, 1] };
  const more = drawWaveformAttribution({ ...FIGURE, occlusion: { ...occlusion, whole: 0.9 } });
  assert(more.includes('class="probability"') && !more.includes("NaN"));
});
