import { assert, assertThrows } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  drawKeptPlace,
  etasBackground,
  keepBackground,
  keptBackgroundAt,
  simulateEtas,
} from "../../../engine/models/mod.ts";
import { planeScene } from "./etas_plane.ts";

const DAY_MS = 86_400_000;

async function fitted() {
  const scene = planeScene({ days: 400 });
  const events = simulateEtas(scene).draw(0);
  const from = Math.floor(0.8 * events.size);
  const [startMs, endMs] = [events.timeMs[from], 400 * DAY_MS];
  const span = { from, to: events.size, startMs, endMs };
  const kernels = await startKernels({ threads: 1 });
  const { parameters, mc, areaKm2 } = scene;
  const at = etasBackground(events, { parameters, mc, areaKm2, span, kernels });
  return { events, span, areaKm2, at };
}

Deno.test("a kept background is the one that was fitted, and places are drawn from it", async () => {
  const { events, span, areaKm2, at } = await fitted();
  const kept = keepBackground(events, at.background);
  const again = keptBackgroundAt(kept, { places: events.places, span, areaKm2 });
  at.relative.forEach((value, i) => assert(Math.abs(again[i] / value - 1) < 1e-9));
  // The mean of 1 / density over places drawn from a density is the area they are drawn over.
  const draw = drawKeptPlace(kept, (random) => [200 * random.uniform(), 200 * random.uniform()]);
  const random = new RandomStream(3);
  const size = 4_000;
  const drawn = Array.from({ length: size }, () => draw(random));
  const [eastKm, northKm] = [0, 1].map((axis) => Float64Array.from(drawn, (place) => place[axis]));
  const relative = keptBackgroundAt(kept, {
    places: { kind: "plane", eastKm, northKm },
    span: { from: 0, to: size },
    areaKm2,
  });
  const isInside = (km: number) => km >= 0 && km <= 200;
  const inverse = relative.map((value, i) =>
    isInside(eastKm[i]) && isInside(northKm[i]) ? 1 / value : 0
  );
  const mean = inverse.reduce((sum, value) => sum + value, 0) / size;
  const variance = inverse.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (size - 1);
  assert(Math.abs(mean - 1) < 4 * Math.sqrt(variance / size), `${mean}`);
});

Deno.test("a kept background of a plane is none on the globe", async () => {
  const { events, span, areaKm2, at } = await fitted();
  const kept = keepBackground(events, at.background);
  const globe = { kind: "geographic" as const, latitude: new Float64Array(events.size) };
  const places = { ...globe, longitude: new Float64Array(events.size) };
  assertThrows(() => keptBackgroundAt(kept, { places, span, areaKm2 }), RangeError);
});
