import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { InputError } from "../../../../engine/domain/mod.ts";
import { readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { readNpy } from "../../../../engine/sources/numpy/read_npy.ts";
import { readNpz } from "../../../../engine/sources/numpy/read_npz.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";

testWithSharedData("PhaseNet's .npz hold what the packed arrays hold of them", async () => {
  const packed = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc/npz"));
  assertEquals(set.count > 0, true);
  for (let index = 0; index < set.count; index++) {
    const trace = set.traceAt(index);
    const expected = packed.traceAt(packed.names.indexOf(trace.name));
    assertEquals(trace.metadata.channels, expected.metadata.channels);
    assertEquals({ ...trace, metadata: {} }, { ...expected, metadata: {} });
  }
  const one = await readLabelledWaveforms(
    sharedFile("data/waveforms/ncedc/npz/NC_MEM_2017100709282692.npz"),
  );
  assertEquals([one.count, one.traceAt(0).sSample], [1, 3287]);
  await assertRejects(async () => one.traceAt(await Promise.resolve(1)), InputError, "0 to 0");
});

function npy(header: string, data: Uint8Array, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = version === 1 ? 10 : 12;
  const bytes = new Uint8Array(start + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, start);
  bytes.set(data, start + text.length);
  return bytes;
}

function zip(name: string, content: Uint8Array, isPacked: boolean): Uint8Array {
  const packed = isPacked ? new Uint8Array(deflateRawSync(content)) : content;
  const label = new TextEncoder().encode(name);
  const bytes = new Uint8Array(30 + label.length + packed.length + 46 + label.length + 22);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(26, label.length, true);
  bytes.set(label, 30);
  bytes.set(packed, 30 + label.length);
  const list = 30 + label.length + packed.length;
  view.setUint32(list, 0x02014b50, true);
  view.setUint16(list + 10, isPacked ? 8 : 0, true);
  view.setUint32(list + 20, packed.length, true);
  view.setUint32(list + 24, content.length, true);
  view.setUint16(list + 28, label.length, true);
  bytes.set(label, list + 46);
  const end = list + 46 + label.length;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 10, 1, true);
  view.setUint32(end + 16, list, true);
  return bytes;
}

const TWO = npy(
  "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }",
  Uint8Array.of(1, 0, 2, 0),
);

Deno.test("arrays of several kinds, packed and not", () => {
  for (const isPacked of [false, true]) {
    const two = readNpz(zip("a.npy", TWO, isPacked), "a.npz").get("a")!;
    assertEquals([[...two.values], two.shape], [[1, 2], [2]]);
  }
  const big = npy(
    "{'descr': '>f4', 'fortran_order': False, 'shape': ()}",
    Uint8Array.of(63, 128, 0, 0),
    2,
  );
  assertEquals([...readNpy(big, "b").values], [1]);
  const text = npy(
    "{'descr': '<U2', 'fortran_order': False, 'shape': (1,)}",
    Uint8Array.of(90, 0, 0, 0, 0, 0, 0, 0),
  );
  assertEquals([...readNpy(text, "c").values], ["Z"]);
});

const REFUSED: readonly [string, Uint8Array, RegExp][] = [
  ["nothing", new Uint8Array(0), /does not begin as one/],
  ["objects", npy("{'descr': '|O', 'shape': (1,)}", new Uint8Array(8)), /another kind of array/],
  [
    "Fortran's order",
    npy("{'descr': '<f8', 'fortran_order': True, 'shape': (1,)}", new Uint8Array(8)),
    /kind of array/,
  ],
  [
    "too few bytes",
    npy("{'descr': '<f8', 'shape': (2,)}", new Uint8Array(8)),
    /holds 8 bytes.*expected 16/,
  ],
  [
    "an absurd shape",
    npy("{'descr': '<f8', 'shape': (99999999999,)}", new Uint8Array(8)),
    /expected 799999999992/,
  ],
  [
    "complex numbers",
    npy("{'descr': '<c16', 'shape': (1,)}", new Uint8Array(16)),
    /kind c16 are not known/,
  ],
];

for (const [what, bytes, message] of REFUSED) {
  Deno.test(`an array of NumPy is refused: ${what}`, () => {
    assertMatch(assertThrows(() => readNpy(bytes, "a.npy"), InputError).message, message);
  });
}

Deno.test("mutated .npz give arrays or an InputError", () => {
  const original = zip("a.npy", TWO, true);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.option(fc.integer({ min: 1, max: original.length })),
      (changes, cut) => {
        const bytes = original.slice(0, cut ?? undefined);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        try {
          readNpz(bytes, "mutated");
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      },
    ),
    { seed: 5, numRuns: 1000 },
  );
});
