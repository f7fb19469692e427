/**
 * Times seisplotjs on a file of miniSEED: `deno run ... steim2_seisplotjs.ts FILE SAMPLES`. It is loaded
 * from the registry, after the stand-ins for a browser that it cannot be loaded without.
 */
const VERSION = "3.2.2";
const ROUNDS = 5;

class Stand {}

async function main([path, count]: readonly string[]): Promise<void> {
  Object.assign(globalThis, {
    ...{ HTMLElement: Stand, HTMLDivElement: Stand, Element: Stand },
    customElements: { define: () => {}, get: () => undefined },
  });
  const name = `npm:seisplotjs@${VERSION}`;
  const { miniseed } = await import(name);
  const { buffer } = await Deno.readFile(path);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    let found = 0;
    for (const record of miniseed.parseDataRecords(buffer)) found += record.decompress().length;
    times.push(performance.now() - start);
    if (found !== Number(count)) throw new Error(`seisplotjs reads ${found} of ${count} samples`);
  }
  const medianMs = times.sort((a, b) => a - b)[ROUNDS >> 1];
  const line = JSON.stringify({ medianMs, version: VERSION });
  Deno.stdout.writeSync(new TextEncoder().encode(line));
}

if (import.meta.main) await main(Deno.args);
