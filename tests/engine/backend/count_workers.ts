/** Threads of this process that run a worker; they are counted in /proc, on Linux only. */
export function countWorkers(): number {
  const names = Array.from(Deno.readDirSync("/proc/self/task"), ({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/self/task/${name}/comm`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || isGone(error)) return ""; // it has just ended
      throw error;
    }
  });
  return names.filter((name) => name.startsWith("worker-")).length;
}

/** Waits until there are so many workers; throws after twenty seconds. */
export async function waitForWorkers(count: number): Promise<void> {
  for (let wait = 0; wait < 400 && countWorkers() !== count; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (countWorkers() !== count) throw new Error(`${countWorkers()} workers, not ${count}`);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && error.message.includes("No such process");
}
