import { assertEquals } from "@std/assert";
import type { Examples } from "../../../engine/domain/mod.ts";
import {
  averageStart,
  averageWindow,
} from "../../../engine/forecasting/explanations/average_window.ts";
import type { BaselineQuestion, FittedBaseline } from "../../../engine/models/mod.ts";
import type { Normaliser } from "../../../engine/preprocessing/mod.ts";

const normaliser = (kind: Normaliser["kind"]): Normaliser => ({ kind, features: [] });

/** Two features, or two cells of one channel, on four steps of which three are of the training part. */
const known = {
  ...{ window: 2, stepShape: [2], count: 2 },
  series: Float32Array.of(1, 10, 2, 20, 3, 30, 100, 100),
  lastStep: Int32Array.of(1, 2, 3),
} as unknown as Examples;
const train = { start: 0, end: 2 };

Deno.test("after z-scores the average window of a series is 0, whatever catalogue is at hand", () => {
  const found = averageWindow({ normaliser: normaliser("z-score"), task: "rate" }, {
    ...{ latest: known, known, train },
  });
  assertEquals([...found.input], [0, 0, 0, 0]);
});

Deno.test("else it is the mean step of the training part, of maps in each cell", () => {
  for (
    const [kind, task] of [["min-max", "rate"], ["robust", "alarm"], ["z-score", "map"]] as const
  ) {
    const preparation = { normaliser: normaliser(kind), task };
    const found = averageWindow(preparation, { latest: known, known, train });
    assertEquals([...found.input], [2, 20, 2, 20]);
    const short = averageWindow(preparation, { latest: known });
    assertEquals([...short.input], [0, 0, 0, 0]);
    const centre = { "min-max": "minimum", robust: "median", "z-score": "mean" }[kind];
    assertEquals(short.words, `every input at its training ${centre} in every step`);
  }
});

Deno.test("a network that starts from a law without time starts from it in an average window too", () => {
  const poisson = { name: "poisson climatology", parameters: { mean: Math.LN2 } };
  const frequency = { name: "alarm frequency", parameters: { probability: 0.25 } };
  const omori = { name: "trailing-rate omori", parameters: {} };
  const question = {
    ...{ issueTimeMs: Float64Array.of(0), targetSize: 1, target: { task: "alarm" } },
  } as unknown as BaselineQuestion;
  const said = (startFrom: FittedBaseline) => {
    const { name, table } = averageStart([poisson, frequency, omori], {
      ...{ question, family: "bernoulli", startFrom },
    });
    return [name, table.family === "bernoulli" && Number(table.probability[0].toFixed(9))];
  };
  assertEquals(said(poisson), ["poisson climatology", 0.5]);
  assertEquals(said(frequency), ["alarm frequency", 0.25]);
  assertEquals(said(omori), ["alarm frequency", 0.25]);
});
