import { main as compile } from "assemblyscript/asc";
import type { KernelCall, KernelModule, KernelName } from "../../../engine/kernels/mod.ts";

/** How the kernel behaves on a worker; on the caller's thread it then waits until one has begun. */
export const WAYS = {
  well: 0,
  shared: 1,
  trap: 2,
  "return late": 3,
  "trap everywhere": 4,
} as const;

/** Writes unit by unit `base` + its number, and beside it the scratch of the thread that did so. */
const SOURCE = `
export function prepareScratch(scratch: usize): void {}
export function wayward(
  scratch: usize, values: usize, scratches: usize, begun: usize, caller: usize, way: i32, base: i32,
  begin: i32, end: i32,
): void {
  if (way == 4) unreachable();
  if (way != 0 && scratch != caller) {
    atomic.store<i32>(begun, 1);
    if (way == 2) unreachable();
    while (way == 3 && atomic.load<i32>(begun, 4) == 0) {}
  } else if (way != 0) {
    for (let i = 0; i < 2_000_000_000 && atomic.load<i32>(begun) == 0; i++) {}
  }
  for (let unit = begin; unit < end; unit++) {
    store<i32>(values + (<usize>unit << 2), base + unit);
    store<i32>(scratches + (<usize>unit << 2), <i32>scratch);
  }
}
`;

/** A kernel that dies or hangs on request, to see what becomes of the pool. */
export async function compileWayward(): Promise<KernelModule> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await compile([
    ...["source.ts", "--outFile", "out.wasm", "--enable", "simd,threads", "-O"],
    ...["--importMemory", "--noExportMemory", "--sharedMemory", "--initialMemory", "1"],
    ...["--maximumMemory", "65536", "--runtime", "stub", "--use", "abort="],
  ], {
    readFile: (name: string) => name === "source.ts" ? SOURCE : null,
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name === "out.wasm") binary = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error || binary === undefined) throw new Error(`${stderr}`, { cause: error });
  return { build: "simd", module: await WebAssembly.compile(binary) };
}

/** A call of the kernel. */
export function waywardCall(
  args: {
    values: number;
    scratches: number;
    begun: number;
    caller: number;
    way: number;
    base: number;
  },
  { units, inPlace }: { units: number; inPlace?: boolean },
): KernelCall {
  const { values, scratches, begun, caller, way, base } = args;
  return {
    kernel: "wayward" as KernelName,
    args: [values, scratches, begun, caller, way, base],
    units,
    multiplyAdds: 10_000_000,
    inPlace,
  };
}
