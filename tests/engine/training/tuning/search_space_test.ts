import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  resolveForecastConfiguration,
  TASKS,
} from "../../../../engine/domain/mod.ts";
import {
  configurationOfPoint,
  DIMENSIONS_OF_OPTION,
  narrowSpace,
  proposePoint,
  searchSpaceOf,
} from "../../../../engine/training/mod.ts";

const MODELS = ["dense", "cnn", "rnn", "lstm"];

Deno.test("every point of every space is a configuration, and none loses what was given", () => {
  for (const task of TASKS) {
    for (const model of MODELS) {
      const base = resolveForecastConfiguration({ model, task, horizon: "3d", folds: 4 });
      const space = searchSpaceOf({ model, task });
      for (let trial = 1; trial <= 25; trial++) {
        const point = proposePoint({ space, seed: 1, trial, ranked: [] });
        const configuration = configurationOfPoint(base, { point, epochs: 5 });
        assertEquals(configuration.window, point.window);
        assertEquals([configuration.horizon, configuration.epochs], ["3d", 5]);
        const layers = model === "cnn" ? configuration.filters : configuration.units;
        assertEquals(layers.length, point.layers);
      }
    }
  }
});

Deno.test("every dimension can be fixed by the option that it sets", () => {
  const fixed = Object.values(DIMENSIONS_OF_OPTION).flat();
  for (const model of MODELS) {
    for (const { name } of searchSpaceOf({ model, task: "rate" })) {
      assert(fixed.includes(name), name);
    }
  }
});

Deno.test("ranges and lists narrow a space, and nonsense is refused with what would do", () => {
  const space = searchSpaceOf({ model: "lstm", task: "rate" });
  const narrowed = narrowSpace(space, [
    "units-1=8:32",
    "batch=32|256",
    "l2=1e-5",
    "features=rates",
  ]);
  const dimension = (name: string) => narrowed.find((each) => each.name === name);
  assertEquals(dimension("units-1"), {
    ...{ name: "units-1", kind: "integer", low: 8, high: 32, log: true },
  });
  assertEquals(dimension("batch"), { name: "batch", kind: "choice", choices: [32, 256] });
  const points = [1, 2, 3].map((trial) =>
    proposePoint({ space: narrowed, seed: 1, trial, ranked: [] })
  );
  for (const { l2, features } of points) assertEquals([l2, features], [1e-5, "rates"]);
  for (
    const [text, message] of [
      ["units-1", "expected NAME=LOW:HIGH"],
      ["unit-1=8:32", 'Did you mean "units-1"'],
      ["window=30:7", "expected LOW:HIGH"],
      ["window=7.5:30", "whole numbers"],
      ["l2=0:1", "above 0"],
      ["features=none", "expected some of all|rates"],
    ]
  ) assertThrows(() => narrowSpace(space, [text]), ConfigurationError, message);
});
