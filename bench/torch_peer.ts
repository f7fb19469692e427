import { existsSync } from "node:fs";
import { sharedFile } from "../tests/shared_data.ts";
import type { OutsidePeers } from "./bench_definition.ts";

/** Debian's own Python comes first: its package of PyTorch is not seen by another one. */
const PYTHONS = ["/usr/bin/python3", "python3"] as const;

/** Settings that would keep OpenBLAS from choosing the code and the threads for this processor. */
const SETTINGS = /^OPENBLAS_/;

const PROGRAM = sharedFile("peers/torch_peer.py");

/** PyTorch's native time for a bench of ../shared/peers, on one thread and on two. */
export function torchPeer(bench: string): OutsidePeers {
  return {
    names: ["torch", "torch_2"],
    async measure() {
      if (!existsSync(PROGRAM)) throw new Error("there is no ../shared/peers/torch_peer.py");
      const python = await findPython();
      const [one, two] = [await runTorch(python, 1), await runTorch(python, 2)];
      if (one[bench] === undefined) throw new Error(`torch_peer.py does not time ${bench}`);
      const medians = { torch: one[bench], torch_2: two[bench] };
      return { medians, facts: { torch: await describeTorch(python) } };
    },
  };
}

async function findPython(): Promise<string> {
  for (const python of PYTHONS) {
    if (await runProgram([python, "-c", "import torch"]) !== undefined) return python;
  }
  throw new Error("no python3 here has torch");
}

async function runTorch(python: string, threads: number): Promise<Record<string, number>> {
  // PyTorch's own number does not reach OpenBLAS, which would take all cores and wait for busy ones.
  const env = { OPENBLAS_NUM_THREADS: String(threads) };
  const printed = await runProgram([python, PROGRAM, String(threads)], env);
  if (printed === undefined) throw new Error("torch_peer.py fails");
  return JSON.parse(printed);
}

/** Version and matrix library: with the reference BLAS PyTorch is ten times slower at LSTMs. */
async function describeTorch(python: string): Promise<{ version: string; blas: string }> {
  const version = await runProgram([python, "-c", "import torch; print(torch.__version__)"]);
  const link = `libblas.so.3-${Deno.build.arch}-linux-gnu`;
  const alternatives = await runProgram(["update-alternatives", "--query", link]);
  const blas = /^Value: .*\/([^/]+)\/libblas\.so\.3$/m.exec(alternatives ?? "")?.[1];
  return {
    version: version?.trim() ?? "unknown",
    blas: blas === undefined ? "unknown" : blas === "blas" ? "reference BLAS: slow" : blas,
  };
}

/** What a program prints; undefined where it is not there or fails. */
async function runProgram(
  [program, ...args]: readonly string[],
  settings: Record<string, string> = {},
): Promise<string | undefined> {
  const inherited = Object.entries(Deno.env.toObject()).filter(([name]) => !SETTINGS.test(name));
  const env = { ...Object.fromEntries(inherited), ...settings };
  try {
    const command = new Deno.Command(program, { args, env, clearEnv: true, stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
