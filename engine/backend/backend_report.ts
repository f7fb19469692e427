import type { KernelBuild } from "../kernels/mod.ts";

/** What really runs. */
export interface BackendReport {
  /** WebAssembly; nothing else is accepted. */
  backend: "wasm";
  /** Whether 128-bit SIMD runs. */
  simd: boolean;
  /** Whether this runtime takes relaxed SIMD. */
  relaxedSimd: boolean;
  /** Which build of our kernels runs. */
  kernels: KernelBuild;
  /** Threads that really run, the caller's included. */
  threads: number;
  /** Why there are fewer threads than asked for, or than there were. */
  threadsNote?: string;
  /** Version of tfjs, where it was started. */
  tfjsVersion?: string;
  /** Logical cores of the machine. */
  cores: number;
}
