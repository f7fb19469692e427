import { fileURLToPath } from "node:url";
import { peakMemoryMb } from "./peak_memory.ts";

/** Room for objects of JavaScript, megabytes; WebAssembly's memory and code come on top. */
const OLD_SPACE_MB = 96;

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** A program on one core with little memory, which works on order. */
export interface EdgeChild {
  /** What it said when it was ready. */
  greeting: string;
  /** Has work done so many times. */
  work: (name: string, times: number) => Promise<void>;
  /** Peak of its resident memory so far, megabytes; undefined where the system does not say. */
  peakMb: () => number | undefined;
  /** Ends it. */
  close: () => Promise<void>;
}

/** What holds such a program down, as a sentence. */
export async function describeEdge(): Promise<string> {
  const pinned = await pinning();
  const core = pinned.length > 0 ? "pinned to core 0" : "NOT pinned, there is no taskset";
  return `${core}; --max-old-space-size=${OLD_SPACE_MB}; resident memory is measured, not limited`;
}

/** Starts a program and waits until it has made its first forecast. */
export async function openEdgeChild(program: string, args: readonly string[]): Promise<EdgeChild> {
  const [command, ...rest] = [
    ...await pinning(),
    ...[Deno.execPath(), "run", "--quiet", "--no-check", "--allow-read"],
    ...["--allow-env", "--allow-sys", `--v8-flags=--max-old-space-size=${OLD_SPACE_MB}`],
    ...[`bench/${program}`, ...args],
  ];
  const child = new Deno.Command(command, {
    ...{ args: rest, cwd: PROJECT, stdin: "piped", stdout: "piped", stderr: "inherit" },
  }).spawn();
  const orders = child.stdin.getWriter();
  const answers = readLines(child.stdout);
  const greeting = await nextAnswer(answers, program);
  return {
    greeting,
    async work(name, times) {
      await orders.write(new TextEncoder().encode(`${name} ${times}\n`));
      await nextAnswer(answers, program);
    },
    peakMb: () => peakMemoryMb(child.pid),
    close: async () => {
      await orders.close();
      for await (const _ of answers);
      await child.status;
    },
  };
}

async function nextAnswer(
  answers: AsyncGenerator<string, void>,
  program: string,
): Promise<string> {
  const { value, done } = await answers.next();
  if (done) throw new Error(`Cannot go on: ${program} has ended`);
  return value;
}

async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}

/** The words in front of a command that keep it on one core; none where there is no taskset. */
async function pinning(): Promise<readonly string[]> {
  try {
    const words = ["taskset", "-c", "0"];
    const { success } = await new Deno.Command(words[0], { args: [...words.slice(1), "true"] })
      .output();
    return success ? words : [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
