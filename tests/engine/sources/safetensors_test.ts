import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { readSafetensors } from "../../../engine/sources/mod.ts";

/** A file with this header, then these numbers. */
function makeFile(header: unknown, numbers: readonly number[]): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + head.length + 4 * numbers.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  numbers.forEach((number, i) => view.setFloat32(8 + head.length + 4 * i, number, true));
  return bytes;
}

const tensor = (shape: unknown, begin: unknown, end: unknown, dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

Deno.test("safetensors: tensors of any shape, in any order of names, padded header, metadata", () => {
  const header = JSON.stringify({
    __metadata__: { source: "test" },
    "late/one": tensor([2, 1], 8, 16),
    scalar: tensor([], 0, 4),
    empty: tensor([3, 0], 4, 4),
    single: tensor([1], 4, 8),
  });
  // One blank more than the format's own padding gives: the numbers lie at no multiple of 4.
  const file = makeFile(header + " ".repeat(5 - (header.length % 4)), [1, 2, 3, NaN]);
  const tensors = readSafetensors(file, "a");
  assertEquals([...tensors.keys()], ["late/one", "scalar", "empty", "single"]);
  assertEquals(tensors.get("late/one"), { shape: [2, 1], values: Float32Array.of(3, NaN) });
  assertEquals(tensors.get("scalar"), { shape: [], values: Float32Array.of(1) });
  assertEquals(tensors.get("empty"), { shape: [3, 0], values: Float32Array.of() });
  assertEquals(tensors.get("single")!.values, Float32Array.of(2));
  assertEquals(readSafetensors(makeFile({}, []), "a").size, 0);
});

const BAD: [about: string, file: Uint8Array, message: string][] = [
  ["nothing", new Uint8Array(0), "it has 0 bytes"],
  ["a header that is cut off", makeFile({}, []).subarray(0, 9), "its header would be 2 bytes"],
  ["an absurd length", new Uint8Array(9).fill(255), "18446744073709551615 bytes"],
  ["no JSON", makeFile("{a", []), "its header is not JSON"],
  ["a list", makeFile([], []), "not an object"],
  ["null", makeFile("null", []), "not an object"],
  ["a tensor that is no object", makeFile({ a: 1 }, []), 'field "a"'],
  ["null as a tensor", makeFile({ a: null }, []), 'expected dtype "F32"'],
  ["half floats", makeFile({ a: tensor([2], 0, 4, "F16") }, [0]), 'value ""F16""'],
  ["a negative length", makeFile({ a: tensor([-1], 0, 4) }, [0]), "shape as a list"],
  ["a shape that is no list", makeFile({ a: tensor("1", 0, 4) }, [0]), "shape as a list"],
  ["a fraction as an offset", makeFile({ a: tensor([1], 0.5, 4.5) }, [0]), "[begin, end]"],
  ["offsets that do not fit", makeFile({ a: tensor([2], 0, 4) }, [0]), "8 bytes for its shape"],
  ["offsets backwards", makeFile({ a: tensor([1], 4, 0) }, [0]), "4 bytes for its shape"],
  ["numbers that are missing", makeFile({ a: tensor([2], 0, 8) }, [0]), "its tensors are 8 bytes"],
  ["numbers too many", makeFile({ a: tensor([1], 0, 4) }, [0, 1]), "the file holds 8"],
  ["a gap", makeFile({ a: tensor([1], 4, 8) }, [0, 1]), "belong to no tensor"],
  [
    "an overlap",
    makeFile({ a: tensor([2], 0, 8), b: tensor([1], 4, 8) }, [0, 1]),
    "it overlaps another",
  ],
];

for (const [about, file, message] of BAD) {
  Deno.test(`safetensors: ${about} is refused`, () => {
    assertThrows(() => readSafetensors(file, "weights.safetensors"), InputError, message);
  });
}
