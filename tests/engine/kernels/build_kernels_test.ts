import { assert, assertEquals } from "@std/assert";
import { buildKernels, KERNEL_BUILDS } from "../../../engine/kernels/build_kernels.ts";
import {
  createHeap,
  instantiateKernels,
  KERNEL_NAMES,
  loadKernels,
} from "../../../engine/kernels/mod.ts";

for (const build of KERNEL_BUILDS) {
  Deno.test(`${build.file} is what its source gives, byte for byte`, async () => {
    const kept = await Deno.readFile(
      new URL(`../../../engine/kernels/${build.file}`, import.meta.url),
    );
    const built = await buildKernels(build);
    assertEquals(built.length, kept.length, 'the source has changed: run "deno task kernels"');
    assert(built.every((byte, i) => byte === kept[i]), 'run "deno task kernels"');
  });
}

Deno.test("the list of kernels is what both builds export, on a heap shared or not", async () => {
  for (const build of ["relaxed-simd", "simd"] as const) {
    for (const shared of [false, true]) {
      const { memory } = createHeap({ shared });
      const exports = instantiateKernels(await loadKernels({ shared, build }), memory);
      assertEquals(Object.keys(exports).sort(), [...KERNEL_NAMES, "prepareScratch"].sort());
    }
  }
});

Deno.test("only one build has relaxed SIMD", async () => {
  // f32x4.relaxed_madd: prefix 0xfd, number 0x105 in two bytes
  const pattern = [0xfd, 0x85, 0x02];
  for (const { file } of KERNEL_BUILDS) {
    const binary = await Deno.readFile(new URL(`../../../engine/kernels/${file}`, import.meta.url));
    const found = binary.findIndex((_, i) => pattern.every((byte, j) => binary[i + j] === byte));
    assertEquals(found >= 0, file.includes("relaxed"), file);
  }
});
