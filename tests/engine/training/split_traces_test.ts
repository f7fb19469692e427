import { assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type LabelledWaveforms } from "../../../engine/domain/mod.ts";
import { splitTraces } from "../../../engine/training/mod.ts";
import { madeTrace } from "./made_traces.ts";

/** A set that tells which traces were asked for. */
function madeSet(name: string, count: number): { set: LabelledWaveforms; read: number[] } {
  const read: number[] = [];
  const traceAt = (index: number) => {
    read.push(index);
    return { ...madeTrace(index), name: `${name} ${index}` };
  };
  const names = Array.from({ length: count }, (_, index) => `${name} ${index}`);
  const rest = { samplingRateHz: 100, notes: [], close: () => {} };
  return { set: { name: `data/${name}/`, names, count, traceAt, ...rest }, read };
}

Deno.test("traces are parted by their index in their own set; the test part is never read", () => {
  const [first, second] = [madeSet("first", 7), madeSet("second", 6)];
  const parts = { folds: 5, testFold: 0, validationFold: 1 };
  const { train, validation, description } = splitTraces([first.set, second.set], parts);
  assertEquals(
    train.map(({ name }) => name),
    ["first 2", "first 3", "first 4", "second 2", "second 3", "second 4"],
  );
  assertEquals(validation.map(({ name }) => name), ["first 1", "first 6", "second 1"]);
  assertEquals([first.read, second.read], [[1, 2, 3, 4, 6], [1, 2, 3, 4]]);
  assertEquals(
    description,
    "5 of the 7 traces of first and 4 of the 6 traces of second: all but those with index % 5 = 0, " +
      "of which those with index % 5 = 1 chose the epoch",
  );
  assertEquals(splitTraces([first.set], { folds: 5, testFold: 0 }).train.length, 5);
});

Deno.test("parts that do not exist, or are one, are refused", () => {
  const { set } = madeSet("set", 5);
  for (
    const [parts, option] of [
      [{ folds: 1, testFold: 0 }, "testFold"],
      [{ folds: 5, testFold: 5 }, "testFold"],
      [{ folds: 5, testFold: -1 }, "testFold"],
      [{ folds: 5, testFold: 0.5 }, "testFold"],
      [{ folds: 5, testFold: 0, validationFold: 7 }, "validationFold"],
      [{ folds: 5, testFold: 2, validationFold: 2 }, "validationFold"],
    ] as const
  ) {
    const error = assertThrows(() => splitTraces([set], parts), ConfigurationError);
    assertEquals(error.key, option);
  }
});
