import { KeyRing } from "../../../server/guards/key_ring.ts";

/** Changes the keys of a file while there are no file handles, and says whose keys are let in afterwards. */
const [path, changed] = Deno.args;
const log = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
const ring = await KeyRing.open(path, { log, lookEveryMs: 0 });
const held: Deno.FsFile[] = [];
await Deno.writeTextFile(path, changed);
try {
  for (;;) held.push(Deno.openSync(path));
} catch {
  await ring.keys();
}
held.forEach((file) => file.close());
log((await ring.keys()).map(({ name }) => name).join());
