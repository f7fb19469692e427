/**
 * The most memory a process has held so far, megabytes; undefined where the system does not say, or
 * the process has ended.
 */
export function peakMemoryMb(pid: number): number | undefined {
  if (Deno.build.os !== "linux") return undefined;
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1]; // none once the process has ended
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) * 1024 / 1e6);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
