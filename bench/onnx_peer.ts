import { env, InferenceSession, Tensor } from "onnxruntime-web";
import { existsSync } from "node:fs";
import { sharedFile } from "../tests/shared_data.ts";
import type { Run } from "./measure.ts";

/** A network of ../shared/peers, run by onnxruntime. */
export interface OnnxPeer {
  /** The rivals by name: WebAssembly on one thread, native on one and on two. */
  peers: Record<string, () => Promise<Float32Array>>;
  /** Why a rival is absent, by its name. */
  absent: Record<string, string>;
  /** Frees the sessions. */
  close: () => Promise<void>;
}

const NATIVE = { ort_node: 1, ort_node_2: 2 } as const;
const NAMES = ["ort_web", ...Object.keys(NATIVE)];

/** The part of a session that is used, the same for both packages. */
interface Session {
  run(feeds: Record<string, Tensor>): Promise<Record<string, { data: unknown }>>;
  release(): Promise<void>;
}

/** Opens a network whose one input is x; its runs take the values of x and give those of y. */
export async function openOnnxPeer(
  file: string,
  { values, shape }: { values: Float32Array; shape: readonly number[] },
): Promise<OnnxPeer> {
  const path = sharedFile(`peers/${file}`);
  if (!existsSync(path)) {
    const why = `there is no ../shared/peers/${file}`;
    const absent = Object.fromEntries(NAMES.map((name) => [name, why]));
    return { peers: {}, absent, close: () => Promise.resolve() };
  }
  const bytes = await Deno.readFile(path);
  const sessions: Record<string, Session> = { ort_web: await openWeb(bytes) };
  const absent: Record<string, string> = {};
  for (const [name, threads] of Object.entries(NATIVE)) {
    try {
      sessions[name] = await openNative(bytes, threads);
    } catch (error) {
      absent[name] = (error as Error).message.split("\n")[0]; // no binary for this machine
    }
  }
  const runOf = (session: Session) => async () => {
    const { y } = await session.run({ x: new Tensor("float32", values, shape) });
    return y.data as Float32Array;
  };
  const peers = Object.fromEntries(
    Object.entries(sessions).map(([name, session]) => [name, runOf(session) satisfies Run]),
  );
  return {
    peers,
    absent,
    close: async () => {
      for (const session of Object.values(sessions)) await session.release();
    },
  };
}

async function openWeb(bytes: Uint8Array): Promise<Session> {
  // Set before the first session; the package finds its WebAssembly beside itself, without network.
  env.wasm.numThreads = 1;
  return await InferenceSession.create(bytes, { executionProviders: ["wasm"] }) as Session;
}

async function openNative(bytes: Uint8Array, threads: number): Promise<Session> {
  // Loaded late: the import fails where the package has no binary for the machine.
  const { InferenceSession } = await import("onnxruntime-node");
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1 };
  return await InferenceSession.create(bytes, options) as Session;
}
