import { assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  nearestWord,
  parseDuration,
  PRESETS,
  resolveForecastConfiguration,
} from "../../../engine/domain/mod.ts";

Deno.test("values are read alike from JSON and from a command line", () => {
  const typed = resolveForecastConfiguration({
    ...{ epochs: 5, units: [50, 50], bidirectional: true, minMagnitude: "auto", box: null },
  });
  const text = resolveForecastConfiguration({
    ...{ epochs: "5", units: "50, 50", bidirectional: "true", minMagnitude: "auto" },
  });
  assertEquals(typed, text);
  assertEquals(resolveForecastConfiguration({ box: "-120,32,-114,37" }).box, [-120, 32, -114, 37]);
});

Deno.test("what is left out takes its default, those of a task included", () => {
  assertEquals(resolveForecastConfiguration({}).window, 30);
  assertEquals(resolveForecastConfiguration({ task: "map" }).window, 8);
  assertEquals(resolveForecastConfiguration({ task: "map", window: 12 }).window, 12);
});

Deno.test("a wrong name or value is refused with what was expected", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ epoch: 3 }, 'Did you mean "epochs"?'],
    [{ epochs: -1 }, "a whole number from 0 to 100000"],
    [{ epochs: 1.5 }, "a whole number"],
    [{ epochs: "" }, "a whole number"],
    [{ epochs: null }, "expected integer"],
    [{ minMagnitude: "big" }, "or auto"],
    [{ model: "lsmt" }, 'Did you mean "lstm"?'],
    [{ horizon: "soon" }, "such as"],
    [{ horizon: "0d" }, "such as"],
    [{ bidirectional: "yes" }, "true or false"],
    [{ horizon: "0.0001s" }, "at least a millisecond"],
    [{ bin: "0.0004s" }, "at least a millisecond"],
    [{ units: [0] }, "from 1 to 2048"],
    [{ units: [] }, "at least one whole number from 1 to 2048"],
    [{ units: "" }, "at least one whole number"],
    [{ filters: [] }, "at least one whole number from 1 to 1024"],
    [{ units: [4.5] }, "a whole number from 1 to 2048"],
    [{ filters: "8,8.5" }, "a whole number"],
    [{ denseUnits: [0.5] }, "a whole number"],
    [{ dropout: "NaN" }, "from 0 to 0.9"],
  ];
  for (const [given, part] of cases) {
    assertThrows(() => resolveForecastConfiguration(given), ConfigurationError, part);
  }
});

Deno.test("the least is allowed: a millisecond, no dense layers, fractions where they mean something", () => {
  assertEquals(parseDuration("0.0005s", "bin"), 1);
  assertEquals(resolveForecastConfiguration({ denseUnits: [] }).denseUnits, []);
  assertEquals(resolveForecastConfiguration({ features: "" }).features, []);
  assertEquals(resolveForecastConfiguration({ box: "0.5,1,2,3" }).box, [0.5, 1, 2, 3]);
});

Deno.test("what the task or the network would ignore is refused, and only that", () => {
  const needs: [Record<string, unknown>, Record<string, unknown>, string][] = [
    [{ loss: "mean-squared-error" }, { task: "magnitude" }, "loss"],
    [{ classWeight: "balanced" }, { task: "alarm" }, "classWeight"],
    [{ magnitudeNoise: 0.1 }, { task: "magnitude" }, "magnitudeNoise"],
    [{ bidirectional: true }, { model: "rnn" }, "bidirectional"],
  ];
  for (const [given, need, key] of needs) {
    const other = "model" in need ? { model: "cnn" } : { task: "map" };
    const error = assertThrows(
      () => resolveForecastConfiguration({ ...other, ...given }),
      ConfigurationError,
      `it needs ${Object.entries(need).flat().join(" ")}`,
    );
    assertEquals(error.key, key);
    resolveForecastConfiguration({ ...need, ...given });
  }
  resolveForecastConfiguration({
    task: "map",
    model: "cnn",
    magnitudeNoise: 0,
    loss: "likelihood",
  });
});

Deno.test("every preset is a valid configuration", () => {
  for (const preset of Object.values(PRESETS)) {
    assertEquals(resolveForecastConfiguration(preset).loss, "mean-squared-error");
  }
});

Deno.test("the nearest word is near, or none", () => {
  assertEquals(nearestWord("horizn", ["horizon", "window"]), "horizon");
  assertEquals(nearestWord("alram", ["rate", "alarm"]), "alarm");
  assertEquals(nearestWord("banana", ["horizon", "window"]), undefined);
});
