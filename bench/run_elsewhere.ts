/**
 * Runs a file of this folder as a program of its own, so that it shares no thread with its caller, and reads
 * what it prints as JSON; `flags` are Deno's. Throws where it fails.
 */
export async function runElsewhere<Facts>(
  file: string,
  options: unknown,
  flags: readonly string[] = [],
): Promise<Facts> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", ...flags, file, JSON.stringify(options)],
    stdout: "piped",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`${file} failed`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
